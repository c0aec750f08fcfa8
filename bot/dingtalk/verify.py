"""Whether a request is DingTalk's. Neither signature covers the body: the connection's TLS has to."""

import hashlib
import hmac
from base64 import b64encode
from datetime import timedelta
from typing import NoReturn

from bot.ports import RawRequest, Unauthentic
from bot.wire.shapes import moment

WINDOW = timedelta(hours=1)
"""How far a robot message's or a press's timestamp may be from now, either way."""


def check_robot(request: RawRequest, app_secret: str) -> None:
    """A message to the robot: `sign` over its timestamp with the app's secret. Raises `Unauthentic`."""
    stamp = request.headers.get("timestamp", "")
    expected = _digest(app_secret, f"{stamp}\n{app_secret}")
    _check(request, stamp, request.headers.get("sign", ""), expected)


def check_card(request: RawRequest, card_secret: str) -> None:
    """A press: signed over its timestamp with the secret the callback was registered with. Raises `Unauthentic`."""
    stamp = request.headers.get("x-ddpaas-signature-timestamp", "")
    expected = _digest(card_secret, stamp)
    _check(request, stamp, request.headers.get("x-ddpaas-signature", ""), expected)


def refuse(why: str) -> NoReturn:
    """Raises `Unauthentic`."""
    raise Unauthentic(why)


def _digest(secret: str, signed: str) -> bytes:
    return b64encode(hmac.digest(secret.encode(), signed.encode("utf-8", "replace"), hashlib.sha256))


def _check(request: RawRequest, stamp: str, given: str, expected: bytes) -> None:
    at = moment(stamp)
    if not given or at is None:
        refuse("not signed")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), expected):
        refuse("wrong signature")
    if abs(request.now - at) > WINDOW:
        refuse("too old")

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
    stamp = request.headers.get(b"timestamp", b"")
    expected = _digest(app_secret, stamp + b"\n" + app_secret.encode())
    _check(request, stamp, request.headers.get(b"sign", b""), expected)


def check_card(request: RawRequest, card_secret: str) -> None:
    """A press: signed over its timestamp with the secret the callback was registered with. Raises `Unauthentic`."""
    stamp = delivery_stamp(request)
    expected = _digest(card_secret, stamp)
    _check(request, stamp, request.headers.get(b"x-ddpaas-signature", b""), expected)


def delivery_stamp(request: RawRequest) -> bytes:
    """The timestamp of a press, which every delivery of it has anew."""
    return request.headers.get(b"x-ddpaas-signature-timestamp", b"")


def refuse(why: str) -> NoReturn:
    """Raises `Unauthentic`."""
    raise Unauthentic(why)


def _digest(secret: str, signed: bytes) -> bytes:
    return b64encode(hmac.digest(secret.encode(), signed, hashlib.sha256))


def _check(request: RawRequest, stamp: bytes, given: bytes, expected: bytes) -> None:
    at = moment(stamp.decode("latin-1"))
    if not given or at is None:
        refuse("not signed")
    if not hmac.compare_digest(given, expected):
        refuse("wrong signature")
    if abs(request.now - at) > WINDOW:
        refuse("too old")

"""Whether a request is Feishu's, and what it says once it is decrypted."""

import hashlib
import hmac
from datetime import timedelta
from typing import NoReturn

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msgspec import MsgspecError, Struct
from msgspec.json import Decoder

from bot.feishu.envelope import Envelope, read_envelope
from bot.ports import RawRequest, Unauthentic
from bot.wire.shapes import moment

EVENT_AGE = timedelta(hours=8)
"""An event is pushed again for up to 6 h after the last attempt, and it is not known whether it is signed anew."""
PRESS_AGE = timedelta(hours=1)
"""A press is never pushed again."""
AHEAD = timedelta(minutes=5)
"""How far the platform's clock may be before ours."""
PRESS = "card.action.trigger"
_BLOCK = 16


class _Sealed(Struct):
    """The body of an encrypted request. Base64 is read along with the JSON around it."""

    encrypt: bytes


_ENVELOPE = Decoder(_Sealed)


class Verifier:
    """Knows the app's Encrypt Key and Verification Token; either may be empty, but with neither nothing is proven."""

    def __init__(self, encrypt_key: str, verification_token: str) -> None:
        self._key = encrypt_key.encode()
        self._cipher = algorithms.AES(hashlib.sha256(self._key).digest())
        self._token = verification_token.encode()

    def open(self, request: RawRequest) -> Envelope:
        """The event in clear. Raises `Unauthentic` for everything that is not provably the platform's and recent.

        The check of the address (`url_verification`) is not signed and has no date; the token is its proof.
        """
        signed = bool(self._key) and self._is_signed(request)
        said = _read(self._decrypt(_unwrapped(request.body)) if self._key else request.body)
        self._check_token(said)
        if is_challenge(said):
            return said
        if self._key and not signed:
            _refuse("not signed")
        self._check_age(request, said)
        return said

    def open_clear(self, payload: bytes) -> Envelope:
        """What comes over a connection that we opened: in clear, neither signed nor aged. Raises `Unauthentic`.

        Our credentials opened it, so the token is looked at only where it is set.
        """
        said = _read(payload)
        if self._token:
            self._check_token(said)
        return said

    def _is_signed(self, request: RawRequest) -> bool:
        """False without a signature; a wrong one raises."""
        given = request.headers.get(b"x-lark-signature")
        if not given:
            return False
        stamp = request.headers.get(b"x-lark-request-timestamp", b"")
        nonce = request.headers.get(b"x-lark-request-nonce", b"")
        expected = hashlib.sha256(stamp + nonce + self._key + request.body).hexdigest().encode()
        if not hmac.compare_digest(given.lower(), expected):
            _refuse("wrong signature")
        return True

    def _decrypt(self, raw: bytes) -> bytes:
        """AES-256-CBC: the IV, then the padded text."""
        if len(raw) < 2 * _BLOCK or len(raw) % _BLOCK:
            _refuse("not whole blocks")
        decryptor = Cipher(self._cipher, modes.CBC(raw[:_BLOCK])).decryptor()
        padded = decryptor.update(raw[_BLOCK:]) + decryptor.finalize()
        length = padded[-1]
        if not 1 <= length <= _BLOCK or padded[-length:] != bytes([length]) * length:
            _refuse("wrong padding")
        return padded[:-length]

    def _check_token(self, said: Envelope) -> None:
        if not self._token:
            if not self._key:
                _refuse("neither Encrypt Key nor Verification Token is set")
            return
        given = said.header.token or said.token
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._token):
            _refuse("wrong token")

    def _check_age(self, request: RawRequest, said: Envelope) -> None:
        """By the signed timestamp; without an Encrypt Key there is none, and the event's own date has to do."""
        stamp = request.headers.get(b"x-lark-request-timestamp", b"") if self._key else b""
        at = moment(stamp.decode("latin-1") or said.header.create_time or said.ts)
        if at is None:
            _refuse("without a date")
        age = request.now - at
        if age > (PRESS_AGE if said.header.event_type == PRESS else EVENT_AGE):
            _refuse("too old")
        if age < -AHEAD:
            _refuse("ahead of time")


def is_challenge(said: Envelope) -> bool:
    """The platform checks the address and wants `challenge` back."""
    return said.type == "url_verification"


def _unwrapped(body: bytes) -> bytes:
    try:
        return _ENVELOPE.decode(body).encrypt
    except (MsgspecError, ValueError, RecursionError):
        _refuse("not encrypted")


def _read(body: bytes) -> Envelope:
    read = read_envelope(body)
    if read is None:
        _refuse("not a JSON object")
    return read


def _refuse(why: str) -> NoReturn:
    raise Unauthentic(why)

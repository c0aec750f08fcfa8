"""The encrypted envelope of event pushes, and of the answer they want: AES-256-CBC around a frame that names its owner."""

import binascii
import hashlib
import hmac
import secrets
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.dingtalk.verify import refuse
from bot.ports import RawRequest
from bot.wire.shapes import dumps, loads, moment, text

EVENT_AGE = timedelta(hours=8)
AHEAD = timedelta(minutes=5)
"""How far the platform's clock may be before ours."""
_BLOCK = 32
"""PKCS#7 with a block of 32, though the cipher's own is 16."""
_RANDOM = 16


class Envelope:
    """Knows the app's aes_key and token. `owners` are the names a frame may be made out to: the app's, the company's."""

    def __init__(
        self,
        aes_key: str,
        token: str,
        owners: tuple[str, ...],
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        # The last of 43 characters may carry bits that belong to nothing; a strict decoder would refuse them.
        key = binascii.a2b_base64(aes_key + "=") if len(aes_key) == 43 else b""
        self._cipher = Cipher(algorithms.AES(key), modes.CBC(key[:16])) if len(key) == 32 else None
        self._token = token
        self._owners = tuple(owner.encode() for owner in owners if owner)
        self._random = random

    def open(self, request: RawRequest) -> str:
        """What a push says, in clear. Raises `Unauthentic` for what is not provably the platform's and recent."""
        query = request.query
        stamp = query.get("timestamp") or query.get("timeStamp") or ""
        given = query.get("msg_signature") or query.get("signature") or ""
        sealed = text(loads(request.body), "encrypt")
        expected = self._signature(stamp, query.get("nonce", ""), sealed)
        if not self._token or not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
            refuse("wrong signature")
        at = moment(stamp)
        if at is None or request.now - at > EVENT_AGE or at - request.now > AHEAD:
            refuse("too old")
        return self.decrypt(sealed)

    def success(self, request: RawRequest) -> bytes:
        """The only answer that counts as taken: the word `success`, encrypted and signed."""
        stamp = str(int(request.now.timestamp() * 1000))
        nonce = self._random(8).hex()
        sealed = self.encrypt("success")
        signature = self._signature(stamp, nonce, sealed)
        answer = {"msg_signature": signature, "timeStamp": stamp, "nonce": nonce, "encrypt": sealed}
        return dumps(answer).encode()

    def encrypt(self, message: str) -> str:
        """A message in its frame, as base64 without line breaks."""
        if self._cipher is None:
            refuse("no aes_key is set")
        said = message.encode()
        frame = self._random(_RANDOM) + len(said).to_bytes(4, "big") + said + self._owners[0]
        padding = _BLOCK - len(frame) % _BLOCK
        encryptor = self._cipher.encryptor()
        return b64encode(encryptor.update(frame + bytes([padding]) * padding) + encryptor.finalize()).decode()

    def decrypt(self, sealed: str) -> str:
        """The message of a frame that is made out to us. Raises `Unauthentic`."""
        if self._cipher is None:
            refuse("no aes_key is set")
        try:
            raw = binascii.a2b_base64(sealed)
        except ValueError:
            refuse("not base64")
        if not raw or len(raw) % 16:
            refuse("not whole blocks")
        decryptor = self._cipher.decryptor()
        frame = _unpadded(decryptor.update(raw) + decryptor.finalize())
        end = _RANDOM + 4 + int.from_bytes(frame[_RANDOM : _RANDOM + 4], "big")
        if len(frame) < _RANDOM + 4 or end > len(frame) or frame[end:] not in self._owners:
            refuse("made out to somebody else")
        return frame[_RANDOM + 4 : end].decode("utf-8", "replace")

    def _signature(self, stamp: str, nonce: str, sealed: str) -> str:
        signed = "".join(sorted([self._token, stamp, nonce, sealed]))
        return hashlib.sha1(signed.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _unpadded(padded: bytes) -> bytes:
    length = padded[-1]
    if not 1 <= length <= _BLOCK or padded[-length:] != bytes([length]) * length:
        refuse("wrong padding")
    return padded[:-length]

"""Signing and sealing as the platform does, written from its description and not from the product's code."""

import base64
import hashlib
import hmac
import json
from typing import Any

from Crypto.Cipher import AES


def sign(secret: str, message: str) -> str:
    """base64 of HMAC-SHA256."""
    return base64.b64encode(hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()).decode()


def event_signature(token: str, stamp: str, nonce: str, sealed: str) -> str:
    """SHA-1 over the sorted four."""
    return hashlib.sha1("".join(sorted([token, stamp, nonce, sealed])).encode()).hexdigest()


def seal(aes_key: str, message: str, owner: str, salt: bytes = bytes(16)) -> str:
    """Encrypt a message in its frame."""
    said = message.encode()
    frame = salt + len(said).to_bytes(4, "big") + said + owner.encode()
    pad = 32 - len(frame) % 32
    return base64.b64encode(_cipher(aes_key).encrypt(frame + bytes([pad]) * pad)).decode()


def unseal(aes_key: str, sealed: str, owner: str) -> str:
    """The message of a frame. Raises AssertionError when it is made out to somebody else."""
    frame = _cipher(aes_key).decrypt(base64.b64decode(sealed))
    frame = frame[: -frame[-1]]
    length = int.from_bytes(frame[16:20], "big")
    assert frame[20 + length :] == owner.encode(), "the answer is made out to somebody else"
    return bytes(frame[20 : 20 + length]).decode()


def check_success(aes_key: str, token: str, owner: str, body: bytes) -> None:
    """Raises AssertionError unless an event was answered with the encrypted, signed word."""
    answer = json.loads(body)
    expected = event_signature(token, answer["timeStamp"], answer["nonce"], answer["encrypt"])
    assert answer["msg_signature"] == expected, "the answer is signed wrongly"
    assert unseal(aes_key, answer["encrypt"], owner) == "success"


def _cipher(aes_key: str) -> Any:
    key = base64.b64decode(aes_key + "=")
    return AES.new(key, AES.MODE_CBC, key[:16])

"""How the platform seals what it pushes: AES-256-CBC under a key derived from the Encrypt Key, and a signature."""

import base64
import hashlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

BLOCK = 16


def encrypt(text: str, encrypt_key: str, iv: bytes) -> str:
    """The base64 text that goes under `encrypt`: the IV, then the padded ciphertext."""
    padder = PKCS7(BLOCK * 8).padder()
    padded = padder.update(text.encode()) + padder.finalize()
    encryptor = _cipher(encrypt_key, iv).encryptor()
    return base64.b64encode(iv + encryptor.update(padded) + encryptor.finalize()).decode()


def decrypt(sealed: str, encrypt_key: str) -> str:
    """What was encrypted. Raises ValueError when it was sealed with another key."""
    raw = base64.b64decode(sealed)
    decryptor = _cipher(encrypt_key, raw[:BLOCK]).decryptor()
    padded = decryptor.update(raw[BLOCK:]) + decryptor.finalize()
    unpadder = PKCS7(BLOCK * 8).unpadder()
    return (unpadder.update(padded) + unpadder.finalize()).decode()


def sign(timestamp: str, nonce: str, encrypt_key: str, body: bytes) -> str:
    """The signature over the bytes that go over the wire."""
    return hashlib.sha256((timestamp + nonce + encrypt_key).encode() + body).hexdigest()


def _cipher(encrypt_key: str, iv: bytes) -> Cipher[modes.CBC]:
    key = hashlib.sha256(encrypt_key.encode()).digest()
    return Cipher(algorithms.AES(key), modes.CBC(iv))

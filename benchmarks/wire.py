"""Events as they come over the wire: encrypted and signed for Feishu, signed for Slack, all different."""

import base64
import hashlib
import hmac
import json
import os
import time
from typing import Any, Literal

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

APP_ID = "cli_a1b2c3d4e5f6a7b8"
APP_SECRET = "an-app-secret-of-the-benchmarks"
ENCRYPT_KEY = "an-encrypt-key-of-the-benchmarks"
TOKEN = "a-verification-token-of-the-benchmarks"
BOT_OPEN_ID = "ou_b07b07b07b07b07b07b07b07b07b07b0"
SLACK_SECRET = "a-signing-secret-of-the-benchmarks"
SLACK_FILLING = 1250
"""Brings a Slack event to the length of a Feishu one on the wire."""
CHATS = 64
PEOPLE = 97
COMMAND = "@_user_1 /需求 新产品上市推广 协作部门:研发部,销售部 期望:2026-06-30"

Kind = Literal["feishu", "slack"]


def request(kind: Kind, path: str, number: int) -> bytes:
    """A whole HTTP request with the event of this number; made a moment before it is sent."""
    body, headers = feishu(number) if kind == "feishu" else slack(number)
    lines = [
        f"POST {path} HTTP/1.1",
        "host: 127.0.0.1",
        "content-type: application/json; charset=utf-8",
        f"content-length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def feishu(number: int) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a group message that asks the bot for something."""
    event = json.dumps(_feishu_event(number, int(time.time() * 1000)), ensure_ascii=False).encode()
    padder = PKCS7(128).padder()
    padded = padder.update(event) + padder.finalize()
    vector = os.urandom(16)
    encryptor = Cipher(algorithms.AES(_key()), modes.CBC(vector)).encryptor()
    sealed = base64.b64encode(vector + encryptor.update(padded) + encryptor.finalize())
    body = json.dumps({"encrypt": sealed.decode()}).encode()
    stamp, nonce = str(int(time.time())), str(number)
    signature = hashlib.sha256(f"{stamp}{nonce}{ENCRYPT_KEY}".encode() + body).hexdigest()
    return body, {
        "X-Lark-Request-Timestamp": stamp,
        "X-Lark-Request-Nonce": nonce,
        "X-Lark-Signature": signature,
    }


def slack(number: int) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a mention in Slack's own shape, as long as a Feishu event on the wire."""
    event = {"type": "app_mention", "user": f"U{number % PEOPLE:010}", "ts": f"{number}.0", "channel": "C1"}
    event["text"] = "<@U0BOT> " + "x" * SLACK_FILLING
    envelope = {"token": "x", "team_id": "T1", "api_app_id": "A1", "type": "event_callback"}
    body = json.dumps({**envelope, "event": event, "event_id": f"Ev{number:012}"}).encode()
    stamp = str(int(time.time()))
    signed = hmac.new(SLACK_SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return body, {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}"}


def _key() -> bytes:
    return hashlib.sha256(ENCRYPT_KEY.encode()).digest()


def _feishu_event(number: int, milliseconds: int) -> dict[str, Any]:
    person = f"{number % PEOPLE:032x}"
    return {
        "schema": "2.0",
        "header": {
            "event_id": f"{number:032x}",
            "event_type": "im.message.receive_v1",
            "create_time": str(milliseconds),
            "token": TOKEN,
            "app_id": APP_ID,
            "tenant_key": "1a2b3c4d5e6f7a8b",
        },
        "event": {
            "sender": {
                "sender_id": {"union_id": f"on_{person}", "user_id": person[:8], "open_id": f"ou_{person}"},
                "sender_type": "user",
                "tenant_key": "1a2b3c4d5e6f7a8b",
            },
            "message": {
                "message_id": f"om_{number:032x}",
                "create_time": str(milliseconds),
                "update_time": str(milliseconds),
                "chat_id": f"oc_{number % CHATS:032x}",
                "chat_type": "group",
                "message_type": "text",
                "content": json.dumps({"text": COMMAND}, ensure_ascii=False),
                "mentions": [
                    {
                        "key": "@_user_1",
                        "id": {
                            "union_id": "on_b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0",
                            "user_id": "",
                            "open_id": BOT_OPEN_ID,
                        },
                        "mentioned_type": "bot",
                        "name": "会办",
                        "tenant_key": "1a2b3c4d5e6f7a8b",
                    }
                ],
            },
        },
    }

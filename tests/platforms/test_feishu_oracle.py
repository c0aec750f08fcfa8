"""The SDK as a second opinion: what it accepts we accept, what it encrypts we read, but for its known defects."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lark_oapi
import pytest
from lark_oapi.core.model import RawRequest as SdkRequest
from lark_oapi.core.utils import AESCipher

from bot.feishu import FeishuPlatform
from bot.feishu.verify import Verifier
from bot.ports import RawRequest, Unauthentic
from tests.standins.feishu.crypto import encrypt, sign
from tests.support.wire import raw_headers

DATA = Path(__file__).parents[1] / "data" / "feishu"
CASES = json.loads((DATA / "webhook_vectors.json").read_text())["cases"]
SIGNED_AT = datetime.fromtimestamp(1768472431, UTC)
KEY, TOKEN = "an-encrypt-key", "vt-HuibanDemoVerify0001"
EVENTS = sorted(
    [
        *DATA.glob("event_message_*.json"),
        *DATA.glob("event_bot_*ed.json"),
        *DATA.glob("card_action_form_*.json"),
    ]
)
CASED = {
    "x-lark-request-timestamp": "X-Lark-Request-Timestamp",
    "x-lark-request-nonce": "X-Lark-Request-Nonce",
    "x-lark-signature": "X-Lark-Signature",
}


def _ignore(_event: object) -> None:
    return None


def _toast(_event: object) -> dict[str, Any]:
    return {}


def sdk_accepts(key: str, token: str, headers: dict[str, str], body: bytes) -> bool:
    """What the SDK's dispatcher says, with the header names it needs."""
    builder = lark_oapi.EventDispatcherHandler.builder(key, token)
    builder = builder.register_p2_im_message_receive_v1(_ignore)
    builder = builder.register_p2_im_chat_member_bot_added_v1(_ignore)
    builder = builder.register_p2_im_chat_member_bot_deleted_v1(_ignore)
    builder = builder.register_p2_im_message_message_read_v1(_ignore)
    builder = builder.register_p2_im_chat_access_event_bot_p2p_chat_entered_v1(_ignore)
    builder = builder.register_p2_card_action_trigger(_toast)
    builder = builder.register_p1_customized_event("p2p_chat_create", _ignore)
    request = SdkRequest()
    request.uri = "/webhooks/feishu"
    request.headers = {CASED.get(name.lower(), name): value for name, value in headers.items()}
    request.body = body
    return bool(builder.build().do(request).status_code == 200)


def we_accept(key: str, token: str, headers: dict[str, str], body: bytes) -> bool:
    """What our verifier says."""
    try:
        Verifier(key, token).open(RawRequest(raw_headers(headers), body, SIGNED_AT))
    except Unauthentic:
        return False
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_we_agree_on_the_recorded_requests(case: dict[str, Any]) -> None:
    asked = case["encrypt_key"], case["verification_token"], case["headers"], case["body"].encode()
    assert we_accept(*asked) == sdk_accepts(*asked)


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: str(path.stem))
def test_we_agree_on_every_event(path: Path) -> None:
    body = json.dumps({"encrypt": encrypt(path.read_text(), KEY, bytes(range(16)))}).encode()
    stamp = str(int(SIGNED_AT.timestamp()))
    headers = {
        "x-lark-request-timestamp": stamp,
        "x-lark-request-nonce": "n",
        "x-lark-signature": sign(stamp, "n", KEY, body),
    }
    assert sdk_accepts(KEY, TOKEN, headers, body)
    assert we_accept(KEY, TOKEN, headers, body)
    assert not we_accept(KEY + "x", TOKEN, headers, body)


@pytest.mark.parametrize("length", [0, 1, 15, 16, 17, 4096])
def test_we_read_what_is_encrypted_as_the_sdk_does(length: int) -> None:
    said = json.dumps({"type": "url_verification", "token": TOKEN, "challenge": "字" * length})
    sealed = encrypt(said, KEY, bytes(range(16)))
    assert AESCipher(KEY).decrypt_str(sealed) == said
    platform = FeishuPlatform(app_id="a", app_secret="s", encrypt_key=KEY, verification_token=TOKEN)
    received = platform.receive(RawRequest({}, json.dumps({"encrypt": sealed}).encode(), SIGNED_AT))
    platform.close()
    assert json.loads(received.reply or b"") == {"challenge": "字" * length}

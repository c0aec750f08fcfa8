"""The vendor's own client talks to the stand-in as to the platform."""

import json
from collections.abc import Iterator
from typing import Any

import lark_oapi
import pytest
from lark_oapi.api.contact.v3 import GetUserRequest
from lark_oapi.api.im.v1 import (
    CreateMessageRequest,
    CreateMessageRequestBody,
    GetChatMembersRequest,
    PatchMessageRequest,
    PatchMessageRequestBody,
    ReplyMessageRequest,
    ReplyMessageRequestBody,
)

from tests.standins.feishu import Standin

CARD = json.dumps(
    {
        "schema": "2.0",
        "config": {"update_multi": True},
        "header": {"title": {"tag": "plain_text", "content": "卡"}},
        "body": {"elements": [{"tag": "markdown", "content": "内容"}]},
    },
    ensure_ascii=False,
)


@pytest.fixture
def standin() -> Iterator[Standin]:
    with Standin() as standin:
        yield standin


@pytest.fixture
def sdk(standin: Standin) -> lark_oapi.Client:
    builder = lark_oapi.Client.builder().app_id(standin.app.app_id).app_secret(standin.app.app_secret)
    return builder.domain(standin.base_url).timeout(10).log_level(lark_oapi.LogLevel.CRITICAL).build()


def _send(sdk: lark_oapi.Client, chat: str, content: str = CARD) -> Any:
    body = (
        CreateMessageRequestBody.builder().receive_id(chat).msg_type("interactive").content(content).build()
    )
    request = CreateMessageRequest.builder().receive_id_type("chat_id").request_body(body).build()
    return sdk.im.v1.message.create(request)


def test_it_sends_replies_and_updates(standin: Standin, sdk: lark_oapi.Client) -> None:
    chat = standin.add_chat("群", [standin.add_user("王芳")])
    sent = _send(sdk, chat)
    assert sent.success()
    message_id = sent.data.message_id
    reply = ReplyMessageRequestBody.builder().msg_type("text").content('{"text":"收到"}').build()
    replied = sdk.im.v1.message.reply(
        ReplyMessageRequest.builder().message_id(message_id).request_body(reply).build()
    )
    assert replied.data.parent_id == message_id
    patch = PatchMessageRequestBody.builder().content(CARD.replace("内容", "新内容")).build()
    patched = sdk.im.v1.message.patch(
        PatchMessageRequest.builder().message_id(message_id).request_body(patch).build()
    )
    assert patched.success()
    assert standin.text(standin.last_card(chat)) == "卡\n新内容"


def test_a_refusal_is_read(standin: Standin, sdk: lark_oapi.Client) -> None:
    chat = standin.add_chat("群", [standin.add_user("王芳")])
    standin.chats[chat].bot_in = False
    refused = _send(sdk, chat)
    assert (refused.success(), refused.code) == (False, 230002)
    assert refused.error["log_id"]


def test_it_reads_people(standin: Standin, sdk: lark_oapi.Client) -> None:
    wang = standin.add_user("王芳", "市场部")
    chat = standin.add_chat("群", [wang])
    members = sdk.im.v1.chat_members.get(
        GetChatMembersRequest.builder().chat_id(chat).member_id_type("open_id").build()
    )
    assert [(member.member_id, member.name) for member in members.data.items] == [(wang, "王芳")]
    user = sdk.contact.v3.user.get(GetUserRequest.builder().user_id(wang).user_id_type("open_id").build())
    assert user.data.user.name == "王芳"

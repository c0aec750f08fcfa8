"""Recorded requests and answers of the platform: we ask the same, and understand what it says."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.cards.model import Card
from bot.feishu import FeishuPlatform
from bot.ports import Busy, Document, Member, Refused, Target

DATA = Path(__file__).parents[1] / "data" / "feishu"
EXCHANGES: dict[str, Any] = {
    e["name"]: e for e in json.loads((DATA / "api_exchanges.json").read_text())["exchanges"]
}
CHAT = "oc_0f1e2d3c4b5a69788796a5b4c3d2e1f0"
PERSON = "ou_b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"
MESSAGE = "om_x200b1c2d3e4f5061728394a5b6c7d8e"
GROUP = Target("t", chat=CHAT)
CARD = Card("卡")


class Line:
    """The wire: gives the recorded answer of `name` to everything but the token request."""

    def __init__(self, name: str, *, login: str = "token_ok") -> None:
        self.name = name
        self.login = login
        self.asked: list[httpx.Request] = []
        http = httpx.Client(base_url="https://feishu.example", transport=httpx.MockTransport(self.answer))
        self.platform = FeishuPlatform(
            app_id="a", app_secret="s", encrypt_key="k", verification_token="v", http=http
        )

    def answer(self, request: httpx.Request) -> httpx.Response:
        name = self.login if "/auth/" in request.url.path else self.name
        if "/departments/" in request.url.path:
            name = "department_get"
        self.asked.append(request)
        said = EXCHANGES[name]["response"]
        return httpx.Response(said["status"], json=said["body"], headers=said.get("headers"))


def _send(line: Line) -> object:
    return line.platform.send(GROUP, CARD, once="once")


def _reply(line: Line) -> object:
    return line.platform.send(Target("t", chat=CHAT, reply_to=MESSAGE), CARD, once="once")


def _replace(line: Line) -> None:
    line.platform.replace(GROUP, MESSAGE, CARD)


def _pin(line: Line) -> None:
    line.platform.pin(GROUP, MESSAGE)


def _members(line: Line) -> object:
    return line.platform.members("t", CHAT)


def _member(line: Line) -> object:
    return line.platform.member("t", PERSON)


@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("message_create_card", _send),
        ("message_reply_in_thread", _reply),
        ("message_patch_card", _replace),
        ("pin_create", _pin),
        ("chat_members", _members),
        ("user_get", _member),
    ],
)
def test_we_ask_as_recorded(name: str, act: Callable[[Line], object]) -> None:
    line = Line(name)
    act(line)
    sent, recorded = line.asked[1], EXCHANGES[name]["request"]
    assert (sent.method, sent.url.path) == (recorded["method"], recorded["path"])
    assert set(sent.url.params) >= set(recorded.get("query", {})) - {"page_token"}
    assert sent.headers["authorization"].startswith("Bearer t-")
    if "body" in recorded:
        assert sent.headers["content-type"] == "application/json; charset=utf-8"
        assert set(json.loads(sent.content)) <= set(recorded["body"]) | {"uuid"}


def test_we_log_in_as_recorded() -> None:
    line = Line("message_create_card")
    _send(line)
    recorded = EXCHANGES["token_ok"]["request"]
    assert (line.asked[0].method, line.asked[0].url.path) == (recorded["method"], recorded["path"])
    assert set(json.loads(line.asked[0].content)) == set(recorded["body"])


def test_what_is_answered_is_understood() -> None:
    sent = EXCHANGES["message_create_card"]["response"]["body"]["data"]["message_id"]
    assert _send(Line("message_create_card")) == sent
    people = EXCHANGES["chat_members"]["response"]["body"]["data"]["items"]
    assert _members(Line("chat_members")) == [Member(p["member_id"], p["name"]) for p in people]
    user = EXCHANGES["user_get"]["response"]["body"]["data"]["user"]
    department = EXCHANGES["department_get"]["response"]["body"]["data"]["department"]
    assert _member(Line("user_get")) == Member(PERSON, user["name"], department["name"])


def test_a_file_is_uploaded_as_recorded() -> None:
    line = Line("file_upload")
    with pytest.raises(Busy, match="message id"):
        line.platform.send_document(GROUP, Document("表1.xlsx", b"x"), once="o")
    upload = line.asked[1]
    assert (upload.method, upload.url.path) == ("POST", EXCHANGES["file_upload"]["request"]["path"])
    assert upload.headers["content-type"].startswith("multipart/form-data")
    for name in EXCHANGES["file_upload"]["request"]["form"]:
        assert name == "duration" or f'name="{name}"'.encode() in upload.content


@pytest.mark.parametrize(
    ("name", "wait"),
    [
        ("err_rate_limit_api_429", "reset"),
        ("err_rate_limit_chat_400", 1.0),
        ("err_being_sent", 1.0),
        ("err_internal_500", None),
    ],
)
def test_a_recorded_refusal_that_passes(name: str, wait: object) -> None:
    with pytest.raises(Busy) as refusal:
        _send(Line(name))
    if wait == "reset":
        wait = float(EXCHANGES[name]["response"]["headers"]["x-ogw-ratelimit-reset"])
    assert refusal.value.wait == wait


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("err_token_invalid", "setup"),
        ("err_scope_missing", "setup"),
        ("err_not_in_chat", "target"),
        ("err_card_invalid", "content"),
        ("err_content_too_long", "content"),
        ("err_chat_dissolved", "target"),
    ],
)
def test_a_recorded_refusal_that_lasts(name: str, cause: str) -> None:
    with pytest.raises(Refused) as refusal:
        _send(Line(name))
    assert refusal.value.cause == cause


@pytest.mark.parametrize(
    "name", ["err_token_app_not_found", "err_token_wrong_secret", "err_token_invalid_param"]
)
def test_a_login_that_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        _send(Line("message_create_card", login=name))
    assert refusal.value.cause == "setup"

"""Stream: what is pushed is kept before it is acknowledged, whatever becomes of the connection."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.cards.model import Card
from bot.cards.parts import button, buttons, p
from bot.dingtalk import DingTalkPlatform
from bot.dingtalk.frames import CARD, ROBOT
from bot.ports import Answer, Left, Message, Press, Target, Update
from tests.standins.dingtalk import Pusher, Standin
from tests.standins.dingtalk.stream import StreamServer
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock


@dataclass
class Line:
    """A connected adapter. `kept` are the updates it handed over; `answering` decides what becomes of them."""

    standin: Standin
    server: StreamServer
    platform: DingTalkPlatform
    kept: list[Update] = field(default_factory=list)
    answering: Callable[[Update], Answer | None] = lambda _: None

    def __post_init__(self) -> None:
        self.wang = self.standin.add_user("王芳")
        self.group = self.standin.add_group("新品群", [self.wang])
        self.pusher = Pusher(self.standin, lambda *_: (200, b""))

    def accept(self, update: Update) -> Answer | None:
        self.kept.append(update)
        return self.answering(update)

    def said(self, text: str, **changes: Any) -> dict[str, Any]:
        body = self.pusher.message(self.wang, self.group, text, **changes)
        assert body is not None
        return body


@pytest.fixture
def line() -> Iterator[Line]:
    clock = HandClock()
    with Standin(clock=clock) as standin, StreamServer(standin) as server:
        platform = DingTalkPlatform(
            client_id=standin.app.client_id,
            client_secret=standin.app.client_secret,
            now=clock.now,
            stream=True,
            api_url=standin.base_url,
            oapi_url=standin.base_url,
        )
        made = Line(standin, server, platform)
        platform.listen(made.accept)
        server.wait_open()
        yield made
        platform.close()


def test_a_message_is_kept_and_acknowledged(line: Line) -> None:
    frame = line.server.push("CALLBACK", ROBOT, line.said("@会办 帮助"))
    ack = line.server.ack(frame)
    assert (ack["code"], json.loads(ack["data"])) == (200, {"response": {}})
    assert isinstance(line.kept[0].body, Message)


def test_what_could_not_be_kept_is_not_acknowledged(line: Line) -> None:
    failing = [OSError("the store is away")]

    def answering(_: Update) -> None:
        if failing:
            raise failing.pop()

    line.answering = answering
    body = line.said("@会办 帮助")
    frame = line.server.push("CALLBACK", ROBOT, body)
    ping = line.server.push("SYSTEM", "ping", {"opaque": "1"})
    line.server.ack(ping)
    again = line.server.push("CALLBACK", ROBOT, body, headers={"messageId": "again"})
    line.server.ack(again)
    assert frame not in line.server.acks
    assert [update.key for update in line.kept] == [body["msgId"]] * 2


def test_a_press_comes_back_with_its_answer(line: Line) -> None:
    card = Card("卡", (p("内容"), buttons(button("接受", "task.accept"))))
    track = line.platform.send(Target(CORP, chat=line.group), card, once="once")
    instance = line.standin.site.world.cards[track]
    assert instance.callback == "STREAM"
    line.answering = lambda _: Answer("已接受", "success")
    (shown,) = line.standin.shown(line.group)
    frame = line.server.push("CALLBACK", CARD, line.pusher.press_body(instance, line.wang, shown.buttons[0]))
    data = json.loads(line.server.ack(frame)["data"])
    assert data["response"]["cardData"]["cardParamMap"] == {"msgTitle": "✅ 已接受"}
    assert isinstance(line.kept[0].body, Press)


def test_an_event_is_a_success_or_comes_later(line: Line) -> None:
    told = {"eventType": "chat_disband", "eventCorpId": CORP, "eventId": "e1"}
    data = {"openConversationId": line.group, "operator": line.wang}
    frame = line.server.push("EVENT", "*", data, headers=told)
    assert json.loads(line.server.ack(frame)["data"])["status"] == "SUCCESS"
    assert line.kept[0].body == Left()

    def broken(_: Update) -> None:
        raise OSError

    line.answering = broken
    frame = line.server.push("EVENT", "*", data, headers=told)
    assert json.loads(line.server.ack(frame)["data"])["status"] == "LATER"


def test_pings_are_echoed_and_strangers_refused(line: Line) -> None:
    ping = line.server.push("SYSTEM", "ping", {"opaque": "hb"})
    assert json.loads(line.server.ack(ping)["data"]) == {"opaque": "hb"}
    unknown = line.server.push("CALLBACK", "/v1.0/unknown", {})
    assert line.server.ack(unknown)["code"] == 404


def test_whoever_cannot_be_known_is_told_so(line: Line) -> None:
    frame = line.server.push("CALLBACK", ROBOT, line.said("@会办 帮助", senderStaffId=""))
    line.server.ack(frame)
    assert line.kept == []
    where, said = line.standin.site.world.answered[0]
    assert where == line.group
    assert "发布" in said["text"]["content"]


def test_a_pressing_handler_does_not_hold_up_the_pings(line: Line) -> None:
    held = threading.Event()

    def slow(_: Update) -> None:
        held.wait(10)

    line.answering = slow
    frame = line.server.push("CALLBACK", ROBOT, line.said("@会办 帮助"))
    line.server.ack(line.server.push("SYSTEM", "ping", {"opaque": "1"}))
    assert frame not in line.server.acks
    held.set()
    line.server.ack(frame)


@pytest.mark.parametrize("how", ["disconnect", "drop"])
def test_a_connection_that_ends_is_opened_again(line: Line, how: str) -> None:
    if how == "disconnect":
        line.server.push("SYSTEM", "disconnect", {"reason": "connection is expired"})
    else:
        line.server.drop()
    line.server.wait_open(2)
    frame = line.server.push("CALLBACK", ROBOT, line.said("@会办 帮助"))
    assert line.server.ack(frame)["code"] == 200

"""Over DingTalk's Stream: the same chat, and nothing lost or doubled however often the connection is torn."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from app.main import _listen, build_runtime, create_app
from app.needs.models import Need
from bot.dingtalk import DingTalkPlatform
from bot.dingtalk.frames import CARD, ROBOT
from tests.chat.on_dingtalk import DingTalkFace, settings_for, unhurried
from tests.standins.dingtalk import Pusher, Standin
from tests.standins.dingtalk.stream import StreamServer
from tests.standins.feishu import HandClock
from tests.support.process import Process

COMMANDS = 200
REQUEST = (
    "@会办 需求 促销{}\n发起部门：市场部\n目标：达成50万销量\n协作部门：研发部\n需求：研发部提供技术参数\n"
    "期望完成：2024-06-28"
)
"""A whole request: registered as it is said, so that a second one would be seen."""
MOMENTS = ("before", "sent", "unheard", "replaced", "never, but twice")


@dataclass
class Line:
    """A process that is connected, and what the platform pushes to it."""

    standin: Standin
    server: StreamServer
    process: Process
    face: DingTalkFace

    def said(self, text: str) -> dict[str, Any]:
        """The body of a message, not pushed yet."""
        body = self.face.pusher.message(self.face.people["王芳"], self.face.group, text)
        assert body is not None
        return body

    def count(self, model: type) -> int:
        """How many rows there are."""
        with self.process.runtime.sessions() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def line(database_url: str, clock: HandClock) -> Iterator[Line]:
    """A group with the robot in it, on each kind of database."""
    with Standin(clock=clock, limited=False) as standin, StreamServer(standin) as server:
        settings = settings_for(standin, database_url).model_copy(update={"dingtalk_transport": "stream"})
        with Process(settings, clock, dingtalk=unhurried(standin, clock, stream=True)) as process:
            face = DingTalkFace(standin, process, clock)
            process.call(_listening(process))
            server.wait_open()
            yield Line(standin, server, process, face)
            dingtalk = process.runtime.platforms["dingtalk"]
            assert isinstance(dingtalk, DingTalkPlatform)
            dingtalk.stop_listening()
            server.wait_closed()


async def _listening(process: Process) -> None:
    _listen(process.runtime)


def test_a_request_and_a_press_from_end_to_end(line: Line) -> None:
    line.server.ack(line.server.push("CALLBACK", ROBOT, line.said(REQUEST.format(1))))
    line.process.settle()
    card = next(card for card in line.standin.cards(line.face.group) if "需求 N1" in card.data["msgTitle"])
    assert card.callback == "STREAM"
    wang = line.face.people["王芳"]
    tap = line.face.hand.sees(card.track, wang).button("需求清单")
    line.server.ack(line.server.push("CALLBACK", CARD, line.face.pusher.press_body(card, wang, tap)))
    line.process.settle()
    assert line.count(Need) == 1
    assert sum("协作需求清单" in one.title for one in line.standin.shown(line.face.group)) == 1


def test_nothing_is_lost_or_doubled_when_the_connection_is_torn_at_any_moment(line: Line) -> None:
    line.process.handles_at_once = False  # as in a real process, where no acknowledgement waits for it
    for number in range(COMMANDS):
        push_and_tear(line.server, line.said(REQUEST.format(number)), MOMENTS[number % len(MOMENTS)])
    while unheard := line.server.unheard():
        line.server.wait_open()
        for message_id in unheard:
            line.server.again(message_id)
        line.server.wait(partial(has_moved, line.server, len(unheard)))
    line.process.settle()
    titles = [card.title for card in line.standin.shown(line.face.group) if card.title.startswith("需求 N")]
    assert line.count(Need) == COMMANDS
    assert len(titles) == len(set(titles)) == COMMANDS
    assert line.server.opened > COMMANDS // 3


def has_moved(server: StreamServer, left: int) -> bool:
    """Whether fewer are left to be heard of, or there is nobody to hear of them."""
    return not server.is_open or len(server.unheard()) < left


def push_and_tear(server: StreamServer, body: dict[str, Any], moment: str) -> None:
    """Push a message, with the connection torn or replaced at this moment of its way."""
    server.wait_open()
    if moment == "before":
        server.cut()
        server.push("CALLBACK", ROBOT, body)
    elif moment == "sent":
        server.push("CALLBACK", ROBOT, body)
        server.cut()
    elif moment == "unheard":
        server.push("CALLBACK", ROBOT, body, loses_ack=True)
    elif moment == "replaced":
        server.push("CALLBACK", ROBOT, body)
        opened = server.opened
        server.push(
            "SYSTEM",
            "disconnect",
            {"reason": "connection is expired"},
            headers={"messageId": f"bye{opened}"},
            heard=False,
        )
        server.wait_open(opened + 1)
    else:
        server.push("CALLBACK", ROBOT, body)
        server.push("CALLBACK", ROBOT, body)


def test_the_process_connects_when_it_starts_and_lets_go_when_it_stops(sqlite_url: str) -> None:
    with Standin() as standin, StreamServer(standin) as server:
        settings = settings_for(standin, sqlite_url).model_copy(update={"dingtalk_transport": "stream"})
        app = create_app(build_runtime(settings))
        wang = standin.add_user("王芳")
        group = standin.add_group("新品群", [wang])
        pusher = Pusher(standin, lambda *_: (200, b""))

        def talk() -> None:
            server.wait_open()
            for text in ("@会办 帮助", *(f"@会办 需求 {number}" for number in range(20))):
                body = pusher.message(wang, group, text)
                assert body is not None
                server.push("CALLBACK", ROBOT, body)
            server.wait(lambda: bool(server.acks))

        async def live() -> None:
            async with app.router.lifespan_context(app):
                await asyncio.to_thread(talk)

        asyncio.run(live())
        server.wait_closed()
        assert server.opened == 1
        assert all(ack["code"] == 200 for acks in server.acks.values() for ack in acks)

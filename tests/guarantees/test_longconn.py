"""Over Feishu's long connection: the same chat, and nothing lost or doubled however often it is torn."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from app.inbox.models import Incoming
from app.main import _listen, build_runtime, create_app
from app.needs.models import Need
from app.people.models import Person
from bot.feishu import FeishuPlatform
from tests.chat.faces import GROUP
from tests.chat.on_feishu import FeishuFace, settings_for, unhurried
from tests.standins.feishu import Hand, HandClock, Pusher, Sealing, Standin
from tests.standins.feishu.longconn import LongConnServer
from tests.support.process import Process

COMMANDS = 50
REQUEST = (
    "@会办 需求 促销{}\n发起部门：市场部\n目标：达成50万销量\n协作部门：研发部\n需求：研发部提供技术参数\n"
    "期望完成：2024-06-28"
)
"""A whole request: registered as it is said, so that a second one would be seen."""
MOMENTS = ("before", "half", "sent", "unheard", "never, but twice")


@dataclass
class Line:
    """A process that is connected, and what the platform pushes to it."""

    standin: Standin
    server: LongConnServer
    process: Process
    face: FeishuFace
    bodies: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.face.pusher = Pusher(self.standin, self.server.deliver)
        self.face.hand = Hand(self.standin, self.face.pusher)

    def said(self, text: str) -> bytes:
        """The event of a message, not pushed yet."""
        Pusher(self.standin, self._note).say(self.face.people["王芳"], self.face.group, text)
        return self.bodies[-1]

    def _note(self, _path: str, _headers: object, body: bytes) -> tuple[int, bytes]:
        self.bodies.append(body)
        return 200, b"{}"

    def count(self, model: type) -> int:
        """How many rows there are."""
        with self.process.runtime.sessions() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


class Listening(FeishuPlatform):
    """The adapter with a long connection."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, long_connection=True)


@pytest.fixture
def line(database_url: str, clock: HandClock) -> Iterator[Line]:
    """A group with the bot in it, on each kind of database."""
    with Standin(clock=clock, encrypt_key="", limited=False) as standin, LongConnServer(standin) as server:
        settings = settings_for(standin, database_url).model_copy(update={"feishu_transport": "websocket"})
        with Process(settings, clock, feishu=unhurried(standin, Listening)) as process:
            process.call(_listening(process))
            server.wait_open()
            yield Line(standin, server, process, FeishuFace(standin, process, clock))
            stop_listening(process)


async def _listening(process: Process) -> None:
    _listen(process.runtime)


def stop_listening(process: Process) -> None:
    feishu = process.runtime.platforms["feishu"]
    assert isinstance(feishu, FeishuPlatform)
    feishu.stop_listening()


def test_a_request_and_a_press_from_end_to_end(line: Line) -> None:
    line.face.say("王芳", REQUEST.format(1))
    line.process.settle()
    card = next(card for card in line.face.cards(GROUP) if "需求 N1" in card.title)
    pressed = line.face.hand.press(card.id, line.face.people["王芳"], "需求清单")
    assert pressed.toast
    line.process.settle()
    assert line.count(Need) == 1
    assert sum("协作需求清单" in card.title for card in line.face.cards(GROUP)) == 1


def test_the_address_stays_closed_to_what_is_not_authentic(line: Line) -> None:
    before = line.count(Incoming), line.count(Person)
    at_the_address = Pusher(line.standin, line.process.deliver)
    headers, body = at_the_address.seal({"header": {"token": "x", "event_type": "y"}}, Sealing())
    assert at_the_address.post(headers, body)[0] == 401
    assert (line.count(Incoming), line.count(Person)) == before


def test_nothing_is_lost_or_doubled_when_the_connection_is_torn_at_any_moment(line: Line) -> None:
    for number in range(COMMANDS):
        push_and_tear(line.server, line.said(REQUEST.format(number)), MOMENTS[number % len(MOMENTS)])
    while unheard := line.server.unheard():
        line.server.wait_open()
        for message_id in unheard:
            line.server.again(message_id)
        line.server.wait(partial(has_moved, line.server, len(unheard)))
    line.process.settle()
    titles = [card.title for card in line.face.cards(GROUP) if card.title.startswith("需求 N")]
    assert line.count(Need) == COMMANDS
    assert len(titles) == len(set(titles)) == COMMANDS
    assert line.server.opened > COMMANDS // 3


def has_moved(server: LongConnServer, left: int) -> bool:
    """Whether fewer are left to be heard of, or there is nobody to hear of them."""
    return not server.is_open or len(server.unheard()) < left


def push_and_tear(server: LongConnServer, body: bytes, moment: str) -> None:
    """Push an event, with the connection torn at this moment of its way."""
    server.wait_open()
    if moment == "before":
        server.cut()
        server.push(body)
    elif moment == "half":
        server.push(body, parts=2, sent=1)
        server.cut()
    elif moment == "sent":
        server.push(body)
        server.cut()
    elif moment == "unheard":
        server.push(body, loses_ack=True)
    else:
        server.push(body)
        server.push(body)


def test_the_process_connects_when_it_starts_and_lets_go_when_it_stops(sqlite_url: str) -> None:
    with Standin(encrypt_key="") as standin, LongConnServer(standin) as server:
        settings = settings_for(standin, sqlite_url).model_copy(update={"feishu_transport": "websocket"})
        runtime = build_runtime(settings)
        app = create_app(runtime)
        wang = standin.add_user("王芳")
        group = standin.add_chat("新品群", [wang])
        pushed: list[str] = []

        def push(_path: str, _headers: object, body: bytes) -> tuple[int, bytes]:
            pushed.append(server.push(body))
            return 200, b"{}"

        def talk() -> None:
            server.wait_open()
            pusher = Pusher(standin, push)
            pusher.say(wang, group, "@会办 帮助")
            server.ack(pushed[0])
            for number in range(20):
                pusher.say(wang, group, f"@会办 需求 {number}")

        async def live() -> None:
            async with app.router.lifespan_context(app):
                await asyncio.to_thread(talk)

        asyncio.run(live())
        server.wait_closed()
        assert server.opened == 1
        assert all(ack == {"code": 200} for acks in server.acks.values() for ack in acks)

"""The long connection: what is pushed is kept before it is acknowledged, whatever becomes of the connection."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.base.logs import set_up_logs
from app.base.settings import Settings
from bot.cards.model import Card
from bot.cards.parts import button, buttons, p
from bot.feishu import FeishuPlatform
from bot.feishu.endpoint import PATH, Manners
from bot.ports import Answer, Finding, Joined, Message, Press, Target, Update
from tests.standins.feishu import Hand, HandClock, Pusher, Standin
from tests.standins.feishu.longconn import LongConnServer

CARD = Card("卡", (p("内容"), buttons(button("接受", "task.accept"))))


@dataclass
class Line:
    """A connected adapter. `kept` are the updates it handed over; `answering` decides what becomes of them."""

    standin: Standin
    server: LongConnServer
    platform: FeishuPlatform
    clock: HandClock
    kept: list[Update] = field(default_factory=list)
    answering: Callable[[Update], Answer | None] = lambda _: None

    def __post_init__(self) -> None:
        self.wang = self.standin.add_user("王芳")
        self.group = self.standin.add_chat("新品群", [self.wang])
        self.bodies: list[bytes] = []
        self.pusher = Pusher(self.standin, self._note)

    def accept(self, update: Update) -> "Future[Answer | None]":
        self.kept.append(update)
        kept: Future[Answer | None] = Future()
        threading.Thread(target=self._answer, args=(kept, update)).start()
        return kept

    def _answer(self, kept: "Future[Answer | None]", update: Update) -> None:
        try:
            kept.set_result(self.answering(update))
        except OSError as error:
            kept.set_exception(error)

    def _note(self, _path: str, _headers: object, body: bytes) -> tuple[int, bytes]:
        self.bodies.append(body)
        return 200, b"{}"

    def said(self, text: str) -> bytes:
        """The event of a message, not pushed yet."""
        self.pusher.say(self.wang, self.group, text)
        return self.bodies[-1]


def adapter(standin: Standin, *, secret: str = "", token: str | None = None) -> FeishuPlatform:
    return FeishuPlatform(
        app_id=standin.app.app_id,
        app_secret=secret or standin.app.app_secret,
        encrypt_key="",
        verification_token=standin.app.verification_token if token is None else token,
        base_url=standin.base_url,
        long_connection=True,
    )


@pytest.fixture
def line() -> Iterator[Line]:
    clock = HandClock()
    with Standin(clock=clock, encrypt_key="", limited=False) as standin, LongConnServer(standin) as server:
        made = Line(standin, server, adapter(standin), clock)
        made.platform.listen(made.accept, clock.now)
        server.wait_open()
        yield made
        made.platform.close()


def problems(platform: FeishuPlatform) -> list[Finding]:
    return [finding for finding in platform.check() if not finding.ok]


def listening_thread() -> threading.Thread:
    """The thread that listens: asked for before the line is cut, since it may have ended right after."""
    return next(one for one in threading.enumerate() if one.name == "feishu-connection")


def test_a_message_is_kept_and_acknowledged(line: Line) -> None:
    assert line.server.ack(line.server.push(line.said("@会办 帮助"))) == {"code": 200}
    (update,) = line.kept
    assert isinstance(update.body, Message)
    assert update.at == line.clock.now()


def test_messages_are_handed_over_in_the_order_they_came(line: Line) -> None:
    frames = [line.server.push(line.said(f"@会办 {number}")) for number in range(30)]
    for frame in frames:
        line.server.ack(frame)
    assert [update.body.text.split()[-1] for update in line.kept if isinstance(update.body, Message)] == [
        str(number) for number in range(30)
    ]


def test_what_comes_in_parts_is_joined(line: Line) -> None:
    frame = line.server.push(line.said("@会办 " + "长" * 2000), parts=5)
    assert line.server.ack(frame) == {"code": 200}
    assert isinstance(line.kept[0].body, Message)
    assert "长" * 2000 in line.kept[0].body.text


def test_the_bot_comes_into_a_chat(line: Line) -> None:
    line.pusher.bot_added(line.group, by=line.wang)
    line.server.ack(line.server.push(line.bodies[-1]))
    assert isinstance(line.kept[0].body, Joined)


@pytest.mark.parametrize("kind", ["event", "card"])
def test_a_press_comes_back_with_its_answer(line: Line, kind: str) -> None:
    body = pressed(line)
    line.answering = lambda _: Answer("已接受", "success")
    frame = line.server.push(body, kind=kind)
    assert line.server.answer(frame) == {"toast": {"type": "success", "content": "已接受"}}
    assert isinstance(line.kept[0].body, Press)


@pytest.mark.parametrize("answer", [None, Answer()])
def test_a_press_without_an_answer_is_answered_with_nothing(line: Line, answer: Answer | None) -> None:
    line.answering = lambda _: answer
    assert line.server.answer(line.server.push(pressed(line))) == {}


def test_a_press_of_somebody_elses_card_is_answered_with_nothing(line: Line) -> None:
    said = json.loads(pressed(line))
    said["event"]["action"] = {"tag": "button", "value": {"not": "ours"}}
    assert line.server.answer(line.server.push(json.dumps(said).encode())) == {}
    assert line.kept == []


def pressed(line: Line) -> bytes:
    """The event of a press on one of our cards, not pushed yet."""
    where = Target(line.standin.site.tenant_key, chat=line.group)
    message = line.platform.send(where, CARD, once="once")
    return json.dumps(Hand(line.standin, line.pusher).press(message, line.wang, "接受").event).encode()


def test_what_is_none_of_our_business_is_acknowledged(line: Line) -> None:
    said = json.loads(line.said("@会办 你好"))
    said["header"]["event_type"] = "vc.meeting.all_meeting_ended_v1"
    assert line.server.ack(line.server.push(json.dumps(said).encode())) == {"code": 200}
    assert line.kept == []


def test_what_could_not_be_kept_is_pushed_again(line: Line) -> None:
    failing = [OSError("the store is away")]

    def answering(_: Update) -> None:
        if failing:
            raise failing.pop()

    line.answering = answering
    frame = line.server.push(line.said("@会办 帮助"))
    assert line.server.ack(frame) == {"code": 500}
    line.server.again(frame)
    assert line.server.ack(frame, 2) == {"code": 200}
    assert len({update.key for update in line.kept}) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff"])
def test_what_is_no_event_is_not_acknowledged(line: Line, body: bytes) -> None:
    assert line.server.ack(line.server.push(body)) == {"code": 500}


def test_another_verification_token_is_refused(line: Line) -> None:
    said = json.loads(line.said("@会办 帮助"))
    said["header"]["token"] = "somebody-elses"
    assert line.server.ack(line.server.push(json.dumps(said).encode())) == {"code": 500}
    assert line.kept == []


def test_without_a_verification_token_none_is_looked_at(line: Line) -> None:
    other = adapter(line.standin, token="")
    other.listen(line.accept, line.clock.now)
    line.server.wait_open(2)
    assert line.server.ack(line.server.push(line.said("@会办 帮助"))) == {"code": 200}
    other.close()


def test_frames_that_make_no_sense_are_passed_over(line: Line) -> None:
    line.server.send_raw(b"\xff\xff")
    line.server.push(line.said("@会办 帮助"), kind="unknown")
    assert line.server.ack(line.server.push(line.said("@会办 帮助"))) == {"code": 200}
    assert (len(line.kept), line.server.opened) == (1, 1)


def test_a_press_that_is_being_handled_holds_nothing_up(line: Line) -> None:
    held = threading.Event()

    def answering(update: Update) -> None:
        if update is line.kept[0]:
            held.wait(10)

    line.answering = answering
    slow = line.server.push(line.said("@会办 慢"))
    line.server.ack(line.server.push(line.said("@会办 快")))
    assert slow not in line.server.acks
    held.set()
    line.server.ack(slow)


def test_it_pings_at_once_and_as_often_as_the_platform_says() -> None:
    with Standin(encrypt_key="") as standin, LongConnServer(standin) as server:
        platform = adapter(standin)
        server.config["PingInterval"] = 0.05
        platform.listen(lambda _: Future(), HandClock().now)
        server.wait(lambda: server.pings >= 3)
        platform.close()


def test_a_pong_changes_how_often() -> None:
    with Standin(encrypt_key="") as standin, LongConnServer(standin) as server:
        server.told_in_pongs = {"PingInterval": 0.05}
        platform = adapter(standin)
        platform.listen(lambda _: Future(), HandClock().now)
        server.wait(lambda: server.pings >= 3)
        platform.close()


def test_a_connection_that_ends_is_opened_again(line: Line) -> None:
    line.server.cut()
    line.server.wait_open(2)
    assert line.server.ack(line.server.push(line.said("@会办 帮助"))) == {"code": 200}
    assert problems(line.platform) == []


@pytest.mark.parametrize("failure", [{"code": 1}, {"code": 1000040343}, {"raw": b"<html>", "status": 403}])
def test_a_busy_platform_is_asked_again(line: Line, failure: dict[str, Any]) -> None:
    line.standin.fail(PATH, times=3, **failure)
    line.server.cut()
    line.server.wait_open(2)
    assert sum(asked.path == PATH for asked in line.standin.asked) == 5


def test_a_ticket_that_is_not_accepted_is_followed_by_another_one(line: Line) -> None:
    line.server.refuse_with = {"handshake-status": "514", "handshake-msg": "no", "handshake-autherrcode": "1"}
    line.server.cut()
    line.server.wait(lambda: len(line.server.tickets_issued) >= 4)
    assert "handshake 514" in problems(line.platform)[0].effect
    line.server.refuse_with = {}
    line.server.wait_open(2)


def test_too_many_connections_are_told_and_tried_again(line: Line) -> None:
    headers = {"handshake-status": "514", "handshake-msg": "no", "handshake-autherrcode": "1000040350"}
    line.server.refuse_with = headers
    line.server.cut()
    line.server.wait(lambda: len(line.server.tickets_issued) >= 4)
    assert "已满 50 个" in problems(line.platform)[0].effect
    line.server.refuse_with = {}
    line.server.wait_open(2)
    line.server.ack(line.server.push(line.said("@会办 帮助")))
    assert problems(line.platform) == []


@pytest.mark.parametrize("code", [403, 514, 1000040344])
def test_what_an_operator_must_put_right_is_not_tried_again(line: Line, code: int) -> None:
    line.standin.fail(PATH, times=None, code=code, status=200)
    thread = listening_thread()
    line.server.cut()
    thread.join(10)
    assert sum(asked.path == PATH for asked in line.standin.asked) == 2
    line.standin.heal()
    (found,) = problems(line.platform)
    assert (found.what, str(code) in found.effect, "App Secret" in found.effect) == ("飞书长连接", True, True)
    assert sum(asked.path == PATH for asked in line.standin.asked) == 2


def test_a_connection_that_is_forbidden_is_not_tried_again(line: Line) -> None:
    line.server.refuse_with = {"handshake-status": "403", "handshake-msg": "forbidden"}
    thread = listening_thread()
    line.server.cut()
    thread.join(10)
    assert len(line.server.tickets_issued) == 2
    assert "拒绝" in problems(line.platform)[0].effect


@pytest.mark.parametrize(
    ("secret", "failure", "words"),
    [("", {}, ""), ("wrong", {}, "514"), ("", {"status": 503, "raw": b"away"}, "暂时断开")],
)
def test_a_process_that_does_not_listen_asks_whether_one_could(
    secret: str, failure: dict[str, Any], words: str
) -> None:
    with Standin(encrypt_key="") as standin, LongConnServer(standin) as server:
        if failure:
            standin.fail(PATH, **failure)
        platform = adapter(standin, secret=secret)
        found = next(finding for finding in platform.check() if "长连接" in finding.what)
        assert (found.ok, words in found.effect) == (not words, True)
        assert server.opened == 0
        platform.close()


def test_what_is_under_way_is_acknowledged_before_the_connection_is_closed(line: Line) -> None:
    held, begun = threading.Event(), threading.Event()

    def answering(_: Update) -> Answer:
        begun.set()
        held.wait(10)
        return Answer("已接受")

    line.answering = answering
    frame = line.server.push(pressed(line))
    assert begun.wait(10)
    stopping = threading.Thread(target=line.platform.stop_listening)
    stopping.start()
    held.set()
    stopping.join(10)
    line.server.wait_closed()
    assert line.server.answer(frame) == {"toast": {"type": "info", "content": "已接受"}}
    assert line.server.opened == 1
    assert not any(one.name.startswith("feishu-") for one in threading.enumerate())


def test_what_makes_no_sense_in_a_config_stays_as_it_was() -> None:
    manners = Manners().told({"PingInterval": 0, "ReconnectInterval": "7", "ReconnectNonce": float("inf")})
    assert manners == Manners()
    assert Manners().told({"PingInterval": 7, "ReconnectNonce": 0}) == Manners(7, 120, 0)


def test_no_secret_and_no_ticket_reaches_the_log(line: Line, capfd: pytest.CaptureFixture[str]) -> None:
    set_up_logs(Settings(_env_file=None, log_level="DEBUG"))
    line.server.cut()
    line.server.wait_open(2)
    line.server.ack(line.server.push(line.said("@会办 没人该看到")))
    line.server.refuse_with = {"handshake-status": "514", "handshake-msg": "no"}
    line.server.cut()
    line.server.wait(lambda: len(line.server.tickets_issued) >= 4)
    line.server.push(b"{")
    line.platform.close()
    written = "".join(capfd.readouterr())
    assert "long connection is open" in written
    assert "long connection is closed" in written
    app = line.standin.app
    secrets = (app.app_secret, app.verification_token, "没人该看到", "ticket", *line.server.tickets_issued)
    assert [secret for secret in secrets if secret in written] == []

"""What comes over Feishu's wire: repeated, forged, stale, oversized; and what is refused on the way out."""

from datetime import timedelta

import pytest

from app.base.logs import set_up_logs
from app.inbox.models import Incoming
from app.needs.models import Need
from app.people.models import Person
from tests.chat.faces import GROUP
from tests.guarantees.conftest import Line
from tests.standins.feishu import Sealing

REQUEST = "@会办 需求 秋季促销\n发起部门：市场部\n目标：达成50万销量\n协作部门：研发部\n需求：研发部提供技术参数\n期望完成：2024-06-28"


def test_an_event_that_comes_five_times_acts_once_and_is_answered_alike(line: Line) -> None:
    said = line.face.pusher.say(line.face.people["王芳"], line.face.group, REQUEST)
    again = line.face.pusher.again(said, times=2) + line.face.pusher.again(said, times=2, new_event_id=True)
    line.process.settle()
    assert {(attempt.status, attempt.body) for attempt in [*said.attempts, *again]} == {(200, b"")}
    assert line.count(Need) == 1
    assert [card.title for card in line.face.cards(GROUP)].count("需求 N1 · 秋季促销") == 1


def test_a_press_that_comes_five_times_acts_once_and_is_answered_alike(line: Line) -> None:
    line.face.say("王芳", REQUEST)
    line.process.settle()
    card = next(card for card in line.face.cards(GROUP) if "需求 N1" in card.title)
    pressed = line.face.hand.press(card.id, line.face.people["王芳"], "需求清单")
    answers = {line.face.hand.again(pressed) for _ in range(4)}
    line.process.settle()
    assert len(answers) == 1
    assert pressed.toast.encode() in next(iter(answers))[1]
    assert sum("协作需求清单" in card.title for card in line.face.cards(GROUP)) == 1


FORGED = {
    "another key's signature": Sealing(signature="0" * 64),
    "no signature": Sealing(signed=False),
    "sealed with another key": Sealing(encrypt_key="some-other-key"),
    "nine hours old": Sealing(age=timedelta(hours=8, seconds=1)),
    "from the future": Sealing(age=timedelta(hours=-1)),
}


@pytest.mark.parametrize("sealing", FORGED.values(), ids=FORGED.keys())
def test_what_is_not_authentic_leaves_nothing(line: Line, sealing: Sealing) -> None:
    before = line.count(Incoming), line.count(Person)
    said = line.face.pusher.say(line.face.people["王芳"], line.face.group, "@会办 你好")
    event = dict(said.event) | {"header": {**said.event["header"], "event_id": "forged"}}
    event["event"] = {**event["event"], "message": {**event["event"]["message"], "message_id": "om_forged"}}
    status, _ = line.face.pusher.post(*line.face.pusher.seal(event, sealing))
    assert status == 401
    assert (line.count(Incoming), line.count(Person)) == (before[0] + 1, before[1])


def test_a_card_action_is_too_old_after_an_hour(line: Line) -> None:
    line.face.say("王芳", REQUEST)
    line.process.settle()
    card = next(card for card in line.face.cards(GROUP) if "需求 N1" in card.title)
    pressed = line.face.hand.press(card.id, line.face.people["王芳"], "需求清单")
    assert line.face.hand.again(pressed, Sealing(age=timedelta(minutes=59)))[0] == 200
    assert line.face.hand.again(pressed, Sealing(age=timedelta(minutes=61)))[0] == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 401), (b"{", 401), (b"[]", 401), (b'{"encrypt": 7}', 401), (b"x" * (1024 * 1024 + 1), 413)],
)
def test_what_is_no_event_is_refused(line: Line, body: bytes, status: int) -> None:
    before = line.count(Incoming)
    assert line.process.deliver("/webhooks/feishu", {}, body)[0] == status
    assert line.count(Incoming) == before


def test_only_posts_are_taken(line: Line) -> None:
    assert line.process.request("GET", "/webhooks/feishu").status_code == 405


def test_what_the_platform_refuses_is_sent_again_in_order(line: Line) -> None:
    line.standin.fail("/open-apis/im/v1/messages", method="POST", times=2, status=503)
    line.face.say("王芳", REQUEST)
    line.process.settle()
    assert not any("需求 N1" in card.title for card in line.face.cards(GROUP))
    for _ in range(3):
        line.clock.move(minutes=2)
        line.process.settle()
    titles = [card.title for card in line.face.cards(GROUP)]
    assert titles[1:] == ["需求 N1 · 秋季促销", "N1 请指定对接人"]


def test_another_chat_does_not_wait_for_a_chat_that_is_refused(line: Line) -> None:
    other = line.standin.add_chat("别的群", line.face.people.values())
    line.standin.chats[line.face.group].bot_may_speak = False
    line.face.say("王芳", REQUEST)
    line.face.pusher.say(line.face.people["王芳"], other, REQUEST)
    line.process.settle()
    assert any("需求 N2" in line.standin.text(card) for card in line.standin.cards(other))


def test_a_message_whose_success_was_not_heard_is_not_sent_twice(line: Line) -> None:
    line.standin.fail("/open-apis/im/v1/messages", method="POST", when="after", drop=True)
    line.face.say("王芳", "@会办 帮助")
    line.process.settle()
    line.clock.move(minutes=5)
    line.process.settle()
    assert sum("会办能做什么" in card.title for card in line.face.cards(GROUP)) == 1


def test_nothing_secret_and_nothing_typed_reaches_the_log(
    line: Line, capfd: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(line.settings.model_copy(update={"log_level": "DEBUG"}))
    line.standin.fail("/open-apis/im/v1/messages", method="POST", times=1, code=230001, msg="不认识的内容")
    line.face.say("王芳", REQUEST)
    line.face.pusher.post(*line.face.pusher.seal({"header": {"token": "x"}}, Sealing(signature="f" * 64)))
    line.process.deliver("/webhooks/feishu", {}, b'{"text": "typed-by-somebody"}')
    line.process.settle()
    written = "".join(capfd.readouterr())
    assert "gave up" in written
    assert "refused a request" in written
    secrets = (
        line.standin.app.app_secret,
        line.standin.app.encrypt_key,
        line.standin.app.verification_token,
        "Bearer",
        "t-",
        "秋季促销",
        "达成50万销量",
        "typed-by-somebody",
    )
    assert [secret for secret in secrets if secret in written] == []

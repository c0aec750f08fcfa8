"""The playground behind the port: sending, changing, pinning, files, people, and what comes in."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.cards.model import Button, Buttons, Card, Form, TextField, from_json
from bot.cards.parts import note
from bot.playground.cast import GROUP_ID, TENANT
from bot.playground.models import PlaygroundFile, PlaygroundMessage
from bot.playground.platform import PlaygroundPlatform
from bot.ports import (
    Answer,
    Document,
    Joined,
    Member,
    Mention,
    Message,
    Platform,
    Press,
    RawRequest,
    Received,
    Refused,
    Target,
    Unauthentic,
)
from tests.standins.feishu.clock import HandClock

GROUP = Target(TENANT, chat=GROUP_ID)


@pytest.fixture
def platform(sessions: sessionmaker[Session], clock: HandClock) -> PlaygroundPlatform:
    """A fresh playground."""
    return PlaygroundPlatform(sessions, clock)


def receive(platform: PlaygroundPlatform, clock: HandClock, **body: Any) -> Received:
    """A request of the page."""
    given = {"id": "request-1", "persona": "wangfang", "chat": GROUP_ID, **body}
    return platform.receive(RawRequest({}, json.dumps(given).encode(), clock.now()))


def message(platform: PlaygroundPlatform, message_id: str) -> PlaygroundMessage:
    """The row of a message."""
    with platform.sessions() as session:
        return session.get_one(PlaygroundMessage, int(message_id))


def test_it_is_a_platform(platform: PlaygroundPlatform) -> None:
    port: Platform = platform
    assert port.name == "playground"
    assert [finding.ok for finding in port.check()] == [True]
    assert json.loads(port.answer(Answer("好", "success"))) == {"toast": "好", "tone": "success"}


def test_starting_again_changes_nothing(platform: PlaygroundPlatform, clock: HandClock) -> None:
    platform.send(GROUP, note("一"), once="a")
    again = PlaygroundPlatform(platform.sessions, clock)
    assert len(again.members(TENANT, GROUP_ID)) == 6


def test_the_same_intent_is_one_message(platform: PlaygroundPlatform) -> None:
    first = platform.send(GROUP, note("一"), once="a")
    assert platform.send(GROUP, note("一"), once="a") == first
    assert platform.send(GROUP, note("一"), once="b") != first


def test_a_card_gets_a_new_face_in_place(platform: PlaygroundPlatform) -> None:
    message_id = platform.send(GROUP, note("一"), once="a")
    platform.replace(GROUP, message_id, note("二"))
    platform.replace(GROUP, message_id, note("二"))
    row = message(platform, message_id)
    assert from_json(row.card).title == "二"
    assert row.revision == 2


def test_only_the_bots_own_messages_of_that_chat_change(
    platform: PlaygroundPlatform, clock: HandClock
) -> None:
    receive(platform, clock, text="聊天")
    mine = platform.send(GROUP, note("一"), once="a")
    for target, message_id in (
        (GROUP, "1"),
        (Target(TENANT, person="lina"), mine),
        (GROUP, "x"),
        (GROUP, "99"),
    ):
        with pytest.raises(Refused) as refusal:
            platform.replace(target, message_id, note("二"))
        assert refusal.value.cause == "expired"


@pytest.mark.parametrize(
    "target",
    [Target(TENANT, chat="nowhere"), Target(TENANT, person="nobody"), Target("other", chat=GROUP_ID)],
)
def test_what_cannot_be_reached_is_refused(platform: PlaygroundPlatform, target: Target) -> None:
    with pytest.raises(Refused) as refusal:
        platform.send(target, note("一"), once="a")
    assert refusal.value.cause == "target"


def test_pinning_twice_is_no_error(platform: PlaygroundPlatform) -> None:
    message_id = platform.send(GROUP, note("一"), once="a")
    platform.pin(GROUP, message_id)
    platform.pin(GROUP, message_id)
    assert message(platform, message_id).pinned


def test_a_reply_stands_under_its_message_and_a_person_is_reached_in_private(
    platform: PlaygroundPlatform,
) -> None:
    first = platform.send(GROUP, note("一"), once="a")
    reply = platform.send(Target(TENANT, chat=GROUP_ID, reply_to=first), note("二"), once="b")
    private = platform.send(Target(TENANT, person="lina"), note("三"), once="c")
    assert str(message(platform, reply).reply_to) == first
    assert message(platform, private).chat_id == "with-lina"


def test_a_file_is_kept_under_an_id_nobody_guesses(platform: PlaygroundPlatform) -> None:
    message_id = platform.send_document(GROUP, Document("表1.xlsx", b"abc"), once="a")
    assert platform.send_document(GROUP, Document("表1.xlsx", b"abc"), once="a") == message_id
    with platform.sessions() as session:
        (file,) = session.query(PlaygroundFile)
    assert (file.name, file.content) == ("表1.xlsx", b"abc")
    assert len(file.id) >= 32


def test_the_directory_is_the_cast(platform: PlaygroundPlatform) -> None:
    assert platform.member(TENANT, "lina") == Member("lina", "李娜", "销售部")
    assert platform.member(TENANT, "nobody") is None
    assert platform.member("other", "lina") is None
    assert [one.name for one in platform.members(TENANT, "with-lina")] == ["李娜"]
    with pytest.raises(Refused):
        platform.members(TENANT, "nowhere")


def test_a_mention_of_the_bot_is_heard_and_people_are_named(
    platform: PlaygroundPlatform, clock: HandClock
) -> None:
    update = receive(platform, clock, text="@会办 任务 @李娜 和@李娜 方案").update
    assert update is not None
    assert (update.platform, update.tenant, update.chat.id, update.chat.private) == (
        "playground",
        TENANT,
        GROUP_ID,
        False,
    )
    assert (update.actor.id, update.actor.name, update.at) == ("wangfang", "王芳", clock.now())
    assert isinstance(update.body, Message)
    assert update.body.text == "@_user_1 任务 @_user_2 和@_user_2 方案"
    assert update.body.mentions == (
        Mention("@_user_1", "huiban", "会办", me=True, bot=True),
        Mention("@_user_2", "lina", "李娜"),
    )


@pytest.mark.parametrize("text", ["/需求 上市", "／需求", " 、任务"])
def test_a_slash_command_needs_no_mention(platform: PlaygroundPlatform, clock: HandClock, text: str) -> None:
    assert receive(platform, clock, text=text).update is not None


def test_chatter_is_shown_but_goes_no_further(platform: PlaygroundPlatform, clock: HandClock) -> None:
    assert receive(platform, clock, text="中午吃什么 @李娜") == Received()
    assert not message(platform, "1").heard


def test_in_private_everything_is_heard(platform: PlaygroundPlatform, clock: HandClock) -> None:
    update = receive(platform, clock, chat="with-wangfang", text="需求").update
    assert update is not None
    assert update.chat.private


def test_the_same_request_again_is_the_same_update_and_one_message(
    platform: PlaygroundPlatform, clock: HandClock
) -> None:
    first = receive(platform, clock, text="/需求").update
    clock.move(minutes=1)
    again = receive(platform, clock, text="/需求").update
    assert first is not None
    assert again is not None
    assert first.key == again.key
    assert first.body == again.body
    with platform.sessions() as session:
        assert session.query(PlaygroundMessage).count() == 1


def test_a_reply_names_the_message_it_is_about(platform: PlaygroundPlatform, clock: HandClock) -> None:
    card = platform.send(GROUP, note("一"), once="a")
    elsewhere = platform.send(Target(TENANT, person="lina"), note("二"), once="b")
    update = receive(platform, clock, text="@会办 任务", reply_to=card).update
    assert update is not None
    assert isinstance(update.body, Message)
    assert update.body.reply_to == card
    other = receive(platform, clock, id="request-2", text="@会办 任务", reply_to=elsewhere).update
    assert other is not None
    assert isinstance(other.body, Message)
    assert other.body.reply_to is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"persona": "nobody", "text": "/需求"},
        {"chat": "nowhere", "text": "/需求"},
        {"chat": "with-lina", "text": "/需求"},
        {"text": "   "},
        {"text": "长" * 4001},
        {"id": "short", "text": "/需求"},
        {"text": "/需求", "tenant": "other"},
    ],
)
def test_what_the_page_would_not_send_is_refused_and_leaves_nothing(
    platform: PlaygroundPlatform, clock: HandClock, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Unauthentic):
        receive(platform, clock, **wrong)
    with platform.sessions() as session:
        assert session.query(PlaygroundMessage).count() == 0


def test_what_is_no_json_is_refused(platform: PlaygroundPlatform, clock: HandClock) -> None:
    with pytest.raises(Unauthentic):
        platform.receive(RawRequest({}, b"\xff{", clock.now()))


def _pressable(platform: PlaygroundPlatform, target: Target = GROUP) -> str:
    form = Form("f", (TextField("text", "文字"),), (Button("提交", "form.send", {"n": 1}),))
    return platform.send(target, Card("一", (Buttons((Button("好", "do.it", {"need": 7}),)), form)), once="a")


def test_a_press_is_an_update(platform: PlaygroundPlatform, clock: HandClock) -> None:
    message_id = _pressable(platform)
    press = {"message_id": message_id, "action": "form.send", "args": {"n": 1}, "values": {"text": "写了"}}
    update = receive(platform, clock, press=press).update
    assert update is not None
    assert update.body == Press(message_id, "form.send", {"n": 1}, {"text": "写了"})
    assert update.key == "press:request-1"


@pytest.mark.parametrize(
    "forged",
    [
        {"action": "do.it", "args": {"need": 8}},
        {"action": "do.other", "args": {"need": 7}},
        {"action": "", "args": {}},
        {"action": "do.it", "args": {"need": 7}, "values": {"text": "x"}},
        {"action": "form.send", "args": {"n": 1}, "values": {"other": "x"}},
        {"action": "form.send", "args": {"n": 1}, "values": {"text": True}},
        {"action": "do.it", "args": {"need": 7}, "message_id": "2"},
        {"action": "do.it", "args": {"need": 7}, "message_id": "one"},
    ],
)
def test_a_forged_press_is_refused(
    platform: PlaygroundPlatform, clock: HandClock, forged: dict[str, Any]
) -> None:
    message_id = _pressable(platform)
    with pytest.raises(Unauthentic):
        receive(platform, clock, press={"message_id": message_id, **forged})


def test_nobody_presses_what_stands_in_another_ones_chat(
    platform: PlaygroundPlatform, clock: HandClock
) -> None:
    message_id = _pressable(platform, Target(TENANT, person="lina"))
    press = {"message_id": message_id, "action": "do.it", "args": {"need": 7}}
    with pytest.raises(Unauthentic):
        receive(platform, clock, press=press)
    with pytest.raises(Unauthentic):
        receive(platform, clock, chat="with-lina", press=press)
    assert receive(platform, clock, persona="lina", chat="with-lina", press=press).update is not None


def test_the_bots_entry_is_always_the_same_update(platform: PlaygroundPlatform, clock: HandClock) -> None:
    first = platform.entered(clock.now())
    again = platform.entered(clock.now() + timedelta(days=1))
    assert first.key == again.key
    assert isinstance(first.body, Joined)
    assert first.chat.id == GROUP_ID

"""What is said alike to several people in private is one call, and each of them acts as themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from app.base.lanes import State
from app.outbox import service as outbox
from app.outbox.models import Outgoing, Posted
from app.outbox.service import Place
from bot.cards.model import Button, Buttons, Card, Text, to_json
from bot.cards.parts import button, note, p
from bot.dingtalk import DingTalkPlatform
from tests.chat.on_dingtalk import DingTalkFace, settings_for, unhurried
from tests.standins.dingtalk import Standin
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock
from tests.support.process import Process

NAMES = ("王芳", "张伟", "李娜")
SEND = "/v1.0/robot/oToMessages/batchSend"


@dataclass
class Stage:
    """A company on DingTalk, and what is owed to its people."""

    face: DingTalkFace
    sent: int = 0

    def owe(self, name: str, card: Card, subject: str = "meeting:1") -> None:
        place = Place("dingtalk", CORP, person=self.face.people[name])
        with self.face.process.runtime.sessions.begin() as session:
            outbox.owe_notice(session, place, to_json(card), subject=subject)

    def settle(self) -> list[list[str]]:
        """Send everything; whom each message of several went to."""
        before = len(self.face.standin.asked)
        self.face.process.settle()
        calls = self.face.standin.asked[before:]
        names = {userid: name for name, userid in self.face.people.items()}
        self.sent = len(calls)
        return [[names[one] for one in call.body["userIds"]] for call in calls if call.path == SEND]

    def titles(self, name: str) -> list[str]:
        return [shown.title for shown in self.face.standin.shown(self.face.people[name])]


@pytest.fixture
def stage(sqlite_url: str, clock: HandClock) -> Iterator[Stage]:
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock)) as process,
    ):
        yield Stage(DingTalkFace(standin, process, clock))


def ask(number: int) -> Card:
    """The same words for everybody, with a button of each one's own."""
    return Card(
        "会议提醒", (p("请准备材料"), Buttons((button("提交材料", "invite.material", attendee=number),)))
    )


def test_the_same_words_go_to_all_in_one_call(stage: Stage) -> None:
    for number, name in enumerate(NAMES):
        stage.owe(name, ask(number))
    assert stage.settle() == [list(NAMES)]
    assert stage.sent == 1
    assert {tuple(stage.titles(name)) for name in NAMES} == {("会议提醒",)}
    with stage.face.process.runtime.sessions() as session:
        posted = session.scalars(select(Posted).where(Posted.subject == "meeting:1")).all()
    assert len({one.message_id for one in posted}) == 1
    assert {one.place for one in posted} == {f"p:{stage.face.people[name]}" for name in NAMES}


def test_each_finds_their_own_button_behind_the_link(stage: Stage) -> None:
    for number, name in enumerate(NAMES):
        stage.owe(name, ask(number))
    stage.settle()
    pages = {}
    for name in NAMES:
        shown = stage.face.cards(name)[-1]
        assert "提交材料" in shown.buttons
        pages[name] = stage.face._get(stage.face._address(shown.id, stage.face.people[name]))
        assert f"以 {name} 的身份操作" in pages[name]
    assert len({page.partition('name="_press"')[2][:60] for page in pages.values()}) == 3


def test_one_alone_gets_a_card_as_always(stage: Stage) -> None:
    stage.owe("王芳", ask(1))
    assert stage.settle() == []
    assert [tap.label for tap in stage.face.standin.shown(stage.face.people["王芳"])[-1].buttons] == [
        "提交材料"
    ]


def test_nobody_hears_it_before_what_was_owed_earlier(stage: Stage) -> None:
    stage.owe("张伟", note("先说的", "别的"), "")
    for number, name in enumerate(NAMES):
        stage.owe(name, ask(number))
    stage.settle()
    assert stage.titles("张伟") == ["先说的", "会议提醒"]


def test_other_words_and_other_subjects_stay_apart(stage: Stage) -> None:
    stage.owe("王芳", ask(1))
    stage.owe("张伟", ask(2), "meeting:2")
    stage.owe("李娜", note("会议提醒", "别的话"))
    assert stage.settle() == []
    assert [stage.titles(name) for name in NAMES] == [["会议提醒"]] * 3


def test_twenty_at_once_and_no_more(stage: Stage) -> None:
    for number in range(23):
        name = f"同事{number}"
        stage.face.people[name] = stage.face.standin.add_user(name)
        stage.owe(name, ask(number))
    assert [len(told) for told in stage.settle()] == [20, 3]


def test_whom_it_does_not_reach_hears_later_or_is_shown_to_the_operator(stage: Stage) -> None:
    stage.face.standin.site.flowing.add(stage.face.people["张伟"])
    gone = stage.face.people["李娜"]
    kept = stage.face.standin.site.world.people.pop(gone)
    for number, name in enumerate(NAMES):
        stage.owe(name, ask(number))
    stage.settle()
    assert [stage.titles(name) for name in NAMES] == [["会议提醒"], [], []]
    with stage.face.process.runtime.sessions() as session:
        states = {row.person: row.state for row in session.scalars(select(Outgoing))}
    assert states[gone] == State.DEAD
    assert states[stage.face.people["张伟"]] == State.WAITING
    stage.face.standin.site.world.people[gone] = kept
    stage.face.standin.site.flowing.clear()
    stage.face.clock.move(seconds=90)
    stage.settle()
    assert stage.titles("张伟") == ["会议提醒"]


def test_a_call_that_fails_is_made_again_for_all(stage: Stage) -> None:
    stage.face.standin.fail(SEND, "system.busy", status=500)
    for number, name in enumerate(NAMES):
        stage.owe(name, ask(number))
    stage.settle()
    assert [stage.titles(name) for name in NAMES] == [[]] * 3
    stage.face.clock.move(minutes=5)
    assert stage.settle() == [list(NAMES)]


@pytest.mark.parametrize(
    ("card", "signs_in", "alike"),
    [
        (note("通知", "没有按钮"), False, True),
        (ask(1), False, False),
        (ask(1), True, True),
        (Card("链接", (Text(()), Buttons((Button("看", url="https://example.com/1"),)))), True, False),
    ],
)
def test_a_button_is_only_given_up_where_the_page_has_it(
    clock: HandClock, card: Card, signs_in: bool, alike: bool
) -> None:
    platform = DingTalkPlatform(
        client_id="a", client_secret="b", now=clock.now, linker=lambda _: "https://x", signs_in=signs_in
    )
    assert bool(platform.alike(card)) is alike
    platform.close()

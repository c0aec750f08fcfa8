"""The month runs out: first what is nice to have goes, then redraws come rarely, then groups hear of deadlines only."""

import asyncio

import pytest
from sqlalchemy import select

from app.base.lanes import State
from app.intake import Intake
from app.outbox import service as outbox
from app.outbox.models import Outgoing
from app.outbox.service import Place
from bot.abilities import Effort
from bot.cards.model import Buttons, Card, Fold, Notice, Row, Rows, Span, Text, to_json
from bot.cards.parts import button, note
from bot.cards.steady import steady
from bot.dingtalk import DingTalkPlatform
from bot.dingtalk.budget import Budget
from bot.dingtalk.economy import Economy
from bot.dingtalk.render import Renderer
from bot.dingtalk.values import private_chat
from bot.ports import Actor, Answer, Chat, Document, Press, Target, Update
from bot.sender import SPARED
from tests.chat.on_dingtalk import DingTalkFace, settings_for, unhurried
from tests.chat.test_first_need import GOLDEN
from tests.standins.dingtalk import Standin
from tests.standins.dingtalk.reading import plain_label
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu import HandClock
from tests.support.process import Process

GROUP_REDRAW = Effort("redraw", "need:1", private=False, message_id="card")
PRIVATE_REDRAW = Effort("redraw", "invite:1", private=True, message_id="card")
SETTLED = Effort("redraw", "invite:1", private=True, message_id="card", settled=True)
SETTLED_HERE = Effort("redraw", "invite:1", private=True, message_id="card", urgent=True, settled=True)
FILLED_IN = Effort("redraw", "support:1", private=True, message_id="card", urgent=True)
CONSOLE = Effort("redraw", "console:1", private=True, message_id="card")
GROUP_CARD = Effort("card", "need:2", private=False)
GROUP_NOTICE = Effort("notice", "", private=False)
TODAY = Effort("card", "today:7", private=False)
PRIVATE_NOTICE = Effort("notice", "", private=True)
PIN = Effort("pin", "need:1", private=False, message_id="card")
LOOK_UP = Effort("lookup", "", private=False)


def economy(clock: HandClock, used: int, allowed: int = 100) -> Economy:
    budget = Budget(None, clock.now, calls=allowed, pushes=0)
    for _ in range(used):
        budget.spend()
    return Economy(budget, clock.now)


@pytest.mark.parametrize(
    ("used", "waits"),
    [
        (0, {SETTLED: None, SETTLED_HERE: 0}),
        (0, {GROUP_REDRAW: 120, PRIVATE_REDRAW: 600, CONSOLE: 120, FILLED_IN: 0, PIN: 0, LOOK_UP: 0}),
        (89, {GROUP_REDRAW: 120, GROUP_CARD: 0, GROUP_NOTICE: 0, PIN: 0}),
        (90, {GROUP_REDRAW: 600, PRIVATE_REDRAW: 600, CONSOLE: 600, FILLED_IN: 0, PIN: None, LOOK_UP: None}),
        (94, {GROUP_REDRAW: 3600, PRIVATE_REDRAW: 3600, GROUP_CARD: 0, GROUP_NOTICE: 0, FILLED_IN: 0}),
        (97, {GROUP_REDRAW: None, PRIVATE_REDRAW: None, GROUP_CARD: None, GROUP_NOTICE: None, PIN: None}),
        (99, {PRIVATE_NOTICE: 0, TODAY: 0, FILLED_IN: 0}),
        (200, {PRIVATE_NOTICE: 0, TODAY: 0}),
    ],
)
def test_it_merges_before_it_drops(clock: HandClock, used: int, waits: dict[Effort, int | None]) -> None:
    made = economy(clock, used)
    made.changed("card")
    assert {effort: made.spare(effort) for effort in waits} == waits


def test_without_a_limit_nothing_is_left_out(clock: HandClock) -> None:
    made = economy(clock, 500, allowed=0)
    assert [made.spare(one) for one in (PIN, LOOK_UP, GROUP_CARD, GROUP_REDRAW)] == [0, 0, 0, 0]


def test_a_card_has_rested_after_a_while(clock: HandClock) -> None:
    made = economy(clock, 0)
    made.changed("card")
    clock.move(seconds=70)
    assert made.spare(GROUP_REDRAW) == 50
    clock.move(seconds=50)
    assert made.spare(GROUP_REDRAW) == 0


def test_the_clock_and_what_goes_by_itself_are_no_change() -> None:
    renderer = Renderer("", None)

    def look(left: int, *acts: str) -> str:
        text = Text((Span(f"还剩 {left} 分钟"),), steady=(Span("计划到 14:05"),))
        return renderer.look(Card("会议", (text, Buttons(tuple(button(act, act) for act in acts)))))

    assert look(5, "sign", "undo") == look(4, "sign")
    assert look(5, "sign") != look(5)


def test_others_answers_are_no_change_for_who_was_invited() -> None:
    renderer = Renderer("", None)

    def look(mark: str, steady: tuple[Span, ...] | None) -> str:
        return renderer.look(Card("会议", (Rows((Row("参会人", (Span(f"张伟{mark}"),), steady),)),)))

    assert look("✅", (Span("张伟"),)) == look("", (Span("张伟"),))
    assert look("✅", None) != look("", None)


def test_a_card_is_compared_without_what_is_worth_no_redraw() -> None:
    def card(left: int, mark: str, *acts: str) -> Card:
        text = Text((Span(f"还剩 {left} 分钟"),), steady=(Span("计划到 14:05"),))
        pressed = tuple(button(act, act) for act in acts)
        rows = Rows((Row("参会人", (Span(mark),), (Span("张伟"),)),))
        return Card("会议", (text, rows, Buttons(pressed), Fold("更多", (text, Notice("ok", (), pressed)))))

    assert steady(card(5, "✅", "sign", "undo")) == steady(card(4, "", "sign"))
    assert steady(card(5, "✅", "sign")) != steady(card(5, "✅"))


def test_the_same_file_goes_up_once(clock: HandClock) -> None:
    with Standin(clock=clock, limited=False) as standin:
        platform = unhurried(standin, clock)
        group = standin.add_group("项目群", [wang := standin.add_user("王芳")])
        for target in (Target(CORP, chat=group), Target(CORP, person=wang)):
            platform.send_document(target, Document("纪要.docx", b"words"), once="a")
        platform.send_document(Target(CORP, person=wang), Document("纪要.docx", b"others"), once="b")
        uploads = [one for one in standin.asked if one.path == "/media/upload"]
        assert len(uploads) == 2
        assert [one.content for one in standin.documents(wang)] == [b"words", b"others"]
        platform.close()


@pytest.mark.parametrize("used", [0, 4800, 4950])
def test_at_the_last_step_a_group_is_told_once_asked_and_people_hear_in_private(
    sqlite_url: str, clock: HandClock, used: int
) -> None:
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock)) as process,
    ):
        face = DingTalkFace(standin, process, clock)
        adapter = process.runtime.platforms["dingtalk"]
        assert isinstance(adapter, DingTalkPlatform)
        for _ in range(used):
            adapter.budget.spend()
        said = face.pusher.say(face.people["王芳"], face.group, "@会办 帮助")
        assert said is not None
        before = len(standin.shown(face.group))
        with process.runtime.sessions.begin() as session:
            for place in (
                Place("dingtalk", CORP, chat=face.group),
                Place("dingtalk", CORP, person=face.people["王芳"]),
            ):
                outbox.owe_notice(session, place, to_json(note("通知", "内容")))
        process.settle()
        last = used >= 4850
        assert ("群里暂时只发当天的期限提醒" in said.answer.decode()) is last
        assert (len(standin.shown(face.group)) == before) is last
        assert standin.shown(face.people["王芳"])[-1].title == "通知"
        with process.runtime.sessions() as session:
            dead = session.scalars(select(Outgoing.failure).where(Outgoing.state == State.DEAD)).all()
        assert set(dead) == ({SPARED} if last else set())


def test_a_redraw_takes_in_what_changes_meanwhile(sqlite_url: str, clock: HandClock) -> None:
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock, 60)) as process,
    ):
        face = DingTalkFace(standin, process, clock)
        face.say("王芳", GOLDEN)
        process.settle()
        (card,) = [one for one in standin.cards(face.group) if "需求 N1" in one.data["msgTitle"]]
        with process.runtime.sessions.begin() as session:
            outbox.owe_card(session, Place("dingtalk", CORP, chat=face.group), "need:1")
        calls = standin.site.calls()
        process.settle()
        assert standin.site.calls() == calls, "it looks the same"
        wang, zhang = face.people["王芳"], face.people["张伟"]
        for label in ("改 6月28日(周五)", "同对接人", "同对接人"):
            if label in {plain_label(one.label) for one in face.hand.sees(card.track, wang).buttons}:
                face.hand.press(card.track, wang, label)
            clock.move(seconds=5)
            process.settle()
        assert "6月28日" in face.hand.sees(card.track, wang).text
        assert "期望完成时间：6月30日" in face.hand.sees(card.track, zhang).text
        assert card.updates == 0
        clock.move(seconds=61)
        process.settle()
        assert card.updates == 1
        assert "期望完成时间：6月28日" in face.hand.sees(card.track, zhang).text


def test_a_press_that_was_answered_costs_no_call_and_one_answered_too_late_does(
    sqlite_url: str, clock: HandClock
) -> None:
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock)) as process,
    ):
        face = DingTalkFace(standin, process, clock)
        face.say("王芳", "@会办 /任务 @张伟 5月28日前 技术参数定稿")
        process.settle()
        zhang = face.people["张伟"]
        (card,) = [one for one in standin.cards(zhang) if "技术参数定稿" in one.data["msgTitle"]]
        face.hand.press(card.track, zhang, "接受")
        clock.move(seconds=10)
        process.settle()
        assert card.updates == 0
        assert "接受" not in {plain_label(tap.label) for tap in face.hand.sees(card.track, zhang).buttons}

        late = Press(card.track, "undo", {"change": 1}, alone=True)
        where = Chat(private_chat(zhang), private=True)
        update = Update("dingtalk", CORP, "late", where, Actor(zhang), clock.now(), late)
        answer = process.call(_too_late(process.runtime.intake, update))
        assert answer is not None
        assert answer.card is None
        process.settle()
        assert card.updates == 1


async def _too_late(intake: Intake, update: Update) -> Answer | None:
    """The press is kept, and its answer not waited for; until its card is owed."""
    answer = await intake.accept(update, within=0.0)
    await asyncio.gather(*intake._late)
    return answer

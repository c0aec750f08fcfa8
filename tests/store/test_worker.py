"""What arrived together is handled together; what goes wrong with one of them is its own affair."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, event, select
from sqlalchemy.orm import Session, sessionmaker

from app.base.lanes import State
from app.inbox.models import Incoming
from app.inbox.service import store
from app.needs.models import Draft, Need
from app.outbox.models import Outgoing
from app.people.models import Membership
from bot.arriving import arrival_of
from bot.ports import Actor, Chat, Mention, Message, Update
from handlers.context import Context
from handlers.reading.forms import RequestForm
from handlers.router import COMMANDS
from handlers.worker import Worker
from tests.standins.feishu import HandClock

ASK = "@_user_1 /需求 新产品上市推广 协作部门：研发部"
MISTAKEN = "@_user_1 T99 完成"


def arrive(
    sessions: sessionmaker[Session], at: datetime, *texts: str, chat: str = "", again: str = ""
) -> None:
    """One message each, by different people; in chats of their own, or all in one. `again` makes them new ones."""
    me = Mention("@_user_1", "ou_bot", "会办", me=True, bot=True)
    updates = [
        Update(
            "feishu",
            "t",
            f"k{n}{again}",
            Chat(chat or f"oc_{n}", private=False),
            Actor(f"ou_{n}"),
            at,
            Message(f"m{n}", text, (me,)),
        )
        for n, text in enumerate(texts)
    ]
    with sessions.begin() as session:
        store(session.connection(), [arrival_of(update) for update in updates])


def states(sessions: sessionmaker[Session]) -> list[State]:
    with sessions() as session:
        return [State(state) for state in session.scalars(select(Incoming.state).order_by(Incoming.id))]


@pytest.fixture
def answered() -> list[str]:
    """Whom the worker told of an answer."""
    return []


@pytest.fixture
def worker(sessions: sessionmaker[Session], clock: HandClock, answered: list[str]) -> Worker:
    """A worker on both databases."""
    return Worker(sessions, clock, "Asia/Shanghai", lambda once, _: answered.append(once))


def test_what_arrived_together_is_handled_in_one_go(
    sessions: sessionmaker[Session], worker: Worker, clock: HandClock
) -> None:
    arrive(sessions, clock.now(), *[ASK] * 20)
    assert worker.run_once() == 20
    assert states(sessions) == [State.DONE] * 20
    with sessions() as session:
        assert len(session.scalars(select(Draft.id)).all()) == 20


def test_in_a_rush_no_more_is_claimed_than_is_handled_at_once(
    sessions: sessionmaker[Session], clock: HandClock
) -> None:
    arrive(sessions, clock.now(), *[ASK] * 3)
    hurried = Worker(sessions, clock, "Asia/Shanghai", lambda *_: None, lambda: False)
    assert hurried.run_once() == 1
    assert states(sessions) == [State.DONE, State.WAITING, State.WAITING]
    assert hurried.behind


def test_what_several_come_from_is_asked_for_once(
    sessions: sessionmaker[Session], worker: Worker, clock: HandClock, engine: Engine
) -> None:
    asked = list[str]()
    arrive(sessions, clock.now(), *[ASK] * 9)
    worker.run_once()
    with sessions.begin() as session:
        session.execute(delete(Membership))
    arrive(sessions, clock.now(), *[ASK] * 9, again="b")
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    worker.run_once()
    for table in ("chats", "people", "memberships", "chat_days", "departments"):
        assert (
            len(
                [
                    one
                    for one in asked
                    if one.startswith("SELECT") and f"FROM {table} " in one.replace("\n", " ")
                ]
            )
            == 1
        )
    with sessions() as session:
        assert len(session.scalars(select(Membership)).all()) == 9


def test_two_processes_handle_a_rush_without_losing_or_doubling(
    sessions: sessionmaker[Session], clock: HandClock
) -> None:
    whole = "\n".join(
        (ASK, "发起部门：市场部", "目标：3个月内上市", "需求：提供技术参数", "期望完成：2024-06-28")
    )
    arrive(sessions, clock.now(), *[whole] * 60)
    workers = [Worker(sessions, clock, "Asia/Shanghai", lambda *_: None) for _ in range(2)]

    def work_off(worker: Worker) -> None:
        while worker.run_once():
            pass

    with ThreadPoolExecutor(2) as both:
        list(both.map(work_off, workers))
    clock.move(minutes=5)  # what lost a race twice waits for its second try
    work_off(workers[0])
    assert states(sessions) == [State.DONE] * 60
    with sessions() as session:
        assert sorted(session.scalars(select(Need.number))) == list(range(1, 61))


def test_a_refusal_undoes_its_own_alone(
    sessions: sessionmaker[Session], worker: Worker, clock: HandClock
) -> None:
    arrive(sessions, clock.now(), ASK, MISTAKEN, ASK)
    worker.run_once()
    assert states(sessions) == [State.DONE] * 3
    with sessions() as session:
        assert len(session.scalars(select(Draft.id)).all()) == 2
        said = session.scalars(select(Outgoing.payload).where(Outgoing.chat == "oc_1")).all()
    assert any("T99" in payload for payload in said)


def test_a_failure_of_ours_keeps_its_own_back_alone(
    sessions: sessionmaker[Session], worker: Worker, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = COMMANDS[RequestForm]

    def sometimes(ctx: Context, form: RequestForm) -> None:
        good(ctx, form)
        if ctx.chat.external_id == "oc_1":
            raise ZeroDivisionError

    monkeypatch.setitem(COMMANDS, RequestForm, sometimes)
    arrive(sessions, clock.now(), ASK, ASK, ASK)
    worker.run_once()
    assert states(sessions) == [State.DONE, State.WAITING, State.DONE]
    clock.move(seconds=1)
    monkeypatch.setitem(COMMANDS, RequestForm, good)
    assert worker.run_once() == 1
    assert states(sessions) == [State.DONE] * 3
    with sessions() as session:
        assert len(session.scalars(select(Draft.id)).all()) == 3


@pytest.mark.parametrize("calm", [True, False])
def test_nothing_overtakes_what_failed_before_it_in_its_chat(
    sessions: sessionmaker[Session], clock: HandClock, monkeypatch: pytest.MonkeyPatch, calm: bool
) -> None:
    good, handled = COMMANDS[RequestForm], []

    def sometimes(ctx: Context, form: RequestForm) -> None:
        if ctx.actor.external_id == "ou_0":
            raise ZeroDivisionError
        handled.append(ctx.actor.external_id)
        good(ctx, form)

    monkeypatch.setitem(COMMANDS, RequestForm, sometimes)
    arrive(sessions, clock.now(), *[ASK] * 20, chat="oc_same")
    Worker(sessions, clock, "Asia/Shanghai", lambda *_: None, lambda: calm).run_once()
    assert handled == []
    assert states(sessions) == [State.WAITING] * 20


def test_who_is_given_up_on_is_told_a_reference(
    sessions: sessionmaker[Session], worker: Worker, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_ctx: Context, _form: RequestForm) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(COMMANDS, RequestForm, broken)
    arrive(sessions, clock.now(), ASK)
    for _ in range(4):
        assert worker.run_once() == 1
        clock.move_to(clock.now() + timedelta(seconds=30))
    assert states(sessions) == [State.DEAD]
    with sessions() as session:
        assert session.scalars(select(Outgoing.payload).where(Outgoing.kind == "notice")).all() != []

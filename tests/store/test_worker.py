"""What arrived together is handled together; what goes wrong with one of them is its own affair."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.base.lanes import State
from app.inbox.models import Incoming
from app.inbox.service import store
from app.needs.models import Draft
from app.outbox.models import Outgoing
from bot.arriving import arrival_of
from bot.ports import Actor, Chat, Mention, Message, Update
from handlers.context import Context
from handlers.reading.forms import RequestForm
from handlers.router import COMMANDS
from handlers.worker import Worker
from tests.standins.feishu import HandClock

ASK = "@_user_1 /需求 新产品上市推广 协作部门：研发部"
MISTAKEN = "@_user_1 T99 完成"


def arrive(sessions: sessionmaker[Session], at: datetime, *texts: str) -> None:
    me = Mention("@_user_1", "ou_bot", "会办", me=True, bot=True)
    updates = [
        Update(
            "feishu",
            "t",
            f"k{n}",
            Chat(f"oc_{n}", private=False),
            Actor(f"ou_{n}"),
            at,
            Message(f"m{n}", text, (me,)),
        )
        for n, text in enumerate(texts)
    ]
    with sessions.begin() as session:
        store(session.connection(), [arrival_of(update) for update in updates], now=at)


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

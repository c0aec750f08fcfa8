"""What arrives together is kept by one statement: each once, as it came, and found by every other statement."""

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.base.lanes import AT_ONCE
from app.inbox.models import Incoming
from app.inbox.service import Arrival, forget_handled, handled, store
from tests.standins.feishu.clock import HandClock


def keep(sessions: sessionmaker[Session], *arrivals: Arrival) -> None:
    """Store them in one batch."""
    with sessions.begin() as session:
        store(session.connection(), arrivals)


def arrival(once: str, payload: str = "{}") -> Arrival:
    """Something that happened in a group."""
    return Arrival(once, "feishu:t:c:oc_1", payload)


def test_a_batch_is_kept_as_it_came(sessions: sessionmaker[Session]) -> None:
    keep(sessions, arrival("a", "一"), arrival("b", "?%s:x"))
    with sessions() as session:
        rows = session.scalars(select(Incoming).order_by(Incoming.id)).all()
    assert [(row.once, row.payload) for row in rows] == [("a", "一"), ("b", "?%s:x")]
    assert {(row.ready_at, row.attempts, row.leased_until) for row in rows} == {(AT_ONCE, 0, None)}


def test_what_comes_again_in_a_batch_or_later_is_kept_once(sessions: sessionmaker[Session]) -> None:
    keep(sessions, arrival("a", "first"), arrival("a", "second"), arrival("b"))
    keep(sessions, arrival("b", "late"), arrival("c"))
    with sessions() as session:
        rows = session.execute(select(Incoming.once, Incoming.payload).order_by(Incoming.id)).all()
    assert [tuple(row) for row in rows] == [("a", "first"), ("b", "{}"), ("c", "{}")]


def test_times_are_written_as_every_other_statement_compares_them(sessions: sessionmaker[Session]) -> None:
    keep(sessions, arrival("a"))
    with sessions() as session:
        at_once = select(Incoming.id).where(Incoming.ready_at <= AT_ONCE, Incoming.ready_at >= AT_ONCE)
        assert session.scalars(at_once).all()


def test_what_is_handled_is_remembered_from_then_on(
    sessions: sessionmaker[Session], clock: HandClock
) -> None:
    keep(sessions, arrival("a"))
    clock.move(days=30)  # it waited long
    with sessions.begin() as session:
        handled(session.scalars(select(Incoming)).one(), None, now=clock.now())
    clock.move(days=3)
    with sessions.begin() as session:
        assert forget_handled(session, now=clock.now()) == 0
    clock.move(seconds=1)
    with sessions.begin() as session:
        assert forget_handled(session, now=clock.now()) == 1

"""Storing what arrives, and looking up what it was answered with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.base.lanes import State
from app.inbox.models import Incoming

KEEP = timedelta(days=3)
"""How long a handled update is remembered. Platforms repeat for less than eight hours."""

_TABLE: Table = Incoming.metadata.tables["inbox"]
_STORE = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(index_elements=["once"]),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(index_elements=["once"]),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update on its way into the store. `at` is the platform's clock (aware)."""

    once: str
    platform: str
    lane: str
    at: datetime
    payload: str


def store(connection: Connection, arrivals: Sequence[Arrival], *, now: datetime) -> None:
    """Put a batch into the inbox; what is there already stays as it is. The caller commits."""
    connection.execute(
        _STORE.get(connection.dialect.name, insert(_TABLE)),
        [
            {
                "once": arrival.once,
                "platform": arrival.platform,
                "lane": arrival.lane,
                "at": arrival.at,
                "payload": arrival.payload,
                "state": State.WAITING,
                "ready_at": now,
                "attempts": 0,
            }
            for arrival in arrivals
        ],
    )


def put_back(session: Session, arrival: Arrival, *, now: datetime) -> None:
    """What was handled once is to be handled anew, with what has been looked up for it; a second time is no error."""
    store(session.connection(), [arrival], now=now)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far an update has come, and what it was answered with."""

    handled: bool
    answer: str | None


def outcome(session: Session, once: str) -> Outcome:
    """Whether the update is handled. One that is not stored counts as not handled."""
    row = session.execute(select(Incoming.state, Incoming.answer).where(Incoming.once == once)).one_or_none()
    if row is None:
        return Outcome(handled=False, answer=None)
    return Outcome(handled=row.state != State.WAITING, answer=row.answer)


def forget_handled(session: Session, *, now: datetime, limit: int = 500) -> int:
    """Drop some updates handled long ago; the number dropped."""
    old = (
        select(Incoming.id)
        .where(Incoming.state != State.WAITING, Incoming.ready_at < now.astimezone(UTC) - KEEP)
        .order_by(Incoming.id)
        .limit(limit)
    )
    ids = session.scalars(old).all()
    if ids:
        session.execute(delete(Incoming).where(Incoming.id.in_(ids)))
    return len(ids)

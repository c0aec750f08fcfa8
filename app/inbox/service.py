"""Storing what arrives, and looking up what it was answered with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from msgspec import Struct
from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from app.base.db import stored_moment
from app.base.lanes import State
from app.inbox.models import Incoming

KEEP = timedelta(days=3)
"""How long a handled update is remembered. Platforms repeat for less than eight hours."""

_COLUMNS = ("once", "platform", "lane", "at", "payload", "state", "ready_at", "attempts")
_OR = {"sqlite": " OR FAIL"}
"""A statement of many rows that may have to take back half of itself keeps a journal of its own: half as fast again."""


class Arrival(Struct, frozen=True):
    """An update on its way into the store. `at` is the platform's clock (aware)."""

    once: str
    platform: str
    lane: str
    at: datetime
    payload: str


def store(connection: Connection, arrivals: Sequence[Arrival], *, now: datetime) -> None:
    """Put a batch into the inbox; what is there already stays as it is. The caller commits."""
    dialect = connection.dialect
    moment = stored_moment(dialect)
    ready_at = moment(now)
    values = [
        value
        for arrival in arrivals
        for value in (
            arrival.once,
            arrival.platform,
            arrival.lane,
            moment(arrival.at),
            arrival.payload,
            int(State.WAITING),
            ready_at,
            0,
        )
    ]
    connection.exec_driver_sql(_insertion(dialect.name, dialect.paramstyle, len(arrivals)), tuple(values))


@lru_cache(maxsize=512)
def _insertion(dialect: str, paramstyle: str, rows: int) -> str:
    """One statement for all: the database works on it without Python, which goes on meanwhile."""
    row = f"({', '.join(['?' if paramstyle == 'qmark' else '%s'] * len(_COLUMNS))})"
    return (
        f"INSERT{_OR.get(dialect, '')} INTO inbox ({', '.join(_COLUMNS)}) VALUES {', '.join([row] * rows)}"
        " ON CONFLICT (once) DO NOTHING"
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

"""Storing what arrives, and looking up what it was answered with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from msgspec import Struct
from sqlalchemy import Connection, Dialect, delete, select
from sqlalchemy.orm import Session

from app.base.lanes import AT_ONCE, State, finish
from app.inbox.models import Incoming

KEEP = timedelta(days=3)
"""How long a handled update is remembered. Platforms repeat for less than eight hours."""

_GIVEN = ("once", "lane", "payload")
_ALIKE = {"state": int(State.WAITING), "attempts": 0, "ready_at": f"'{AT_ONCE:%Y-%m-%d %H:%M:%S.%f}'"}
"""What every arrival has alike, as it is written into the statement."""
_OR = {"sqlite": " OR ROLLBACK"}
"""A statement of many rows that may have to take back half of itself keeps a journal of its own: half as fast again."""


class Arrival(Struct, frozen=True):
    """An update on its way into the store. `once` is what it is known by there, `lane` what is handled in order."""

    once: str
    lane: str
    payload: str


def storing(dialect: Dialect, arrivals: Sequence[Arrival]) -> tuple[str, tuple[str, ...]]:
    """The statement that puts a batch into the inbox, and its parameters; what is there already stays as it is."""
    values = [value for arrival in arrivals for value in (arrival.once, arrival.lane, arrival.payload)]
    return _insertion(dialect.name, dialect.paramstyle, len(arrivals)), tuple(values)


def store(connection: Connection, arrivals: Sequence[Arrival]) -> None:
    """Put a batch into the inbox, in the caller's transaction."""
    connection.exec_driver_sql(*storing(connection.dialect, arrivals))


@lru_cache(maxsize=512)
def _insertion(dialect: str, paramstyle: str, rows: int) -> str:
    """One statement for all: the database works on it without Python, which goes on meanwhile."""
    given = ["?" if paramstyle == "qmark" else "%s"] * len(_GIVEN)
    row = f"({', '.join([*given, *map(str, _ALIKE.values())])})"
    return (
        f"INSERT{_OR.get(dialect, '')} INTO inbox ({', '.join([*_GIVEN, *_ALIKE])})"
        f" VALUES {', '.join([row] * rows)} ON CONFLICT (once) DO NOTHING"
    )


def put_back(session: Session, arrival: Arrival) -> None:
    """What was handled once is to be handled anew, with what has been looked up for it; a second time is no error."""
    store(session.connection(), [arrival])


def handled(row: Incoming, answer: str | None, *, now: datetime) -> None:
    """Done, and answered with that; remembered from `now` (aware) on, by the process's clock."""
    row.answer, row.ready_at = answer, now
    finish(row)


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

"""Rows that are worked off in order per lane: the mechanism under the inbox and the outbox.

A row waits until it is done or given up. A worker leases the waiting rows of a lane for a while; within a lane
nothing overtakes, so a lane whose head is leased, or waits to be tried again, is left alone. A lease that runs
out (its worker died) makes the rows free for the next one.
"""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Index,
    SmallInteger,
    String,
    and_,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, aliased, declared_attr, mapped_column

AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""Ready since ever. Who adds a row may have another clock than who works it off: a chat's, or another process's. So it names
no moment, and nothing overtakes it where the clocks differ."""


class State(enum.IntEnum):
    """Where a row stands."""

    WAITING = 0
    DONE = 1
    DEAD = 2


class LaneRow:
    """The columns such a table has. Times are the process's own clock, never a playground's."""

    id: Mapped[int] = mapped_column(primary_key=True)
    lane: Mapped[str] = mapped_column(String(200))
    state: Mapped[int] = mapped_column(SmallInteger, default=State.WAITING)
    ready_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    failure: Mapped[str | None] = mapped_column(String(200))

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:  # noqa: N805
        name = cls.__tablename__  # type: ignore[attr-defined]
        return (
            partial_index(f"ix_{name}_waiting", "id", where=f"state = {State.WAITING:d}"),
            partial_index(
                f"ix_{name}_tried", "lane", "id", where=f"state = {State.WAITING:d} AND attempts > 0"
            ),
            partial_index(f"ix_{name}_dead", "id", where=f"state = {State.DEAD:d}"),
        )


def partial_index(name: str, *columns: str | InstrumentedAttribute[Any], where: str) -> Index:
    """An index of some rows only, on both kinds of database."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


Row = TypeVar("Row", bound=LaneRow)

# Written into the statement: a database uses a partial index where it sees that the condition is met, and where it has to
# look at a parameter for that, it plans the statement anew each time.
WAITING = literal_column(str(int(State.WAITING)), SmallInteger)
DEAD = literal_column(str(int(State.DEAD)), SmallInteger)
_NONE = literal_column("0", SmallInteger)


@dataclass(frozen=True, slots=True)
class Leased:
    """A row that a worker has for a while. What is in it is read again when its turn comes, if it is still theirs."""

    id: int
    lane: str
    attempts: int
    holder: str


def lease_rows(
    session: Session, model: type[LaneRow], *, now: datetime, limit: int, hold: timedelta
) -> Sequence[Leased]:
    """Lease up to `limit` waiting rows, oldest first, only from lanes that nobody holds and whose head is ready.

    Commit before working on them. Rows of one lane come together and in order.
    """
    _take_turns(session, model)
    other = aliased(model)
    blocked = (
        select(other.id)
        .where(
            other.state == WAITING,
            other.attempts > _NONE,  # only what was taken before can be held, or wait in front of others
            other.lane == model.lane,
            or_(other.leased_until > now, and_(other.ready_at > now, other.id <= model.id)),
        )
        .exists()
    )
    free = (
        select(model.id)
        .where(model.state == WAITING, model.ready_at <= now, ~blocked)
        .order_by(model.id)
        .limit(limit)
    )
    ids = session.scalars(free).all()
    if not ids:
        return ()
    holder = uuid4().hex
    leased = session.execute(
        update(model)
        .where(model.id.in_(ids))
        .values(leased_until=now + hold, leased_by=holder, attempts=model.attempts + 1)
        .returning(model.id, model.lane, model.attempts)
    )
    return [Leased(*row, holder) for row in sorted(leased.all())]


def _take_turns(session: Session, model: type[Row]) -> None:
    """Two processes that claim at once could split a lane between them."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(model.__tablename__))))  # type: ignore[attr-defined]


def lease_along(
    session: Session,
    model: type[Row],
    fits: Sequence[ColumnElement[bool]],
    same: Callable[[Row], bool],
    *,
    holder: str,
    now: datetime,
    limit: int,
    hold: timedelta,
) -> Sequence[Row]:
    """Lease to a holder further rows that fit and are the same, each ready and the first of its lane; oldest first."""
    _take_turns(session, model)
    other = aliased(model)
    ahead = (
        select(other.id).where(other.state == WAITING, other.lane == model.lane, other.id < model.id).exists()
    )
    free = or_(model.leased_until.is_(None), model.leased_until <= now, model.leased_by == holder)
    ready = select(model).where(model.state == WAITING, model.ready_at <= now, free, ~ahead, *fits)
    found = [row for row in session.scalars(ready.order_by(model.id).limit(limit)) if same(row)]
    for row in found:
        if row.leased_by != holder:
            row.attempts += 1
        row.leased_by, row.leased_until = holder, now + hold
    return found


def all_still_mine(
    session: Session, model: type[Row], row_ids: Sequence[int], holder: str | None
) -> Sequence[Row]:
    """The leased rows, locked and in order: without those whose lease was taken over, or that are done by now."""
    return session.scalars(
        select(model)
        .where(model.id.in_(row_ids), model.leased_by == holder, model.state == State.WAITING)
        .order_by(model.id)
        .with_for_update()
    ).all()


def still_mine(session: Session, model: type[Row], row_id: int, holder: str | None) -> Row | None:
    """The leased row, locked; None if its lease was taken over, or it is done by now."""
    return next(iter(all_still_mine(session, model, [row_id], holder)), None)


def finish(row: LaneRow) -> None:
    """Done: it leaves the lane."""
    row.state, row.leased_until, row.failure = State.DONE, None, None


def retry_later(row: LaneRow, *, at: datetime, why: str) -> None:
    """Keep it at the head of its lane until `at`."""
    row.ready_at, row.leased_until, row.failure = at, None, why[:200]


def bury(row: LaneRow, *, why: str) -> None:
    """Given up: it leaves the lane and is shown by `doctor`."""
    row.state, row.leased_until, row.failure = State.DEAD, None, why[:200]


def release(session: Session, model: type[Row], ids: Sequence[int]) -> None:
    """Give leased rows back untouched (a lane stopped before they came up)."""
    session.execute(
        update(model)
        .where(model.id.in_(ids), model.state == State.WAITING)
        .values(leased_until=None, attempts=model.attempts - 1)
    )

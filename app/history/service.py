"""The audit log, and undo made of it.

A verb runs its changes inside `recording`; what the session is about to write is kept as rows before and after.
Undo puts the rows back, as long as nobody changed them since.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import InstanceState, Session

from app.base.db import Base
from app.base.errors import TooLate
from app.history.models import Change

UNDO_FOR = timedelta(minutes=10)
"""D10: for how long a change can be taken back."""

Values = dict[str, Any]
_RECORDING = "huiban.recording"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before (None: it was made) and after (None: it was removed). Only changed columns, but for those."""

    table: str
    key: Values
    before: Values | None
    after: Values | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One entry of the log."""

    id: int
    verb: str
    by_id: int | None
    at: datetime
    rows: tuple[RowChange, ...]
    undone: bool


@contextmanager
def recording(
    session: Session,
    *,
    company_id: int,
    subject: str,
    verb: str,
    by_id: int | None,
    now: datetime,
    always: bool = False,
) -> Iterator[None]:
    """Everything the session changes inside the block becomes one entry of `subject`; nothing changed, no entry, but
    `always`.

    A verb inside a verb belongs to the outer one: what a person did in one go is taken back in one go.
    """
    if session.info.get(_RECORDING):
        yield
        return
    session.flush()
    before: dict[InstanceState[Any], Values | None] = {}
    held: list[object] = []  # the session lets go of what it has written; the log still needs it

    def collect(flushed: Session, _context: object, _instances: object) -> None:
        for state in _touched(flushed):
            held.append(state.obj())
            _remember(before, state)

    session.info[_RECORDING] = True
    event.listen(session, "before_flush", collect)
    try:
        yield
        session.flush()
    finally:
        event.remove(session, "before_flush", collect)
        del session.info[_RECORDING]
    rows = [_row(state, old) for state, old in before.items()]
    if rows or always:
        session.add(
            Change(
                company_id=company_id,
                subject=subject,
                verb=verb,
                by_id=by_id,
                at=now,
                rows=json.dumps([_as_json(row) for row in rows], ensure_ascii=False),
                undone=False,
            )
        )
        session.flush()


def log(session: Session, subject: str, *, limit: int = 20) -> list[ChangeView]:
    """The newest entries of a subject, newest first."""
    found = session.scalars(
        select(Change).where(Change.subject == subject).order_by(Change.id.desc()).limit(limit)
    )
    return [_view(change) for change in found]


def latest_of(session: Session, person_id: int, *, subject: str | None = None) -> ChangeView | None:
    """The newest change a person made (to `subject`) that is not taken back yet."""
    query = select(Change).where(Change.by_id == person_id, Change.undone.is_(False))
    if subject is not None:
        query = query.where(Change.subject == subject)
    change = session.scalar(query.order_by(Change.id.desc()).limit(1))
    return None if change is None else _view(change)


@dataclass(frozen=True, slots=True)
class ChangeAbout:
    """What a change was: its key, its subject, who made it, which verb."""

    id: int
    subject: str
    by_id: int | None
    verb: str


def about(session: Session, change_id: int) -> ChangeAbout | None:
    """What a change was about; None if there is none of that key."""
    change = session.get(Change, change_id)
    return None if change is None else ChangeAbout(change.id, change.subject, change.by_id, change.verb)


def mark_undone(session: Session, change_id: int, *, now: datetime) -> Change:
    """A change counts as taken back. Raises TooLate after ten minutes, or the second time (D10)."""
    change = session.get(Change, change_id, with_for_update=True)
    if change is None or change.undone or now - change.at > UNDO_FOR:
        raise TooLate()
    change.undone = True
    return change


def undo(session: Session, change_id: int, *, now: datetime) -> str:
    """Take one change back; its subject. Raises TooLate after ten minutes, twice, or when it was changed since (D10)."""
    change = mark_undone(session, change_id, now=now)
    for row in reversed(_view(change).rows):
        _put_back(session, row)
    session.flush()
    return change.subject


def _touched(session: Session) -> list[InstanceState[Any]]:
    objects = [*session.new, *(o for o in session.dirty if session.is_modified(o)), *session.deleted]
    return [inspect(o) for o in objects]


def _remember(known: dict[InstanceState[Any], Values | None], state: InstanceState[Any]) -> None:
    """Keep what a row was before its first change in this block."""
    fresh = _before(state)
    if state not in known:
        known[state] = fresh
        return
    already = known[state]
    if already is not None and fresh is not None:
        known[state] = {**fresh, **already}


def _before(state: InstanceState[Any]) -> Values | None:
    if state.transient or state.pending:
        return None
    if state.session is not None and state.obj() in state.session.deleted:
        return {column.key: getattr(state.obj(), column.key) for column in state.mapper.column_attrs}
    old: Values = {}
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes():
            old[column.key] = history.deleted[0] if history.deleted else None
    return old


def _row(state: InstanceState[Any], before: Values | None) -> RowChange:
    mapper, obj = state.mapper, state.obj()
    key = {
        column.key: getattr(obj, column.key)
        for column in mapper.column_attrs
        if column.columns[0].primary_key
    }
    table = str(mapper.local_table)
    if state.was_deleted or state.deleted:
        return RowChange(table, key, before, None)
    columns = [c.key for c in mapper.column_attrs] if before is None else list(before)
    return RowChange(table, key, before, {column: getattr(obj, column) for column in columns})


def _put_back(session: Session, row: RowChange) -> None:
    mapper = next(m for m in Base.registry.mappers if str(m.local_table) == row.table)
    found = session.get(mapper.class_, tuple(row.key.values()), with_for_update=True)
    if row.after is None:
        if found is not None or row.before is None:
            raise TooLate()
        session.add(mapper.class_(**_typed(mapper, row.before)))
        return
    if found is None or any(
        getattr(found, column) != value
        for column, value in _typed(mapper, row.after).items()
        if column != "version"
    ):
        raise TooLate()
    if row.before is None:
        session.delete(found)
        return
    for column, value in _typed(mapper, row.before).items():
        if column != "version":
            setattr(found, column, value)


def _typed(mapper: Any, values: Values) -> Values:
    """JSON back into what the columns hold."""
    typed: Values = {}
    for column, value in values.items():
        python = mapper.column_attrs[column].columns[0].type.python_type
        if value is None:
            typed[column] = None
        elif python is datetime:
            typed[column] = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        elif python is date:
            typed[column] = value if isinstance(value, date) else date.fromisoformat(value)
        else:
            typed[column] = python(value)
    return typed


def _as_json(row: RowChange) -> Values:
    def plain(values: Values | None) -> Values | None:
        return None if values is None else {name: _plain(value) for name, value in values.items()}

    return {"table": row.table, "key": plain(row.key), "before": plain(row.before), "after": plain(row.after)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _view(change: Change) -> ChangeView:
    rows = tuple(RowChange(**row) for row in json.loads(change.rows))
    return ChangeView(change.id, change.verb, change.by_id, change.at, rows, change.undone)

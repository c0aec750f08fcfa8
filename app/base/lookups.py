"""Rows found by what the outside calls them, asked for once per transaction.

Updates that are handled together come from the same chats and people and name the same departments; without this
each of them would ask for the same rows again.
"""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ExecutableOption

from app.base.db import Base

Found = TypeVar("Found", bound=Base)

_FOUND = "huiban.found"
_statements: dict[tuple[type[Base], tuple[str, ...]], Select[Any]] = {}


def find_once(session: Session, model: type[Found], **names: str | int) -> Found | None:
    """The row of these names (column = value, unique together), from the store or as this session found it before."""
    known: dict[tuple[object, ...], Found] = session.info.setdefault(_FOUND, {})
    key = (model, *names.values())
    found = known.get(key)
    if found is not None and found in session and _is_called(found, names):
        return found
    fresh: Found | None = session.scalar(_statement(model, tuple(names)), names)
    if fresh is not None:
        known[key] = fresh
    return fresh


def find_ahead(
    session: Session,
    model: type[Found],
    column: str,
    values: Collection[str],
    *options: ExecutableOption,
    **shared: str | int,
) -> Sequence[Found]:
    """The rows of several names at once; `find_once` has them at hand then, if asked with `shared` before `column`."""
    wanted = [getattr(model, name) == value for name, value in shared.items()]
    query = select(model).where(*wanted, getattr(model, column).in_(values)).options(*options)
    found = session.scalars(query).all()
    known = session.info.setdefault(_FOUND, {})
    known.update({(model, *shared.values(), getattr(row, column)): row for row in found})
    return found


def _is_called(found: Base, names: dict[str, str | int]) -> bool:
    return all(getattr(found, column) == value for column, value in names.items())


def _statement(model: type[Base], columns: tuple[str, ...]) -> Select[Any]:
    statement = _statements.get((model, columns))
    if statement is None:
        wanted = [getattr(model, column) == bindparam(column) for column in columns]
        statement = _statements[(model, columns)] = select(model).where(*wanted)
    return statement

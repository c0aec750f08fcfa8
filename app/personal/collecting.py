"""Everything that is kept about one person: each row of each table that speaks of them (D20)."""

import json
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Table, or_, select
from sqlalchemy.orm import Session

from app.base.db import Base
from app.people.models import Person


def as_json(session: Session, person: Person) -> bytes:
    """Their rows by table, UTF-8, moments in UTC. Of other people only their keys are in it."""
    found: dict[str, list[dict[str, Any]]] = {"people": [_row(session, person)]}
    for table in Base.metadata.sorted_tables:
        columns = about_people(table)
        if not columns:
            continue
        query = select(table).where(or_(*(table.c[name] == person.id for name in columns)))
        rows = [
            {name: _plain(value) for name, value in row.items()}
            for row in session.execute(query.order_by(*table.primary_key.columns)).mappings()
        ]
        if rows:
            found[table.name] = rows
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def about_people(table: Table) -> list[str]:
    """The columns of a table that name a person."""
    return [
        column.name
        for column in table.columns
        if any(key.target_fullname == "people.id" for key in column.foreign_keys)
    ]


def _row(session: Session, person: Person) -> dict[str, Any]:
    table = Base.metadata.tables["people"]
    row = session.execute(select(table).where(table.c.id == person.id)).mappings().one()
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value

"""Who is away, and who is reached instead (D4)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotFound
from app.calendars import Leave, reached_instead
from app.history.service import recording
from app.people import service as people
from app.people.models import LeaveRow, Person
from app.people.views import PersonView


@dataclass(frozen=True, slots=True)
class LeaveView:
    """A leave as a card shows it."""

    id: int
    person: PersonView
    start_on: date
    end_on: date
    deputy: PersonView | None
    cancelled: bool


def take(session: Session, person: Person, start_on: date, end_on: date, deputy: Person | None) -> LeaveRow:
    """Note somebody's own days away. Raises Invalid when the end is before the start, or the deputy is oneself."""
    if end_on < start_on:
        raise Invalid(field="leave.end", example="example.leave")
    if deputy is not None and deputy.id == person.id:
        raise Invalid(field="leave.deputy", example="example.deputy")
    row = LeaveRow(
        person_id=person.id,
        start_on=start_on,
        end_on=end_on,
        deputy_id=None if deputy is None else deputy.id,
        cancelled=False,
    )
    session.add(row)
    session.flush()
    return row


def cancel(session: Session, leave_id: int, *, by: Person, now: datetime) -> LeaveRow:
    """Take one's own leave back. Raises NotFound for another's."""
    row = session.get(LeaveRow, leave_id)
    if row is None or row.person_id != by.id:
        raise NotFound(what="what.leave", number="")
    with recording(
        session, company_id=by.company_id, subject=f"away:{row.id}", verb="cancel", by_id=by.id, now=now
    ):
        row.cancelled = True
    return row


def view(session: Session, leave_id: int) -> LeaveView | None:
    """How a leave is shown; None for none of that key."""
    row = session.get(LeaveRow, leave_id)
    if row is None:
        return None
    person = people.view(session, session.get_one(Person, row.person_id))
    return LeaveView(
        row.id, person, row.start_on, row.end_on, people.person(session, row.deputy_id), row.cancelled
    )


def reached(session: Session, person: Person, day: date) -> Person | None:
    """Who is told on that day: the person, the deputy (or the deputy's own), or nobody."""
    found = reached_instead(_of_day(session, person.company_id, day), str(person.id), day)
    return None if found is None else session.get_one(Person, int(found))


def stands_in_for(session: Session, person: Person, day: date) -> list[int]:
    """The ids of all whose reminders reach this person on that day, the person's own first."""
    leaves = _of_day(session, person.company_id, day)
    away = sorted({int(leave.person_id) for leave in leaves} - {person.id})
    own = str(person.id)
    return [person.id, *(one for one in away if reached_instead(leaves, str(one), day) == own)]


def _of_day(session: Session, company_id: int, day: date) -> tuple[Leave, ...]:
    """Every leave of a company that covers the day."""
    rows = session.scalars(
        select(LeaveRow)
        .join(Person, Person.id == LeaveRow.person_id)
        .where(
            Person.company_id == company_id,
            LeaveRow.cancelled.is_(False),
            LeaveRow.start_on <= day,
            LeaveRow.end_on >= day,
        )
    )
    return tuple(
        Leave(
            str(row.person_id),
            row.start_on,
            row.end_on,
            None if row.deputy_id is None else str(row.deputy_id),
        )
        for row in rows
    )

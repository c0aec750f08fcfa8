"""Who comes to a meeting: people as typed become people as known, departments become their contacts (U4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.base.errors import TooLong
from app.meetings.models import Attendee, Meeting, Topic
from app.meetings.views import WhoField
from app.outbox import service as outbox
from app.people import departments as roles
from app.people import service as people
from app.people.models import Chat, Company, Department, Person
from app.people.views import LONGEST_NAME
from app.projects import service as projects


@dataclass(frozen=True, slots=True)
class Unknown:
    """Somebody who has to be asked for: a department without a contact, or a name nobody (or more than one) bears."""

    department_id: int | None
    label: str

    @property
    def key(self) -> str:
        """Its name in the form that asks."""
        return f"department_{self.department_id}" if self.department_id is not None else f"name_{self.label}"


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as found: the person if known, the department if one was named, and what was typed otherwise."""

    person_id: int | None = None
    department_id: int | None = None
    label: str = ""


def find(session: Session, meeting: Meeting, field: WhoField) -> Who:
    """Whom a field means. A department is its contact in the project, else in the company (U4). Raises TooLong."""
    if len(field.name) > LONGEST_NAME:
        raise TooLong(field="what.name", most=LONGEST_NAME)
    company = session.get_one(Company, meeting.company_id)
    department = _department(session, company, field.department)
    person_id = _person_id(session, meeting, company, field)
    if person_id is None and department is not None and not field.name:
        person_id = contact_of(session, meeting, department)
    label = "" if person_id is not None or not field.name else field.name
    return Who(person_id, None if department is None else department.id, label)


def as_found(attendee: Attendee) -> Who:
    """Somebody who is invited already."""
    return Who(attendee.person_id, attendee.department_id, attendee.label)


def contact_of(session: Session, meeting: Meeting, department: Department) -> int | None:
    """Who speaks for a department as far as this meeting is concerned."""
    if meeting.project_id is None:
        return department.contact_id
    return projects.speakers(session, meeting.project_id, department)[0]


def unknown(session: Session, meeting: Meeting) -> tuple[Unknown, ...]:
    """Everybody who has to be asked for, each once, in the order they were named."""
    found: dict[Unknown, None] = {}
    rows: Iterable[tuple[int | None, int | None, str]] = [
        *((a.person_id, a.department_id, a.label) for a in meeting.attendees),
        *((t.owner_id, t.department_id, t.label) for t in meeting.topics),
    ]
    for person_id, department_id, label in rows:
        if person_id is not None or not (label or department_id):
            continue
        if label:
            found[Unknown(None, label)] = None
        elif department_id is not None:
            found[Unknown(department_id, session.get_one(Department, department_id).name)] = None
    return tuple(found)


def resolve(session: Session, meeting: Meeting) -> None:
    """Fill in the contacts that have become known since a department was named."""
    for row in _rows(meeting):
        if row.department_id is None or row.label or _known(row):
            continue
        contact = contact_of(session, meeting, session.get_one(Department, row.department_id))
        if contact is not None:
            _assign(meeting, row, contact)


def choose(
    session: Session,
    meeting: Meeting,
    chosen: Sequence[tuple[Unknown, Person]],
    *,
    chat: Chat,
    by: Person,
    now: datetime,
) -> None:
    """Say who is meant. A department's contact is remembered: for its project, and for the company where it has none."""
    for asked, person in chosen:
        if asked.department_id is not None:
            _remember(session, meeting, asked.department_id, person, chat=chat, by=by, now=now)
        for row in _rows(meeting):
            if _known(row):
                continue
            if asked.department_id is not None and not row.label and row.department_id == asked.department_id:
                _assign(meeting, row, person.id)
            elif asked.department_id is None and row.label == asked.label:
                row.label = ""
                _assign(meeting, row, person.id)


def invite(session: Session, meeting: Meeting, who: Iterable[Who], *, cc: bool) -> None:
    """Make those invited (or copied) exactly these, keeping what the ones who stay have answered."""
    wanted = _without_repeats(who)
    kept: list[Attendee] = []
    for one in wanted:
        row = _standing(meeting, one)
        if row is None:
            row = Attendee(person_id=one.person_id, department_id=one.department_id, label=one.label)
            meeting.attendees.append(row)
        row.cc = cc
        row.department_id = one.department_id or row.department_id
        kept.append(row)
    for row in [row for row in meeting.attendees if row.cc is cc and row not in kept]:
        _uninvite(session, meeting, row)
    session.flush()


def _uninvite(session: Session, meeting: Meeting, row: Attendee) -> None:
    """The invitations that stand say so."""
    company = session.get_one(Company, meeting.company_id)
    for subject in (f"invite:{row.id}", f"delegate:{row.id}", f"absence:{row.id}"):
        for place in outbox.places_of(session, company.platform, company.tenant, subject):
            outbox.owe_card(session, place, subject)
    meeting.attendees.remove(row)


def _without_repeats(who: Iterable[Who]) -> list[Who]:
    found: dict[object, Who] = {}
    for one in who:
        found.setdefault(one.person_id or (one.department_id, one.label), one)
    return [one for one in found.values() if one.person_id or one.department_id or one.label]


def _standing(meeting: Meeting, one: Who) -> Attendee | None:
    for row in meeting.attendees:
        if one.person_id is not None and row.person_id == one.person_id:
            return row
        if one.person_id is None and _open_key(row) == (one.department_id, one.label):
            return row
    return None


def _open_key(row: Attendee) -> tuple[int | None, str] | None:
    return None if row.person_id is not None else (row.department_id, row.label)


def _rows(meeting: Meeting) -> list[Attendee | Topic]:
    return [*meeting.attendees, *meeting.topics]


def _known(row: Attendee | Topic) -> bool:
    return (row.owner_id if isinstance(row, Topic) else row.person_id) is not None


def _assign(meeting: Meeting, row: Attendee | Topic, person_id: int) -> None:
    """Of two rows that turn out to be one person, the first stays, and comes if either was to."""
    if isinstance(row, Topic):
        row.owner_id = person_id
        return
    other = next((one for one in meeting.attendees if one.person_id == person_id), None)
    if other is None:
        row.person_id = person_id
        return
    other.department_id = other.department_id or row.department_id
    other.cc = other.cc and row.cc
    meeting.attendees.remove(row)


def _remember(
    session: Session,
    meeting: Meeting,
    department_id: int,
    person: Person,
    *,
    chat: Chat,
    by: Person,
    now: datetime,
) -> None:
    department = session.get_one(Department, department_id)
    if meeting.project_id is not None:
        projects.set_speaker(
            session, meeting.project_id, department.id, contact_id=person.id, decision_maker_id=None
        )
    if department.contact_id is None:
        roles.assign(session, department, "contact", person, by=by, chat=chat, now=now)


def _department(session: Session, company: Company, typed: str) -> Department | None:
    if not typed:
        return None
    return people.department_of(session, company, roles.rename_to_known(session, company, typed))


def _person_id(session: Session, meeting: Meeting, company: Company, field: WhoField) -> int | None:
    if field.external_id:
        return people.person_of(session, company, people.Known(field.external_id, field.name)).id
    if not field.name:
        return None
    found = people.people_named(session, company.id, field.name, chat_id=meeting.chat_id)
    return found[0].id if len(found) == 1 else None

"""Who reads the minutes of a meeting (S52, S53, X7), and where their group is."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from app.meetings import queries
from app.meetings.models import Meeting
from app.outbox.service import Place
from app.people import departments as roles
from app.people import service as people
from app.people.models import Chat, Company, Department, Person
from app.people.views import PersonView
from app.projects import service as projects


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody the minutes go to. Only who was invited, or stood in for somebody, may object (section 6)."""

    person: PersonView
    role: Literal["attendee", "delegate", "head", "copied"]

    @property
    def may_object(self) -> bool:
        """Whether [有异议] is theirs."""
        return self.role in {"attendee", "delegate"}


def readers(session: Session, meeting: Meeting) -> tuple[Reader, ...]:
    """Attendees, delegates, those copied, and the heads of their departments; each once, in that order.

    Of a confidential meeting only those who are named in it (X7).
    """
    found: dict[int, Reader] = {}

    def add(person_id: int | None, role: Literal["attendee", "delegate", "head", "copied"]) -> None:
        person = people.person(session, person_id)
        if person is not None and person.id not in found and queries.may_read(meeting, person.id):
            found[person.id] = Reader(person, role)

    for attendee in meeting.attendees:
        if not attendee.cc:
            add(attendee.person_id, "attendee")
            add(attendee.delegate_id, "delegate")
    for person_id in (meeting.host_id, meeting.recorder_id, meeting.initiator_id):
        add(person_id, "attendee")
    for attendee in meeting.attendees:
        add(attendee.person_id, "copied")
    for reader in tuple(found.values()):
        department = _department_of(session, reader.person.id)
        add(None if department is None else department.head_id, "head")
    return tuple(found.values())


def group_of(session: Session, meeting: Meeting) -> Place | None:
    """The home group of a meeting; None when it has none or is confidential (X7)."""
    chat = session.get_one(Chat, meeting.chat_id)
    if chat.private or meeting.confidential:
        return None
    company = session.get_one(Company, meeting.company_id)
    return Place(company.platform, company.tenant, chat=chat.external_id)


def private_place(session: Session, meeting: Meeting, person_id: int) -> Place:
    """The private chat with somebody of the meeting's company."""
    company = session.get_one(Company, meeting.company_id)
    person = session.get_one(Person, person_id)
    return Place(company.platform, company.tenant, person=person.external_id)


def decider_of(session: Session, meeting: Meeting, person_id: int) -> int:
    """The decision-maker of somebody's department, else its head, else themselves.

    Of a confidential meeting only somebody who is named in it; then the host (X7).
    """
    found = _decider(session, meeting, person_id)
    return found if queries.may_read(meeting, found) else meeting.host_id


def _decider(session: Session, meeting: Meeting, person_id: int) -> int:
    department = _department_of(session, person_id)
    if department is None:
        return person_id
    decider = department.decision_maker_id
    if meeting.project_id is not None:
        decider = projects.speakers(session, meeting.project_id, department)[1]
    return decider or department.head_id or person_id


def _department_of(session: Session, person_id: int) -> Department | None:
    return roles.own_department(session, session.get_one(Person, person_id))

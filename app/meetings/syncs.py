"""同步会 (S62–S64): convened by the clock on the eve, with what is open as its agenda."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.history.service import recording
from app.meetings import sync_rules
from app.meetings.filling import fill
from app.meetings.models import Dispute, Meeting, MeetingKind, MeetingStatus, Rsvp
from app.meetings.rules import LONGEST_SHORT
from app.meetings.shown import refresh
from app.meetings.views import MeetingFields, TopicField, WhoField
from app.needs.speakers import contacts_of
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from app.projects.models import Project
from app.tasks import queries as task_queries
from app.tasks.models import Risk, Task
from app.tasks.views import OPEN, TaskView


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is open in a project (S64), and who is concerned. Nothing of a confidential meeting (X7)."""

    late: tuple[TaskView, ...]
    due: tuple[TaskView, ...]
    disputes: tuple[str, ...]
    risks: tuple[str, ...]
    concerned: tuple[int, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to meet about."""
        return not (self.late or self.due or self.disputes or self.risks)

    @property
    def slots(self) -> dict[str, int]:
        """Minutes of each kind there is something of, in the order of the agenda."""
        return sync_rules.slots([(kind, len(getattr(self, kind))) for kind in sync_rules.KINDS])


@dataclass(frozen=True, slots=True)
class Words:
    """What a sync is called, and its topics in words."""

    title: str
    objective: str
    place: str
    topics: tuple[TopicField, ...]


def agenda_of(session: Session, project: Project, *, now: datetime, calendar: Calendar) -> Agenda:
    """What a project's sync has to speak of now."""
    today = calendar.local(now).date()
    tasks = [task_queries.view(session, task) for task in _tasks(session, project.id)]
    late = tuple(one for one in tasks if sync_rules.is_late(one.due_on, today))
    due = tuple(one for one in tasks if sync_rules.is_soon(one.due_on, today, calendar))
    disputes = _disputes(session, project.id)
    risks = session.scalars(
        select(Risk).where(Risk.project_id == project.id, Risk.settled_at.is_(None)).order_by(Risk.id)
    ).all()
    sides = [side.person_id for one in disputes for side in one.sides if side.person_id is not None]
    owners = [one.owner.id for one in (*late, *due)]
    return Agenda(
        late,
        due,
        tuple(one.point for one in disputes),
        tuple(one.text for one in risks),
        tuple(dict.fromkeys([*owners, *sides, *(one.by_id for one in risks)])),
    )


def _tasks(session: Session, project_id: int) -> Sequence[Task]:
    return session.scalars(
        select(Task)
        .outerjoin(Meeting, Meeting.id == Task.meeting_id)
        .where(
            Task.project_id == project_id,
            Task.status.in_(OPEN),
            or_(Task.meeting_id.is_(None), Meeting.confidential.is_(False)),
        )
        .order_by(Task.due_on, Task.number)
    ).all()


def _disputes(session: Session, project_id: int) -> Sequence[Dispute]:
    return session.scalars(
        select(Dispute)
        .join(Meeting, Meeting.id == Dispute.meeting_id)
        .where(
            Meeting.project_id == project_id, Meeting.confidential.is_(False), Dispute.settled_at.is_(None)
        )
        .order_by(Dispute.due_at, Dispute.id)
    ).all()


def convene(
    session: Session,
    project: Project,
    starts_at: datetime,
    agenda: Agenda,
    words: Words,
    *,
    now: datetime,
    calendar: Calendar,
) -> Meeting:
    """The sync of that moment (aware): announced if there is something to speak of, else a draft that proposes its own
    cancellation. Its project's owner hosts it."""
    meeting = Meeting(
        company_id=project.company_id,
        number=people.next_number(session, project.company_id, "meeting"),
        chat_id=project.home_chat_id,
        project_id=project.id,
        initiator_id=project.owner_id,
        host_id=project.owner_id,
        recorder_id=project.owner_id,
        kind=MeetingKind.SYNC,
        status=MeetingStatus.DRAFT,
        created_at=now,
    )
    session.add(meeting)
    session.flush()
    with _entry(session, meeting, "sync_convene", now):
        fill(session, meeting, _fields(session, project, starts_at, agenda, words))
        if not agenda.empty:
            meeting.status, meeting.published_at = MeetingStatus.PUBLISHED, now
            for attendee in meeting.attendees:
                if attendee.person_id == meeting.host_id:
                    attendee.rsvp, attendee.opened_at = Rsvp.YES, now
    refresh(session, meeting, now=now, calendar=calendar)
    return meeting


def _fields(
    session: Session, project: Project, starts_at: datetime, agenda: Agenda, words: Words
) -> MeetingFields:
    who = sync_rules.invited(project.owner_id, agenda.concerned, contacts_of(session, project.id))
    host = _who(session, project.owner_id)
    return MeetingFields(
        title=words.title,
        objective=words.objective,
        form="online",
        place=words.place,
        starts_at=starts_at,
        length=LONGEST_SHORT,
        attendees=tuple(_who(session, one) for one in who.required),
        copied=tuple(_who(session, one) for one in who.copied),
        topics=tuple(replace(topic, owner=host) for topic in words.topics),
    )


def _who(session: Session, person_id: int) -> WhoField:
    person = session.get_one(Person, person_id)
    return WhoField(external_id=person.external_id, name=person.name)


def convened(session: Session, project_id: int, starts_at: datetime) -> bool:
    """Whether the sync of that moment has been convened already, whatever became of it."""
    known = select(Meeting.id).where(
        Meeting.project_id == project_id, Meeting.kind == MeetingKind.SYNC, Meeting.starts_at == starts_at
    )
    return session.scalar(known.limit(1)) is not None


def lapse(session: Session, project_id: int, starts_at: datetime, *, now: datetime) -> None:
    """A sync without an agenda that nobody wanted to keep does not take place; a meeting saved."""
    meeting = session.scalar(
        select(Meeting).where(
            Meeting.project_id == project_id,
            Meeting.kind == MeetingKind.SYNC,
            Meeting.status == MeetingStatus.DRAFT,
            Meeting.starts_at == starts_at,
        )
    )
    if meeting is None or meeting.topics:
        return
    with _entry(session, meeting, "sync_lapse", now):
        meeting.status = MeetingStatus.CANCELLED
    calendar = calendar_of(session, session.get_one(Chat, meeting.chat_id))
    refresh(session, meeting, now=now, calendar=calendar)


def _entry(session: Session, meeting: Meeting, verb: str, now: datetime) -> AbstractContextManager[None]:
    """By nobody: the clock did it."""
    return recording(
        session,
        company_id=meeting.company_id,
        subject=f"meeting:{meeting.id}",
        verb=verb,
        by_id=None,
        now=now,
    )

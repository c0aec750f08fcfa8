"""Minutes, their objections and candidates, read for cards and files."""

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import Calendar, Hours, objection_closes
from app.meetings import queries
from app.meetings.minutes_models import Candidate, Minutes, Objection, Paragraph
from app.meetings.minutes_shown import answered, is_final, latest
from app.meetings.minutes_views import (
    SECTIONS,
    CandidateView,
    MinutesMaterial,
    MinutesView,
    NextMeeting,
    ObjectionView,
    Sections,
    TaskLine,
)
from app.meetings.models import Meeting, MeetingStatus, Topic
from app.meetings.readers import readers
from app.people import service as people
from app.people.models import Person
from app.people.views import PersonView
from app.tasks.models import Task, TaskStatus

ANSWER_WINDOW = Hours(24)
"""L4: an objection is answered within 24 hours."""


def material(session: Session, meeting: Meeting, calendar: Calendar, *, now: datetime) -> MinutesMaterial:
    """What the sections are assembled from."""
    tasks = session.scalars(
        select(Task)
        .where(Task.meeting_id == meeting.id, Task.status != TaskStatus.CANCELLED)
        .order_by(Task.number)
    )
    return MinutesMaterial(
        queries.view(session, meeting, calendar, now=now),
        tuple(_task(session, task) for task in tasks),
        _next_meeting(session, meeting),
    )


def written(session: Session, meeting_id: int) -> Sections:
    """The sections somebody wrote by hand since the last edition."""
    rows = session.scalars(select(Paragraph).where(Paragraph.meeting_id == meeting_id))
    return {row.section: row.text for row in rows}


def draft(session: Session, meeting_id: int, assembled: Sections) -> Sections:
    """What would be published now: written by hand, else as last published, else as assembled."""
    newest = latest(session, meeting_id)
    standing = assembled if newest is None else sections_of(newest)
    return {**standing, **written(session, meeting_id)}


def sections_of(minutes: Minutes) -> Sections:
    """The text of an edition."""
    stored = json.loads(minutes.text)
    return {section: str(stored[section]) for section in SECTIONS}


def view(session: Session, minutes: Minutes, calendar: Calendar, *, now: datetime) -> MinutesView:
    """One edition with its readers and what they said to it."""
    meeting = session.get_one(Meeting, minutes.meeting_id)
    newest = latest(session, meeting.id)
    before = session.scalar(
        select(Minutes).where(Minutes.meeting_id == meeting.id, Minutes.edition == minutes.edition - 1)
    )
    sections = sections_of(minutes)
    old = {} if before is None else sections_of(before)
    return MinutesView(
        id=minutes.id,
        edition=minutes.edition,
        newest=newest is not None and newest.id == minutes.id,
        sections=sections,
        changed={name: text for name, text in old.items() if text != sections[name]},
        published_at=minutes.published_at,
        publisher=_person(session, minutes.published_by_id),
        closes_at=minutes.closes_at,
        final=is_final(minutes, now=now),
        readers=readers(session, meeting),
        answered_ids=frozenset(answered(session, minutes)),
        objections=objections(session, minutes, calendar),
    )


def objections(session: Session, minutes: Minutes, calendar: Calendar) -> tuple[ObjectionView, ...]:
    """What was objected to an edition, oldest first."""
    rows = session.scalars(
        select(Objection)
        .where(Objection.meeting_id == minutes.meeting_id, Objection.at >= minutes.published_at)
        .order_by(Objection.id)
    )
    return tuple(objection_view(session, row, calendar) for row in rows)


def objection_view(session: Session, row: Objection, calendar: Calendar) -> ObjectionView:
    """One objection."""
    return ObjectionView(
        id=row.id,
        person=_person(session, row.person_id),
        section=row.section,
        text=row.text,
        at=row.at,
        answer_by=answer_by(row, calendar),
        answer=row.answer,
        dispute_id=row.dispute_id,
    )


def answer_by(objection: Objection, calendar: Calendar) -> datetime:
    """Until when an objection is to be answered (aware); on a day off it waits like the objection's own window."""
    return objection_closes(calendar, objection.at, ANSWER_WINDOW)


def candidates(session: Session, meeting_id: int) -> tuple[CandidateView, ...]:
    """The lines of a pasted transcript that wait for 收下 or 忽略, as they stood there."""
    rows = session.scalars(
        select(Candidate)
        .where(Candidate.meeting_id == meeting_id, Candidate.taken.is_(None))
        .order_by(Candidate.id)
    )
    return tuple(candidate_view(session, row) for row in rows)


def candidate_view(session: Session, row: Candidate) -> CandidateView:
    """One of them."""
    topic = None if row.topic_id is None else session.get(Topic, row.topic_id)
    return CandidateView(
        id=row.id,
        kind=row.kind,
        text=row.text,
        topic="" if topic is None else topic.title,
        owner=people.person(session, row.owner_id),
        owner_name=row.owner_name,
        due_on=row.due_on,
    )


def ended_in(session: Session, chat_id: int) -> list[Meeting]:
    """The meetings of a chat that are over, newest first."""
    found = session.scalars(
        select(Meeting)
        .where(Meeting.chat_id == chat_id, Meeting.status == MeetingStatus.ENDED)
        .order_by(Meeting.ended_at.desc(), Meeting.id.desc())
        .limit(20)
    )
    return list(found)


def ended_for(session: Session, person: Person) -> list[Meeting]:
    """The meetings somebody took part in that are over, newest first."""
    found = session.scalars(
        select(Meeting)
        .where(Meeting.company_id == person.company_id, Meeting.status == MeetingStatus.ENDED)
        .order_by(Meeting.ended_at.desc(), Meeting.id.desc())
        .limit(50)
    )
    return [m for m in found if any(r.person.id == person.id for r in readers(session, m))]


def _next_meeting(session: Session, meeting: Meeting) -> NextMeeting | None:
    """The next one of the project, else of the chat; a confidential one is not told of (X7)."""
    assert meeting.ended_at is not None
    same = (
        Meeting.chat_id == meeting.chat_id
        if meeting.project_id is None
        else Meeting.project_id == meeting.project_id
    )
    found = session.scalar(
        select(Meeting)
        .where(
            same,
            Meeting.id != meeting.id,
            Meeting.starts_at > meeting.ended_at,
            Meeting.status.in_((MeetingStatus.DRAFT, MeetingStatus.PUBLISHED)),
            Meeting.confidential.is_(False),
        )
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    if found is None or found.starts_at is None:
        return None
    return NextMeeting(found.number, found.title, found.starts_at)


def _task(session: Session, task: Task) -> TaskLine:
    return TaskLine(
        number=task.number,
        description=task.description,
        owner=_person(session, task.owner_id),
        departments=task.departments,
        due_on=task.due_on,
        status=task.status,
        deliverable=task.deliverable,
        edition=task.edition,
    )


def _person(session: Session, person_id: int) -> PersonView:
    return people.view(session, session.get_one(Person, person_id))

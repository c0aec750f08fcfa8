"""A live meeting, read for its cards."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.history import service as history
from app.history.service import UNDO_FOR
from app.meetings import queries
from app.meetings.live_rights import position
from app.meetings.live_views import HeadView, LiveView, NotedView
from app.meetings.models import Decision, HeadWord, Meeting, MeetingStatus, NotedTask, Segment
from app.meetings.timeline import Running, RunningTopic, planned_end, stretch_of
from app.people import service as people
from app.people.models import Person
from app.rulepacks import service as rulepacks
from app.tasks.rules import smart


def view(session: Session, meeting: Meeting, calendar: Calendar, *, now: datetime) -> LiveView:
    """The meeting as its live cards show it at `now` (aware)."""
    running = running_of(meeting)
    return LiveView(
        meeting=queries.view(session, meeting, calendar, now=now),
        running=running,
        stretch=None if running is None else stretch_of(running),
        position=position(meeting),
        noted=tuple(noted_view(session, row) for row in noted(session, meeting.id)),
        heads=heads(session, meeting.id),
        undo=_undo(session, meeting, now),
    )


def running_of(meeting: Meeting) -> Running | None:
    """Where it stands by the clock; None unless it runs."""
    if meeting.status != MeetingStatus.LIVE or meeting.segment is None:
        return None
    if meeting.segment_at is None or meeting.began_at is None:
        return None
    topic = next((t for t in meeting.topics if t.id == meeting.topic_id), None)
    begun = None
    if meeting.segment == Segment.TOPIC and topic is not None and topic.began_at is not None:
        begun = RunningTopic(topic.id, topic.began_at, topic.minutes, topic.extended)
    ends_at = planned_end(meeting.starts_at, meeting.length, meeting.began_at)
    return Running(meeting.segment, meeting.segment_at, meeting.began_at, ends_at, begun)


def noted(session: Session, meeting_id: int) -> list[NotedTask]:
    """The tasks noted in a meeting, oldest first."""
    return list(
        session.scalars(select(NotedTask).where(NotedTask.meeting_id == meeting_id).order_by(NotedTask.id))
    )


def noted_view(session: Session, row: NotedTask) -> NotedView:
    """One of them. Whether it is achievable its owner says when they accept it, so that point stays open (S93)."""
    pack = rulepacks.pack_of(session, session.get_one(Meeting, row.meeting_id).chat_id)
    return NotedView(
        id=row.id,
        topic_id=row.topic_id,
        description=row.description,
        owner=people.person(session, row.owner_id),
        due_on=row.due_on,
        deliverable=row.deliverable,
        risk=row.risk,
        countermeasure=row.countermeasure,
        smart=smart(
            description=row.description,
            deliverable=row.deliverable,
            accepted=False,
            linked=True,
            due_on=row.due_on,
        ),
        enough=pack.enough if pack.on("R14") else 0,
    )


def heads(session: Session, meeting_id: int) -> dict[int, tuple[HeadView, ...]]:
    """Who was asked about each major decision, and what they said (S84)."""
    rows = session.scalars(
        select(HeadWord)
        .join(Decision, Decision.id == HeadWord.decision_id)
        .where(Decision.meeting_id == meeting_id)
        .order_by(HeadWord.id)
    )
    found: dict[int, tuple[HeadView, ...]] = {}
    for row in rows:
        person = people.view(session, session.get_one(Person, row.person_id))
        said = HeadView(person, row.agreed, row.doubt)
        found[row.decision_id] = (*found.get(row.decision_id, ()), said)
    return found


def running_in(session: Session, chat_id: int) -> list[Meeting]:
    """The meetings of a chat that run now, the newest first."""
    return list(
        session.scalars(
            select(Meeting)
            .where(Meeting.chat_id == chat_id, Meeting.status == MeetingStatus.LIVE)
            .order_by(Meeting.began_at.desc())
        )
    )


def running_of_company(session: Session, company_id: int) -> list[Meeting]:
    """Every meeting of a company that runs now, the newest first."""
    return list(
        session.scalars(
            select(Meeting)
            .where(Meeting.company_id == company_id, Meeting.status == MeetingStatus.LIVE)
            .order_by(Meeting.began_at.desc())
        )
    )


def _undo(session: Session, meeting: Meeting, now: datetime) -> int | None:
    """The host's newest change that can still be taken back (D10)."""
    if meeting.status != MeetingStatus.LIVE:
        return None
    newest = history.latest_of(session, meeting.host_id, subject=f"live:{meeting.id}")
    return newest.id if newest is not None and now - newest.at <= UNDO_FOR else None

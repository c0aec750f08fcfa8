"""What the host does with a live meeting: begin, go from topic to topic, close, adjourn. One verb, one function.

Everything is rows, so a restart in the middle changes nothing. Buttons carry where the meeting was when they were
drawn (`seen`): a tap that comes late, or twice, is answered and does nothing.
"""

from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import TooLate
from app.calendars import Calendar
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.meetings import live_rights as rights
from app.meetings import shown
from app.meetings.live_queries import noted
from app.meetings.live_rights import Unfinished
from app.meetings.live_shown import redraw_forms, refresh
from app.meetings.minutes import meeting_ended
from app.meetings.models import (
    Attendee,
    Decision,
    Dispute,
    Meeting,
    MeetingStatus,
    Outcome,
    ParkedItem,
    Segment,
    Topic,
)
from app.people.models import Chat, Person
from app.tasks import service as tasks

CAN_BEGIN = frozenset({MeetingStatus.DRAFT, MeetingStatus.PUBLISHED})


def begin(session: Session, meeting: Meeting, *, by: Person, now: datetime, calendar: Calendar) -> bool:
    """[开始] (S34): the five minutes of opening run. False when it runs already. Raises NotAllowed, Over."""
    if meeting.status not in CAN_BEGIN:
        rights.require_live(meeting)
        return False
    callers = {meeting.host_id, meeting.initiator_id}
    rights.require_one_of(session, meeting, callers, by, "what.run_meeting")
    with entry(session, meeting, "begin", by, now):
        meeting.status, meeting.began_at = MeetingStatus.LIVE, now
        meeting.segment, meeting.segment_at, meeting.topic_id = Segment.OPENING, now, None
        for attendee in meeting.attendees:
            if by.id in {attendee.person_id, attendee.delegate_id} and attendee.present_at is None:
                attendee.present_at = now
    refresh(session, meeting, now=now)
    shown.refresh(session, meeting, now=now, calendar=calendar)
    return True


def go_on(session: Session, meeting: Meeting, *, seen: str, by: Person, now: datetime) -> None:
    """[下一议题] (S38): out of the opening, or of a topic that has a result; behind the last one comes the closing.

    Raises NotAllowed, NotBegun, Over, Past (a late tap), Unfinished (S43).
    """
    rights.require_host(session, meeting, by)
    rights.require_position(meeting, seen)
    with entry(session, meeting, "go_on", by, now):
        advance(session, meeting, now=now)
    refresh(session, meeting, now=now)


def put_off(
    session: Session,
    meeting: Meeting,
    topic: Topic,
    outcome: Outcome,
    note: str,
    *,
    by: Person,
    now: datetime,
) -> None:
    """搁置 or 会后专项 (S43, S92), for the topic under discussion or one that was not reached.

    What was concluded on it before stays. Raises NotAllowed, NotBegun, Over, TopicEnded.
    """
    rights.require_host(session, meeting, by)
    rights.require_open(topic)
    with entry(session, meeting, f"end_{outcome.value}", by, now):
        _end(topic, outcome, note, now=now)
        if meeting.segment == Segment.TOPIC and meeting.topic_id == topic.id:
            move_on(meeting, now)
    refresh(session, meeting, now=now)


def extend(session: Session, meeting: Meeting, topic: Topic, *, by: Person, now: datetime) -> bool:
    """延长5分钟, once (S92). False when it was extended before. Raises NotAllowed, NotBegun, Over, TopicEnded."""
    rights.require_host(session, meeting, by)
    rights.require_open(topic)
    if topic.extended:
        return False
    with entry(session, meeting, "extend", by, now):
        topic.extended = True
    refresh(session, meeting, now=now)
    return True


def take_up(
    session: Session,
    meeting: Meeting,
    topic: Topic,
    skipped: Outcome,
    note: str,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Discuss a topic out of turn (S38). Those before it are 搁置 or 会后专项, or with Outcome.NONE come afterwards (提前).

    Raises NotAllowed, NotBegun, Over, TopicEnded, Unfinished (the present one has no result yet).
    """
    rights.require_host(session, meeting, by)
    rights.require_open(topic)
    with entry(session, meeting, "take_up", by, now):
        present = current_topic(meeting)
        if present is not None and present.id != topic.id and present.outcome == Outcome.NONE:
            outcome = recorded_outcome(session, present)
            if outcome == Outcome.NONE:
                raise Unfinished(topic=present.title)
            _end(present, outcome, "", now=now)
        for before in meeting.topics:
            passed = before.position < topic.position and before.outcome == Outcome.NONE
            if passed and skipped != Outcome.NONE:
                _end(before, skipped, note, now=now)
        _start(meeting, topic, now)
    refresh(session, meeting, now=now)


def close_up(session: Session, meeting: Meeting, *, by: Person | None, now: datetime) -> None:
    """收尾 (S47): by the host or, ten minutes before the end, by the clock (`by` None). Twice is no error.

    A topic that is open then stays open until the host says what it ended in. Raises NotAllowed, NotBegun, Over.
    """
    if by is not None:
        rights.require_live(meeting)
        callers = {meeting.host_id, meeting.initiator_id}
        rights.require_one_of(session, meeting, callers, by, "what.run_meeting")
    if meeting.segment == Segment.CLOSING:
        return
    with entry(session, meeting, "close_up", by, now):
        topic = current_topic(meeting)
        if topic is not None and (outcome := recorded_outcome(session, topic)) != Outcome.NONE:
            _end(topic, outcome, "", now=now)
        meeting.segment, meeting.segment_at = Segment.CLOSING, now
    refresh(session, meeting, now=now)


def hand_over(
    session: Session, meeting: Meeting, to: Person, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """Somebody else hosts from now on (S35): one tap of the host or the initiator. Raises NotAllowed, Over, NotInvited."""
    if meeting.status not in CAN_BEGIN:
        rights.require_live(meeting)
    callers = {meeting.host_id, meeting.initiator_id}
    rights.require_one_of(session, meeting, callers, by, "what.run_meeting")
    if to.id not in rights.takers(meeting):
        raise rights.NotInvited(number=meeting.number, who=to.name)
    if meeting.host_id == to.id:
        return
    with entry(session, meeting, "hand_over", by, now):
        meeting.host_id = to.id
    refresh(session, meeting, now=now)
    shown.refresh(session, meeting, now=now, calendar=calendar)


def adjourn(session: Session, meeting: Meeting, *, by: Person, now: datetime, calendar: Calendar) -> int:
    """[散会] (S49): noted tasks become tasks with the host as their assigner, the minutes' clock starts. How many tasks.

    Parked items nobody placed go to the next agenda (S42). Raises NotAllowed, NotBegun, Over, and Unfinished while
    a topic has no result, a task no owner or day, or a dispute one side only: those block (S43, R7, S45).
    """
    rights.require_live(meeting)
    callers = {meeting.host_id, meeting.initiator_id}
    rights.require_one_of(session, meeting, callers, by, "what.run_meeting")
    with entry(session, meeting, "adjourn", by, now):
        for topic in meeting.topics:
            if topic.outcome == Outcome.NONE:
                outcome = recorded_outcome(session, topic)
                if outcome == Outcome.NONE:
                    raise Unfinished(topic=topic.title)
                _end(topic, outcome, "", now=now)
        _require_complete(session, meeting)
        for item in session.scalars(
            select(ParkedItem).where(ParkedItem.meeting_id == meeting.id, ParkedItem.goes_to == "")
        ):
            item.goes_to = "next"
        meeting.status, meeting.ended_at = MeetingStatus.ENDED, now
        meeting.segment = meeting.segment_at = meeting.topic_id = None
    given = _give_tasks(session, meeting, by=by, now=now, calendar=calendar)
    refresh(session, meeting, now=now)
    shown.refresh(session, meeting, now=now, calendar=calendar)
    meeting_ended(session, meeting, now=now, calendar=calendar)
    return given


def undo(
    session: Session, meeting_id: int, change: ChangeAbout, *, now: datetime, calendar: Calendar
) -> None:
    """Take one step back (D10). A meeting that was adjourned stays so: its tasks have gone out. Raises TooLate."""
    if change.verb == "adjourn":
        raise TooLate()
    history.undo(session, change.id, now=now)
    session.flush()
    session.expire_all()
    meeting = session.get_one(Meeting, meeting_id)
    refresh(session, meeting, now=now)
    shown.refresh(session, meeting, now=now, calendar=calendar)
    for topic in meeting.topics:
        redraw_forms(session, meeting, topic)


def advance(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """End the present topic with what was written down about it, and go on. Raises Unfinished (S43)."""
    topic = current_topic(meeting)
    if topic is not None and meeting.segment == Segment.TOPIC:
        outcome = recorded_outcome(session, topic)
        if outcome == Outcome.NONE:
            raise Unfinished(topic=topic.title)
        _end(topic, outcome, "", now=now)
    move_on(meeting, now)


def current_topic(meeting: Meeting) -> Topic | None:
    """The topic under discussion, or that was when the closing began."""
    return next((topic for topic in meeting.topics if topic.id == meeting.topic_id), None)


def recorded_outcome(session: Session, topic: Topic) -> Outcome:
    """What has been written down about a topic: a conclusion counts before a dispute, which is kept as well (S43)."""
    if session.scalar(select(Decision.id).where(Decision.topic_id == topic.id).limit(1)) is not None:
        return Outcome.DECISION
    if session.scalar(select(Dispute.id).where(Dispute.topic_id == topic.id).limit(1)) is not None:
        return Outcome.DISPUTE
    return Outcome.NONE


def move_on(meeting: Meeting, now: datetime) -> None:
    """To the next open topic in the order of the agenda, else to the closing."""
    following = next((topic for topic in meeting.topics if topic.outcome == Outcome.NONE), None)
    if following is None:
        meeting.segment, meeting.segment_at, meeting.topic_id = Segment.CLOSING, now, None
    else:
        _start(meeting, following, now)


def entry(
    session: Session, meeting: Meeting, verb: str, by: Person | None, now: datetime
) -> AbstractContextManager[None]:
    """One entry of the live meeting's log."""
    return recording(
        session,
        company_id=meeting.company_id,
        subject=f"live:{meeting.id}",
        verb=verb,
        by_id=None if by is None else by.id,
        now=now,
    )


def _start(meeting: Meeting, topic: Topic, now: datetime) -> None:
    topic.began_at = topic.began_at or now
    meeting.segment, meeting.segment_at, meeting.topic_id = Segment.TOPIC, now, topic.id


def _end(topic: Topic, outcome: Outcome, note: str, *, now: datetime) -> None:
    topic.outcome, topic.outcome_note, topic.ended_at = outcome, note, now


def _require_complete(session: Session, meeting: Meeting) -> None:
    for task in noted(session, meeting.id):
        if task.owner_id is None or task.due_on is None:
            raise Unfinished(topic=task.description)
    for dispute in session.scalars(select(Dispute).where(Dispute.meeting_id == meeting.id)):
        if len(dispute.sides) < 2:
            raise Unfinished(topic=dispute.point)


def _give_tasks(session: Session, meeting: Meeting, *, by: Person, now: datetime, calendar: Calendar) -> int:
    """A task born in a meeting has the host as assigner (section 6). Each noted one becomes a task once."""
    waiting = [row for row in noted(session, meeting.id) if row.task_id is None]
    for row in waiting:
        assert row.owner_id is not None
        assert row.due_on is not None
        task = tasks.create(
            session,
            chat=session.get_one(Chat, meeting.chat_id),
            owner=session.get_one(Person, row.owner_id),
            assigner=session.get_one(Person, meeting.host_id),
            description=row.description,
            due_on=row.due_on,
            by=by,
            now=now,
            calendar=calendar,
            project_id=meeting.project_id,
            meeting_id=meeting.id,
            topic_id=row.topic_id,
            deliverable=row.deliverable,
            departments=row.departments,
            risk=row.risk,
            countermeasure=row.countermeasure,
        )
        row.task_id = task.id
    return len(waiting)


def attendee_of(meeting: Meeting, person: Person) -> Attendee | None:
    """The invitation somebody sits there by: their own, else the one they stand in for."""
    own = next((a for a in meeting.attendees if a.person_id == person.id and not a.cc), None)
    return own or next((a for a in meeting.attendees if a.delegate_id == person.id and not a.cc), None)

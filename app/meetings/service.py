"""What is done with a meeting until it begins: draft, edit, publish, cancel, take back. One verb, one function."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotAllowed, NotFound, UserError
from app.calendars import Calendar
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.meetings import people as who
from app.meetings import queries, rules
from app.meetings.filling import fill, set_topic
from app.meetings.models import Meeting, MeetingKind, MeetingStatus, Rsvp, Topic
from app.meetings.shown import is_blank, refresh
from app.meetings.views import MeetingFields, TopicField, WhoField
from app.people import service as people
from app.people.models import Chat, Person
from app.projects import service as projects

OPEN = frozenset({MeetingStatus.DRAFT, MeetingStatus.PUBLISHED})
"""A meeting can be planned until it begins."""


class MeetingOver(UserError):
    """It has begun, is over, or will not take place. Details: number, state."""

    key = "meeting_over"


class WhichMeeting(UserError):
    """Several meetings may be meant. Details: names."""

    key = "which_meeting"


class NotComplete(UserError):
    """A notice needs more than this (S28). Details: number, names."""

    key = "meeting_not_complete"


def create(
    session: Session,
    fields: MeetingFields,
    *,
    chat: Chat,
    by: Person,
    now: datetime,
    calendar: Calendar,
    kind: MeetingKind = MeetingKind.NORMAL,
    need_id: int | None = None,
    project_id: int | None = None,
) -> Meeting:
    """Begin a meeting: a draft with a number, whatever is known of it so far. Whoever begins it hosts and records.
    Without a project it belongs to the only one that runs in its chat."""
    running = projects.running_in(session, chat.id)
    meeting = Meeting(
        company_id=chat.company_id,
        number=people.next_number(session, chat.company_id, "meeting"),
        chat_id=chat.id,
        project_id=project_id or (running[0].id if len(running) == 1 else None),
        need_id=need_id,
        initiator_id=by.id,
        host_id=by.id,
        recorder_id=by.id,
        kind=kind,
        status=MeetingStatus.DRAFT,
        created_at=now,
    )
    session.add(meeting)
    session.flush()
    with entry(session, meeting, "meeting_create", by, now):
        meeting.title = fields.title or ""
        meeting.necessity = fields.necessity or ""
        fill(session, meeting, fields)
        session.flush()
    refresh(session, meeting, now=now, calendar=calendar)
    return meeting


def blank_of(session: Session, by: Person, chat: Chat) -> Meeting | None:
    """The draft somebody opened in a chat and has not filled in yet: a bare 会议 opens it again."""
    newest = session.scalar(
        select(Meeting)
        .where(
            Meeting.initiator_id == by.id,
            Meeting.chat_id == chat.id,
            Meeting.status == MeetingStatus.DRAFT,
            Meeting.title == "",
        )
        .order_by(Meeting.id.desc())
        .limit(1)
    )
    return newest if newest is not None and is_blank(newest) else None


def edit(
    session: Session,
    meeting: Meeting,
    fields: MeetingFields,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
    adds: bool = False,
) -> None:
    """Change what is given, leave the rest; with `adds` those invited come on top of those who are. Raises
    NotAllowed, MeetingOver."""
    may_change(session, meeting, by)
    with entry(session, meeting, "meeting_edit", by, now):
        fill(session, meeting, fields, adds=adds)
    refresh(session, meeting, now=now, calendar=calendar)


def edit_topic(
    session: Session,
    topic: Topic,
    field: TopicField,
    brief: tuple[str, str, str],
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Change one topic's row and its brief: 当前进展, 待解决问题, 需决策事项 (S40). Its owner may, too. Raises
    NotAllowed, MeetingOver, Invalid."""
    meeting = session.get_one(Meeting, topic.meeting_id)
    if by.id != topic.owner_id or meeting.status not in OPEN:
        may_change(session, meeting, by)
    if not field.title:
        raise Invalid(field="topic.field.title", example="topic.example.title")
    with entry(session, meeting, "meeting_topic", by, now):
        set_topic(session, meeting, topic, field, keeps_owner=field.owner == WhoField())
        topic.progress, topic.problem, topic.decision_asked = brief
    refresh(session, meeting, now=now, calendar=calendar)


def set_project(session: Session, meeting: Meeting, project_id: int, *, by: Person) -> None:
    """Which of the running projects of its chat it belongs to (D19). Raises NotAllowed, MeetingOver."""
    may_change(session, meeting, by)
    if project_id in {project.id for project in projects.running_in(session, meeting.chat_id)}:
        meeting.project_id = project_id


def choose_people(
    session: Session,
    meeting: Meeting,
    chosen: Sequence[tuple[who.Unknown, Person]],
    *,
    chat: Chat,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Say who stands behind the departments and names nobody is known by yet (U4). Raises NotAllowed, MeetingOver."""
    may_change(session, meeting, by)
    with entry(session, meeting, "meeting_people", by, now):
        who.choose(session, meeting, chosen, chat=chat, by=by, now=now)
    refresh(session, meeting, now=now, calendar=calendar)


def publish(session: Session, meeting: Meeting, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """Send the notice (S27, S28): each who is to come is invited in private. Raises NotComplete, NotAllowed,
    MeetingOver; a second time is no error."""
    may_change(session, meeting, by)
    if meeting.status == MeetingStatus.PUBLISHED:
        return
    with entry(session, meeting, "meeting_publish", by, now):
        who.resolve(session, meeting)
        if missing := queries.missing(meeting):
            raise NotComplete(number=meeting.number, names=f"meeting.field.{missing[0]}")
        meeting.status, meeting.published_at = MeetingStatus.PUBLISHED, now
        for attendee in meeting.attendees:
            if attendee.person_id == meeting.host_id and attendee.rsvp == Rsvp.WAITING:
                attendee.rsvp, attendee.opened_at = Rsvp.YES, now
    refresh(session, meeting, now=now, calendar=calendar)


def cancel(session: Session, meeting: Meeting, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """It will not take place; twice is no error. Raises NotAllowed, MeetingOver."""
    if meeting.status == MeetingStatus.CANCELLED:
        return
    may_change(session, meeting, by)
    with entry(session, meeting, "meeting_cancel", by, now):
        meeting.status = MeetingStatus.CANCELLED
    refresh(session, meeting, now=now, calendar=calendar)


def reopen(session: Session, meeting: Meeting, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """Take up again what was cancelled or moved online: it is a draft, to be published anew. Raises NotAllowed."""
    _require(session, meeting, by)
    if meeting.status not in {MeetingStatus.CANCELLED, MeetingStatus.ONLINE}:
        return
    with entry(session, meeting, "meeting_reopen", by, now):
        meeting.status, meeting.published_at = MeetingStatus.DRAFT, None
        meeting.necessity = "" if meeting.necessity not in rules.NECESSITIES else meeting.necessity
        for attendee in meeting.attendees:
            attendee.rsvp, attendee.opened_at = Rsvp.WAITING, None
    refresh(session, meeting, now=now, calendar=calendar)


def put_online(session: Session, meeting: Meeting, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """S22: none of the three reasons to meet, so a card with read receipts and comments does. A meeting saved."""
    may_change(session, meeting, by)
    with entry(session, meeting, "meeting_online", by, now):
        meeting.status, meeting.necessity = MeetingStatus.ONLINE, "none"
    refresh(session, meeting, now=now, calendar=calendar)


def undo(
    session: Session, meeting_id: int, change: ChangeAbout, *, by: Person, now: datetime, calendar: Calendar
) -> Meeting:
    """Take one change back (D10). A meeting that was begun is cancelled: its number was seen. Raises TooLate."""
    meeting = session.get_one(Meeting, meeting_id)
    if change.verb == "meeting_create":
        history.mark_undone(session, change.id, now=now)
        if meeting.status in OPEN:
            cancel(session, meeting, by=by, now=now, calendar=calendar)
        return meeting
    history.undo(session, change.id, now=now)
    session.expire_all()
    refresh(session, meeting, now=now, calendar=calendar)
    return meeting


def may_change(session: Session, meeting: Meeting, by: Person) -> None:
    """Section 6: the initiator and the host, until it begins. Raises NotAllowed with who may, or MeetingOver."""
    _require(session, meeting, by)
    if meeting.status not in OPEN:
        raise MeetingOver(number=meeting.number, state=f"meeting.state.{meeting.status.value}")


def organisers(meeting: Meeting) -> tuple[int, ...]:
    """Who may plan it: the host, and the initiator."""
    return tuple(dict.fromkeys((meeting.host_id, meeting.initiator_id)))


def _require(session: Session, meeting: Meeting, by: Person) -> None:
    if by.id not in organisers(meeting):
        names = (people.person(session, one) for one in organisers(meeting))
        shown = "、".join(person.shown for person in names if person is not None)
        raise NotAllowed(what="what.edit_meeting", number=meeting.number, who=shown)


def by_number(session: Session, company_id: int, number: int, *, reader: Person) -> Meeting:
    """The meeting people call M34, for who may read of it (X7). Raises NotFound."""
    meeting = queries.by_number(session, company_id, number)
    if meeting is None or not queries.may_read(meeting, reader.id):
        raise NotFound(what="what.one_meeting", number=f"M{number}")
    return meeting


def by_id(session: Session, company_id: int, meeting_id: int, *, reader: Person) -> Meeting:
    """The meeting of that key, if it is this company's and the reader's (X7). Raises NotFound."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None or meeting.company_id != company_id or not queries.may_read(meeting, reader.id):
        raise NotFound(what="what.one_meeting", number="")
    return meeting


def listed(session: Session, chat: Chat, *, person: Person) -> list[Meeting]:
    """The coming meetings a list shows: in a group its own but the confidential ones, in private those one has a part in."""
    if not chat.private:
        return [one for one in queries.coming(session, chat.id) if not one.confidential and not is_blank(one)]
    return [one for one in queries.coming_for(session, person) if not is_blank(one)]


def entry(
    session: Session, meeting: Meeting, verb: str, by: Person, now: datetime
) -> AbstractContextManager[None]:
    """One entry of the meeting's log: what is changed inside is taken back in one go."""
    return recording(
        session,
        company_id=meeting.company_id,
        subject=f"meeting:{meeting.id}",
        verb=verb,
        by_id=by.id,
        now=now,
    )

"""What the invited answer: whether they come, who stands in, what they hand in, what they think of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotAllowed, NotFound
from app.calendars import Calendar
from app.meetings import queries
from app.meetings.models import (
    Attendee,
    Material,
    Meeting,
    MeetingStatus,
    Opinion,
    PreWork,
    Rsvp,
    Stance,
    Topic,
)
from app.meetings.readers import private_place
from app.meetings.service import OPEN, MeetingOver, entry, organisers
from app.meetings.shown import refresh
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Person


@dataclass(frozen=True, slots=True)
class Absence:
    """Why somebody cannot come and who stands in: with authority to decide, or to listen only (S37)."""

    reason: str
    delegate: Person | None
    decides: bool = False


def come(session: Session, attendee: Attendee, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """参加, for oneself; the host for somebody else, on record. Raises NotAllowed, MeetingOver."""
    meeting = _of(session, attendee, by)
    with entry(session, meeting, "meeting_come", by, now):
        attendee.rsvp, attendee.reason = Rsvp.YES, ""
        attendee.delegate_id, attendee.delegate_decides = None, False
        _opened(attendee, by, now)
    refresh(session, meeting, now=now, calendar=calendar)


def stay_away(
    session: Session, attendee: Attendee, given: Absence, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """我不能参加, with a reason and a delegate, who is invited (S37). Raises NotAllowed, MeetingOver, Invalid."""
    meeting = _of(session, attendee, by)
    if not given.reason:
        raise Invalid(field="absence.reason", example="absence.example.reason")
    if given.delegate is None:
        raise Invalid(field="absence.delegate", example="absence.example.delegate")
    if given.delegate.id == attendee.person_id:
        raise Invalid(field="absence.delegate", example="absence.example.delegate")
    with entry(session, meeting, "meeting_away", by, now):
        attendee.rsvp, attendee.reason = Rsvp.NO, given.reason
        attendee.delegate_id, attendee.delegate_decides = given.delegate.id, given.decides
        _opened(attendee, by, now)
    refresh(session, meeting, now=now, calendar=calendar)


def cannot_come(
    session: Session, attendee: Attendee, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """我不能参加, before reason and delegate are told: the ladder asks for them. Raises NotAllowed, MeetingOver."""
    meeting = _of(session, attendee, by)
    if attendee.rsvp == Rsvp.NO:
        return
    with entry(session, meeting, "meeting_away", by, now):
        attendee.rsvp = Rsvp.NO
        _opened(attendee, by, now)
    refresh(session, meeting, now=now, calendar=calendar)


def opened(session: Session, attendee: Attendee, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """Somebody looked at the notice or its material: the nudge to read ahead is not for them."""
    if attendee.opened_at is None and by.id == attendee.person_id:
        attendee.opened_at = now
        refresh(session, session.get_one(Meeting, attendee.meeting_id), now=now, calendar=calendar)


def hand_in(
    session: Session, prework: PreWork, text: str, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """提交材料: a link or a text, again to replace it (S31). Raises NotAllowed, MeetingOver, Invalid."""
    meeting = session.get_one(Meeting, prework.meeting_id)
    _still_open(meeting)
    if by.id not in _preparing(meeting, prework):
        raise NotAllowed(what="what.hand_in", who="who.invited")
    if not text:
        raise Invalid(field="material.text", example="material.example")
    with entry(session, meeting, "meeting_material", by, now):
        standing = next((m for m in prework.materials if m.person_id == by.id), None)
        if standing is None:
            prework.materials.append(Material(person_id=by.id, text=text, at=now))
        else:
            standing.text, standing.at = text, now
    refresh(session, meeting, now=now, calendar=calendar)


def opine(
    session: Session,
    meeting: Meeting,
    topic: Topic | None,
    stance: Stance,
    text: str,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> Opinion:
    """看过·无意见, 有意见 or 有异议 to a topic's material, or to all of it (S32). An objection on a topic suggests a
    talk beforehand to the organiser and those concerned, in private (S33). Raises NotAllowed, MeetingOver, Invalid."""
    if meeting.status != MeetingStatus.ONLINE:
        _still_open(meeting)
    if by.id not in _invited(meeting):
        raise NotAllowed(what="what.opine", who="who.invited")
    if stance != Stance.FINE and not text:
        raise Invalid(field="opinion.text", example="opinion.example")
    with entry(session, meeting, "meeting_opinion", by, now):
        opinion = _opinion(session, meeting, topic, by, now)
        opinion.stance, opinion.text, opinion.at = stance, text, now
        for attendee in meeting.attendees:
            if by.id in {attendee.person_id, attendee.delegate_id}:
                attendee.opened_at = attendee.opened_at or now
    if topic is not None and stance == Stance.OBJECTION:
        _suggest_talk(session, meeting, topic)
    refresh(session, meeting, now=now, calendar=calendar)
    return opinion


def note_talk(
    session: Session, topic: Topic, result: str, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """What the talk before the meeting came to (S33). Raises NotAllowed, Invalid."""
    meeting = session.get_one(Meeting, topic.meeting_id)
    if by.id not in talkers(session, meeting, topic):
        raise NotAllowed(what="what.note_talk", who="who.talkers")
    if not result:
        raise Invalid(field="talk.result", example="talk.example")
    with entry(session, meeting, "meeting_talk", by, now):
        topic.prior_talk = result
    refresh(session, meeting, now=now, calendar=calendar)


def talkers(session: Session, meeting: Meeting, topic: Topic) -> tuple[int, ...]:
    """Who talks beforehand: the organiser, the topic's owner, and whoever objects."""
    objecting = session.scalars(
        select(Opinion.person_id).where(Opinion.topic_id == topic.id, Opinion.stance == Stance.OBJECTION)
    )
    found = (meeting.host_id, topic.owner_id, *objecting)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def attendee_of(meeting: Meeting, person_id: int) -> Attendee | None:
    """The place somebody has in a meeting, as invited or as a delegate."""
    own = next((one for one in meeting.attendees if one.person_id == person_id), None)
    return own or next((one for one in meeting.attendees if one.delegate_id == person_id), None)


def attendee_by_id(session: Session, company_id: int, attendee_id: int, *, reader: Person) -> Attendee:
    """The attendee of that key, for who may read of the meeting (X7). Raises NotFound."""
    attendee = session.get(Attendee, attendee_id)
    meeting = None if attendee is None else session.get_one(Meeting, attendee.meeting_id)
    if attendee is None or meeting is None or meeting.company_id != company_id:
        raise NotFound(what="what.one_meeting", number="")
    if not queries.may_read(meeting, reader.id):
        raise NotFound(what="what.one_meeting", number="")
    return attendee


def topic_by_id(session: Session, company_id: int, topic_id: int, *, reader: Person) -> tuple[Meeting, Topic]:
    """The topic of that key with its meeting, for who may read of it (X7). Raises NotFound."""
    topic = session.get(Topic, topic_id)
    meeting = None if topic is None else session.get_one(Meeting, topic.meeting_id)
    if topic is None or meeting is None or meeting.company_id != company_id:
        raise NotFound(what="what.one_topic", number="")
    if not queries.may_read(meeting, reader.id):
        raise NotFound(what="what.one_topic", number="")
    return meeting, topic


def _of(session: Session, attendee: Attendee, by: Person) -> Meeting:
    """Each for oneself; host and initiator on behalf (section 6)."""
    meeting = session.get_one(Meeting, attendee.meeting_id)
    if by.id not in {attendee.person_id, *organisers(meeting)}:
        person = people.person(session, attendee.person_id)
        raise NotAllowed(what="what.rsvp", who="who.oneself" if person is None else person.shown)
    _still_open(meeting)
    return meeting


def _still_open(meeting: Meeting) -> None:
    if meeting.status not in OPEN and meeting.status != MeetingStatus.LIVE:
        raise MeetingOver(number=meeting.number, state=f"meeting.state.{meeting.status.value}")


def _opened(attendee: Attendee, by: Person, now: datetime) -> None:
    if by.id == attendee.person_id:
        attendee.opened_at = attendee.opened_at or now


def _invited(meeting: Meeting) -> set[int | None]:
    found: set[int | None] = {meeting.host_id, meeting.initiator_id, meeting.recorder_id}
    for attendee in meeting.attendees:
        found |= {attendee.person_id, attendee.delegate_id}
    return found


def _preparing(meeting: Meeting, prework: PreWork) -> set[int | None]:
    """Its owner, or everybody who comes; a delegate may hand in, and so may the organiser."""
    return _invited(meeting) if prework.owner_id is None else {prework.owner_id, *organisers(meeting)}


def _opinion(session: Session, meeting: Meeting, topic: Topic | None, by: Person, now: datetime) -> Opinion:
    topic_id = None if topic is None else topic.id
    standing = session.scalar(
        select(Opinion).where(
            Opinion.meeting_id == meeting.id,
            Opinion.person_id == by.id,
            Opinion.topic_id.is_(None) if topic_id is None else Opinion.topic_id == topic_id,
        )
    )
    if standing is None:
        standing = Opinion(
            meeting_id=meeting.id, topic_id=topic_id, person_id=by.id, stance=Stance.FINE, text="", at=now
        )
        session.add(standing)
    return standing


def _suggest_talk(session: Session, meeting: Meeting, topic: Topic) -> None:
    session.flush()
    for person_id in talkers(session, meeting, topic):
        outbox.owe_card(session, private_place(session, meeting, person_id), f"talk:{topic.id}")

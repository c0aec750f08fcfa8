"""Who is there, and whether they agree to the conclusions before the meeting is closed (S36, S37, S49)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.base.errors import Invalid
from app.meetings import live_rights as rights
from app.meetings.live import attendee_of, entry
from app.meetings.live_rights import NotClosing, NotInvited
from app.meetings.live_shown import refresh
from app.meetings.models import Attendee, Meeting, Rsvp, Segment, Stance
from app.people import service as people
from app.people.models import Person


def sign_in(session: Session, meeting: Meeting, *, by: Person, now: datetime) -> datetime:
    """[签到] (S36); when (aware): a second tap changes nothing. Somebody who had cancelled and comes counts as coming.

    Raises NotBegun, Over, NotInvited.
    """
    attendee = _own(session, meeting, by)
    if attendee.present_at is not None:
        return attendee.present_at
    with entry(session, meeting, "sign_in", by, now):
        _mark(attendee, now, oneself=attendee.person_id == by.id)
    refresh(session, meeting, now=now)
    return now


def mark_present(
    session: Session,
    meeting: Meeting,
    attendee_ids: Collection[int],
    *,
    by: Person,
    now: datetime,
) -> None:
    """The host signs in those who have no phone at hand (logged). Raises NotAllowed, NotBegun, Over."""
    rights.require_writer(session, meeting, by)
    with entry(session, meeting, "mark_present", by, now):
        for attendee in meeting.attendees:
            if attendee.id in attendee_ids and attendee.present_at is None:
                _mark(attendee, now, oneself=False)
    refresh(session, meeting, now=now)


def agree(session: Session, meeting: Meeting, *, by: Person, now: datetime) -> None:
    """[无异议], which also takes an objection back. Raises NotBegun, Over, NotClosing, NotInvited."""
    attendee = _own(session, meeting, by)
    _require_closing(meeting)
    if attendee.stance == Stance.FINE:
        return
    with entry(session, meeting, "agree", by, now):
        attendee.stance, attendee.objection = Stance.FINE, ""
    refresh(session, meeting, now=now)


def object_to(session: Session, meeting: Meeting, text: str, *, by: Person, now: datetime) -> None:
    """[有异议] with its words (S49). Raises NotBegun, Over, NotClosing, NotInvited, Invalid (no words)."""
    attendee = _own(session, meeting, by)
    _require_closing(meeting)
    if not text:
        raise Invalid(field="live.field.objection", example="live.example.objection")
    with entry(session, meeting, "object", by, now):
        attendee.stance, attendee.objection = Stance.OBJECTION, text
    refresh(session, meeting, now=now)


def require_closing(session: Session, meeting: Meeting, by: Person) -> Attendee:
    """Somebody who has a say, at the closing. Raises NotBegun, Over, NotClosing, NotInvited."""
    attendee = _own(session, meeting, by)
    _require_closing(meeting)
    return attendee


def _own(session: Session, meeting: Meeting, by: Person) -> Attendee:
    rights.require_live(meeting)
    attendee = attendee_of(meeting, by)
    if attendee is None:
        host = people.person(session, meeting.host_id)
        raise NotInvited(number=meeting.number, who="who.host" if host is None else host.shown)
    return attendee


def _require_closing(meeting: Meeting) -> None:
    if meeting.segment != Segment.CLOSING:
        raise NotClosing(number=meeting.number)


def _mark(attendee: Attendee, now: datetime, *, oneself: bool) -> None:
    attendee.present_at = now
    if oneself and attendee.rsvp == Rsvp.NO:
        attendee.rsvp = Rsvp.YES

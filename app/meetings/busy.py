"""R16: who has another meeting of ours at the same time."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.models import Attendee, Meeting, MeetingStatus, Rsvp

AHEAD = (MeetingStatus.DRAFT, MeetingStatus.PUBLISHED)
LONGEST = timedelta(days=1)


def busy_then(session: Session, meeting: Meeting) -> frozenset[int]:
    """Who of those invited has said nothing against another meeting of ours at the same time (S28)."""
    if meeting.status not in AHEAD or meeting.starts_at is None or meeting.length is None:
        return frozenset()
    ends_at = meeting.starts_at + timedelta(minutes=meeting.length)
    invited = [one.person_id for one in meeting.attendees if one.person_id is not None and not one.cc]
    rows = session.execute(
        select(Attendee.person_id, Meeting.starts_at, Meeting.length)
        .join(Meeting, Meeting.id == Attendee.meeting_id)
        .where(
            Attendee.person_id.in_(invited),
            Attendee.cc.is_(False),
            Attendee.rsvp != Rsvp.NO,
            Meeting.id != meeting.id,
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.starts_at < ends_at,
            Meeting.starts_at > meeting.starts_at - LONGEST,
        )
    )
    return frozenset(
        person_id
        for person_id, starts_at, length in rows
        if person_id is not None
        and starts_at is not None
        and starts_at + timedelta(minutes=length or 0) > meeting.starts_at
    )

"""纪要: drafted when a meeting ends, written over, published, amended (S50–S55, X6)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.meetings import settling
from app.meetings.minutes_shown import refresh
from app.meetings.models import Meeting


def meeting_ended(session: Session, meeting: Meeting, *, now: datetime, calendar: Calendar) -> None:
    """After 散会: the recorder gets the draft and L3 begins (S50); both sides of each open dispute are asked (L8).

    Expects `meeting.ended_at` and the status to be set.
    """
    refresh(session, meeting, now=now, calendar=calendar)
    for dispute in settling.unsettled(session, meeting.id):
        settling.raised(session, dispute, now=now, calendar=calendar)

"""When the minutes of a meeting are due, by the rules of its chat (S50, U2)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.meetings.models import Meeting
from app.meetings.views import MeetingView
from app.reminders.minutes_ladder import minutes_due
from app.rulepacks import service as rulepacks


def rolls(session: Session, meeting: Meeting | MeetingView) -> bool:
    """Whether its chat lets 24 hours that end on a day off run on to the next working day."""
    return rulepacks.pack_of(session, meeting.chat_id).rolls


def due_of(session: Session, meeting: Meeting | MeetingView, calendar: Calendar) -> datetime:
    """The moment (aware). The meeting is over."""
    assert meeting.ended_at is not None
    return minutes_due(meeting.ended_at, rolling=calendar if rolls(session, meeting) else None)

"""G11: the group's 今日提醒, one a day, redrawn through the day."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.meetings.day_posts import planned_posts
from app.meetings.models import Meeting
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.reminders.service import Due
from scheduler.posts import post_today


def remind_of_agenda(session: Session, due: Due, now: datetime) -> None:
    """A meeting's line in the post; nothing when it is no longer planned (G6)."""
    meeting = session.get(Meeting, int(due.subject.partition(":")[2]))
    if meeting is None:
        return
    calendar = calendar_of(session, session.get_one(Chat, meeting.chat_id))
    if any(planned.recipient == due.recipient for planned in planned_posts(session, meeting, calendar)):
        post_today(session, due, now)

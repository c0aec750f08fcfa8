"""G11: the group's 今日提醒, one a day, redrawn through the day."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.meetings.day_posts import planned_posts
from app.meetings.models import Meeting
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company
from app.reminders.day_posts import today_subject
from app.reminders.service import Due


def remind_of_agenda(session: Session, due: Due, now: datetime) -> None:
    """A meeting's line in the post; nothing when it is no longer planned (G6)."""
    meeting = session.get(Meeting, int(due.subject.partition(":")[2]))
    if meeting is None:
        return
    calendar = calendar_of(session, session.get_one(Chat, meeting.chat_id))
    if any(planned.recipient == due.recipient for planned in planned_posts(session, meeting, calendar)):
        post_today(session, due, now)


def post_today(session: Session, due: Due, now: datetime) -> None:
    """Owe the post of the group a reminder is for, on a day its people work."""
    chat = session.get_one(Chat, int(due.recipient.partition(":")[2]))
    calendar = calendar_of(session, chat)
    day = calendar.local(now).date()
    if chat.active and calendar.is_workday(day):
        company = session.get_one(Company, chat.company_id)
        place = Place(company.platform, company.tenant, chat=chat.external_id)
        outbox.owe_card(session, place, today_subject(chat.id, day))

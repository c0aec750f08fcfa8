"""G9: in a group only a few posts a day come by the clock; the rest waits, or is a line of 今日提醒."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from app.calendars import into_window_after, with_offset
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.models import Chat, Company
from app.reminders import service as reminders
from app.reminders.day_posts import today_subject
from app.reminders.service import Due
from app.rulepacks import service as rulepacks
from scheduler.chats import calendar_for, chat_for

KEPT_FOR = frozenset(("weekly_digest", "update_digest", "urgent_digest", "sync_agenda"))
"""What has its day, and cannot wait: room is kept for it, beside one post for everything else."""


def has_room(session: Session, due: Due, now: datetime) -> bool:
    """Take one of the posts its group hears a day; False when there is none left, or those left are kept for others."""
    chat, calendar = chat_for(session, due), calendar_for(session, due)
    day = calendar.local(now).date()
    most = rulepacks.pack_of(session, chat.id).posts
    if due.step not in KEPT_FOR:
        end = calendar.at(day + timedelta(days=1), time(0))
        most = max(1, most - reminders.still_planned(session, f"chat:{chat.id}", KEPT_FOR, until=end))
    return reminders.take_post(session, due, chat.id, day, most=most, now=now)


def post_or_wait(session: Session, due: Due, now: datetime, post: Callable[[Session], None]) -> None:
    """Post what must not be lost; on a day that is full it waits for the next one people work."""
    if has_room(session, due, now):
        post(session)
        return
    calendar = calendar_for(session, due)
    tomorrow = calendar.at(calendar.local(now).date() + timedelta(days=1), time(0))
    then = with_offset(calendar, into_window_after(calendar, tomorrow), due.recipient)
    reminders.put_off(session, due, then, missed=False)


def post_today(session: Session, due: Due, now: datetime, *, any_day: bool = False) -> None:
    """今日提醒 of a group, on a day its people work (or `any_day`): redrawn where it stands, else posted (G11)."""
    chat, calendar = chat_for(session, due), calendar_for(session, due)
    day = calendar.local(now).date()
    if not chat.active or chat.private or not (any_day or calendar.is_workday(day)):
        return
    place, subject = _post_of(session, chat, day)
    if outbox.stands_or_comes(session, place, subject) or has_room(session, due, now):
        outbox.owe_card(session, place, subject)


def take_lines(session: Session, due: Due, now: datetime) -> list[Due]:
    """The other lines that are due in a post of 今日提醒 that stands, or comes: all of them are drawn on it."""
    chat = chat_for(session, due)
    place, subject = _post_of(session, chat, calendar_for(session, due).local(now).date())
    if not outbox.stands_or_comes(session, place, subject):
        return []
    until = now + timedelta(microseconds=1)
    return reminders.take_rest(
        session, place.platform, [due.recipient], until=until, now=now, fits=lambda one: one.step == "today"
    )


def _post_of(session: Session, chat: Chat, day: date) -> tuple[Place, str]:
    company = session.get_one(Company, chat.company_id)
    return Place(company.platform, company.tenant, chat=chat.external_id), today_subject(chat.id, day)

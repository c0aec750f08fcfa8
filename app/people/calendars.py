"""The calendar of a chat: its zone, and the days its office has off, or works, by itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import CHINA, Calendar, read_office_hours, with_hours
from app.history.service import recording
from app.people.models import Chat, ChatDay, Person

WEEKDAYS_ONLY = "weekdays"
"""Holidays of a chat that keeps to Monday to Friday, whatever the State Council says."""


@lru_cache(maxsize=256)
def calendar_in(timezone: str, hours: str = "", *, official: bool = True) -> Calendar:
    """The State Council's calendar (or the plain week) in an IANA zone, with an office's hours."""
    return with_hours(replace(CHINA, zone=ZoneInfo(timezone), official=official), read_office_hours(hours))


def calendar_of(session: Session, chat: Chat) -> Calendar:
    """The chat's calendar: its zone, its hours, whose holidays it keeps, and its own exceptions (D3)."""
    days = exceptions_of(session, chat)
    usual = calendar_in(chat.timezone, chat.office_hours or "", official=chat.holidays != WEEKDAYS_ONLY)
    return replace(usual, exceptions=MappingProxyType(days)) if days else usual


def exceptions_of(session: Session, chat: Chat) -> dict[date, bool]:
    """The chat's own days, and whether they are worked. A session reads them once."""
    return {row.day: row.working for row in session.get_one(Chat, chat.id).own_days}


def set_exceptions(
    session: Session, chat: Chat, days: Mapping[date, bool], *, by: Person, now: datetime
) -> None:
    """Replace the chat's own days as a whole."""
    with recording(
        session, company_id=chat.company_id, subject=f"settings:{chat.id}", verb="days", by_id=by.id, now=now
    ):
        for row in session.scalars(select(ChatDay).where(ChatDay.chat_id == chat.id)):
            session.delete(row)
        session.flush()
        session.add_all(ChatDay(chat_id=chat.id, day=day, working=working) for day, working in days.items())
        session.flush()
        session.expire(chat, ["own_days"])

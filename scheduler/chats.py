"""Whose days count: a reminder keeps the hours of the chat that its subject is at home in (G1, D3)."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.meetings.minutes_models import Objection
from app.meetings.models import Dispute, Meeting
from app.needs.models import Need
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects.models import Project
from app.reminders.service import Due
from app.reviews.models import Retro
from app.tasks.models import Delay, Risk, Task


def calendar_for(session: Session, due: Due) -> Calendar:
    """The zone, the days off and the extra working days that a reminder heeds."""
    return calendar_of(session, chat_for(session, due))


def chat_for(session: Session, due: Due) -> Chat:
    """The group it is for; what is for a person is about something that lives in a chat."""
    whose, _, key = due.recipient.partition(":")
    if whose == "chat":
        return session.get_one(Chat, int(key))
    kind, _, key = due.subject.partition(":")
    return session.get_one(Chat, HOMES[kind](session, int(key)))


def _project(session: Session, key: int) -> int:
    return session.get_one(Project, key).home_chat_id


def _meeting(session: Session, key: int) -> int:
    return session.get_one(Meeting, key).chat_id


def _task(session: Session, key: int) -> int:
    return session.get_one(Task, key).chat_id


HOMES: dict[str, Callable[[Session, int], int]] = {
    "need": lambda session, key: _project(session, session.get_one(Need, key).project_id),
    "live": _meeting,
    "agenda": _meeting,
    "meeting": _meeting,
    "minutesdraft": _meeting,
    "objection": lambda session, key: _meeting(session, session.get_one(Objection, key).meeting_id),
    "dispute": lambda session, key: _meeting(session, session.get_one(Dispute, key).meeting_id),
    "task": _task,
    "taskdelay": lambda session, key: _task(session, session.get_one(Delay, key).task_id),
    "week": lambda _session, key: key,
    "project": _project,
    "rhythm": _project,
    "risk": lambda session, key: session.get_one(Risk, key).chat_id,
    "retro": lambda session, key: _project(session, session.get_one(Retro, key).project_id),
}
"""A subject's kind to the chat it is at home in."""

"""What a planned reminder is about, in one line: for the playground's side panel, and for whoever stands in."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.meetings.minutes_models import Objection
from app.meetings.models import Dispute, Meeting
from app.needs.models import Need
from app.people.models import Chat
from app.projects.models import Project
from app.reminders.service import Due
from app.reviews.models import Retro
from app.tasks.models import Delay, Risk, Task
from bot.texts import say


def describe(session: Session, due: Due) -> str:
    """The line of a reminder."""
    return say(f"plan.{due.step}", about=_about(session, due.subject))


def _about(session: Session, subject: str) -> str:
    """What a subject (`need:12`) is called: its number and its name."""
    kind, _, key = subject.partition(":")
    return _ABOUT[kind](session, int(key))


def _need(session: Session, key: int) -> str:
    need = session.get_one(Need, key)
    return f"N{need.number} {session.get_one(Project, need.project_id).name}"


def _meeting(session: Session, key: int) -> str:
    meeting = session.get_one(Meeting, key)
    return f"M{meeting.number} {meeting.title}"


def _task(session: Session, key: int) -> str:
    task = session.get_one(Task, key)
    return f"T{task.number} {task.description}"


def _project(session: Session, key: int) -> str:
    return session.get_one(Project, key).name


_ABOUT: dict[str, Callable[[Session, int], str]] = {
    "need": _need,
    "live": _meeting,
    "agenda": _meeting,
    "meeting": _meeting,
    "minutesdraft": _meeting,
    "objection": lambda session, key: _meeting(session, session.get_one(Objection, key).meeting_id),
    "dispute": lambda session, key: _meeting(session, session.get_one(Dispute, key).meeting_id),
    "task": _task,
    "taskdelay": lambda session, key: _task(session, session.get_one(Delay, key).task_id),
    "week": lambda session, key: session.get_one(Chat, key).name,
    "project": _project,
    "rhythm": _project,
    "risk": lambda session, key: session.get_one(Risk, key).text,
    "retro": lambda session, key: _project(session, session.get_one(Retro, key).project_id),
}
"""A subject's kind to its name."""

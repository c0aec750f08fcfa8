"""What time will do by itself in the playground, for its side panel."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.meetings.models import Dispute, Meeting, Objection
from app.needs.models import Need
from app.people import service as people
from app.people.models import Chat
from app.projects.models import Project
from app.reminders import service as reminders
from app.runtime import Runtime
from app.tasks.models import Task
from bot.playground.process import Planned
from bot.texts import say

PLATFORM = "playground"


class RuntimePlan:
    """The planned reminders of the playground's company."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def upcoming(self, *, limit: int) -> list[Planned]:
        """The soonest first."""
        with self._runtime.sessions() as session:
            planned: list[Planned] = []
            for due in reminders.upcoming(session, PLATFORM, limit=limit):
                kind, _, key = due.recipient.partition(":")
                if kind == "chat":
                    to = session.get_one(Chat, int(key)).name
                else:
                    person = people.person(session, int(key))
                    to = "" if person is None else person.shown
                about = _about(session, due.subject)
                planned.append(Planned(due.fire_at, to, say(f"plan.{due.step}", about=about)))
            return planned

    def tick(self) -> None:
        """Fire everything due by the playground's clock, now."""
        self._runtime.tick()


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


_ABOUT: dict[str, Callable[[Session, int], str]] = {
    "need": _need,
    "live": _meeting,
    "meeting": _meeting,
    "minutesdraft": _meeting,
    "objection": lambda session, key: _meeting(session, session.get_one(Objection, key).meeting_id),
    "dispute": lambda session, key: _meeting(session, session.get_one(Dispute, key).meeting_id),
    "task": _task,
}
"""A subject's kind to its name."""

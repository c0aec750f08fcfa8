"""What time does: reminders that are due become messages, and what nobody needs any more is dropped."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.db import in_transaction
from app.chats import keeping
from app.inbox import service as inbox
from app.needs import drafts
from app.projects import current
from app.reminders import service as reminders
from app.reminders.service import Due
from app.tasks import drafts as task_drafts
from scheduler import digests
from scheduler.live import remind_of_live
from scheduler.meetings import remind_of_meeting
from scheduler.minutes import remind_of_dispute, remind_of_minutes, remind_of_objection
from scheduler.needs import remind_of_need
from scheduler.retro import remind_of_project, remind_of_retro
from scheduler.rhythm import remind_of_rhythm
from scheduler.risks import remind_of_risk
from scheduler.tasks import remind_of_delay, remind_of_task
from scheduler.today import remind_of_agenda
from scheduler.weeks import remind_of_week
from scheduler.word import Word

REMINDERS: dict[str, Callable[[Session, Due, datetime], Word | None]] = {
    "live": remind_of_live,
    "agenda": remind_of_agenda,
    "meeting": remind_of_meeting,
    "need": remind_of_need,
    "task": remind_of_task,
    "taskdelay": remind_of_delay,
    "week": remind_of_week,
    "minutesdraft": remind_of_minutes,
    "objection": remind_of_objection,
    "dispute": remind_of_dispute,
    "project": remind_of_project,
    "retro": remind_of_retro,
    "rhythm": remind_of_rhythm,
    "risk": remind_of_risk,
}
"""A subject's kind to what its due steps say to a person; what concerns a group, or is done, they do themselves."""


def fire_due(sessions: sessionmaker[Session], clocks: Mapping[str, Clock]) -> int:
    """Say what is due on every platform by its own clock; how many reminders were taken."""
    fired = 0
    for platform, clock in clocks.items():
        now = clock.now()
        while fire_one(sessions, platform, now=now) is not None:
            fired += 1
    return fired


def fire_one(sessions: sessionmaker[Session], platform: str, *, now: datetime) -> tuple[Due, ...] | None:
    """Take the oldest reminder that is due and say it, its condition read again, in one transaction; what was said with
    it. None when nothing is due."""
    return in_transaction(sessions, partial(_fire, platform=platform, now=now))


def _fire(session: Session, *, platform: str, now: datetime) -> tuple[Due, ...] | None:
    due = reminders.take_due(session, platform, now=now)
    return None if due is None else say_due(session, due, platform=platform, now=now)


def say_due(session: Session, due: Due, *, platform: str, now: datetime) -> tuple[Due, ...]:
    """Say a reminder that was taken; what has been said, with those that went along."""
    return digests.tell(session, due, platform=platform, now=now, remind=_remind)


def _remind(session: Session, due: Due, now: datetime) -> Word | None:
    remind = REMINDERS.get(due.subject.partition(":")[0])
    return None if remind is None else remind(session, due, now)


def forget_closed(sessions: sessionmaker[Session], clocks: Mapping[str, Clock]) -> int:
    """Delete what a chat no longer wants to keep of its closed projects (D20), one a transaction; how many."""
    return sum(_forget_closed(sessions, platform, clock.now()) for platform, clock in clocks.items())


def _forget_closed(sessions: sessionmaker[Session], platform: str, now: datetime) -> int:
    forgotten = 0
    while in_transaction(sessions, partial(_forget_one, platform=platform, now=now)):
        forgotten += 1
    return forgotten


def _forget_one(session: Session, *, platform: str, now: datetime) -> bool:
    project = keeping.next_due(session, platform, now=now)
    if project is not None:
        keeping.forget(session, project)
    return project is not None


def tidy(sessions: sessionmaker[Session], clock: Clock) -> None:
    """Forget handled updates and drafts nobody came back to; in small steps, so nobody waits for it."""
    in_transaction(sessions, lambda s: drafts.forget_old(s, now=clock.now()))
    in_transaction(sessions, lambda s: task_drafts.forget_old(s, now=clock.now()))
    in_transaction(sessions, lambda s: current.forget_old(s, now=clock.now()))
    in_transaction(sessions, lambda s: reminders.forget_halves(s, now=clock.now()))
    in_transaction(sessions, lambda s: inbox.forget_handled(s, now=clock.now()))

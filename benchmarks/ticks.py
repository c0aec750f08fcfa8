"""One tick of the scheduler: a hundred reminders are due, beside a thousand or a million that are not yet."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import make_engine, make_sessions
from app.base.migrations import migrate
from app.people import service as people
from app.people.models import Chat, Person
from app.reminders.models import Reminder, ReminderState
from app.tasks.models import Task
from benchmarks.report import Line, show
from scheduler.jobs import fire_due

FEW, MANY, DUE, PEOPLE, ROUNDS = 1_000, 1_000_000, 100, 400, 5
BAR = 1.5
MORNING = datetime(2024, 5, 15, 2, 5, tzinfo=UTC)
"""Wednesday 10:05 in Shanghai: tasks of Thursday are spoken of."""
AT_ONCE = 50_000


class _Standing:
    """A clock that is set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to (aware)."""
        return self.moment


def main() -> bool:
    """Measure in rounds; whether the bar is met."""
    few: list[float] = []
    many: list[float] = []
    with _store(FEW) as small, _store(MANY) as large:
        for turn in range(ROUNDS + 1):
            found = [_tick(sessions, MORNING + timedelta(weeks=turn)) for sessions in (small, large)]
            if turn:  # the first round fills caches
                few.append(found[0])
                many.append(found[1])
    ratio = median(mine / other for mine, other in zip(many, few, strict=True))
    return show(
        f"A tick with {DUE} due",
        [
            Line(f"{FEW:,} open", tuple(few), "ms"),
            Line(f"{MANY:,} open", tuple(many), "ms", ratio, BAR, at_most=True),
        ],
    )


def _tick(sessions: sessionmaker[Session], now: datetime) -> float:
    """Milliseconds of one tick."""
    with sessions.begin() as session:
        _make_due(session, now)
    began = time.perf_counter()
    fired = fire_due(sessions, {"playground": _Standing(now)})
    if fired != DUE:
        raise SystemExit(f"{fired} of {DUE} were fired")
    return (time.perf_counter() - began) * 1e3


@contextmanager
def _store(open_ones: int) -> Iterator[sessionmaker[Session]]:
    """A migrated SQLite file with people and reminders that lie ahead."""
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder)}/ticks.db")
        migrate(engine)
        sessions = make_sessions(engine)
        with sessions.begin() as session:
            company = people.company_of(session, "playground", "demo")
            session.add(Chat(company_id=company.id, external_id="g", private=False, timezone="Asia/Shanghai"))
            session.add_all(
                Person(company_id=company.id, external_id=f"u{one}", name=f"u{one}") for one in range(PEOPLE)
            )
            for first in range(0, open_ones, AT_ONCE):
                rows = [_ahead(company.id, one) for one in range(first, min(first + AT_ONCE, open_ones))]
                session.execute(insert(Reminder), rows)
        yield sessions
        engine.dispose()


def _ahead(company_id: int, one: int) -> dict[str, object]:
    return {
        "company_id": company_id,
        "platform": "playground",
        "subject": f"need:{one // 8}",
        "step": f"due_{one % 8}",
        "recipient": f"person:{one % PEOPLE + 1}",
        "due_version": "2024-12-01",
        "fire_at": MORNING + timedelta(days=60, minutes=one % 500_000),
        "state": int(ReminderState.PLANNED),
    }


def _make_due(session: Session, now: datetime) -> None:
    """A task each for a hundred people, due tomorrow, its reminder due now."""
    due_on: date = now.date() + timedelta(days=1)
    tasks = [
        Task(
            company_id=1,
            number=people.next_number(session, 1, "task"),
            chat_id=1,
            owner_id=one + 1,
            assigner_id=1,
            description="交渠道清单",
            due_on=due_on,
            first_due_on=due_on,
            created_at=now - timedelta(days=2),
            accepted_at=now,
        )
        for one in range(DUE)
    ]
    session.add_all(tasks)
    session.flush()
    session.add_all(
        Reminder(
            company_id=1,
            platform="playground",
            subject=f"task:{task.id}",
            step="due_1",
            recipient=f"person:{task.owner_id}",
            due_version=due_on.isoformat(),
            fire_at=now - timedelta(minutes=1),
            state=ReminderState.PLANNED,
        )
        for task in tasks
    )

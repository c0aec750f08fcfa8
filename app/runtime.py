"""The parts that run: stores, clocks, platforms, workers. Joined here, once; nothing is made at import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.loops import Loop
from app.base.settings import Settings
from app.intake import Intake
from bot.ports import Platform
from bot.sender import Sender
from handlers.worker import Worker
from scheduler.jobs import fire_due, forget_closed, tidy
from scheduler.runner import Ticker
from scheduler.years import tell_admins

SENDERS = 4


class _Earliest:
    """The earliest of several clocks: what is forgotten by it is over for everybody, also in a playground set back."""

    def __init__(self, clocks: Sequence[Clock]) -> None:
        self._clocks = clocks

    def now(self) -> datetime:
        """Their earliest moment."""
        return min(clock.now() for clock in self._clocks)


@dataclass
class Runtime:
    """Everything that lives as long as the process. `clocks` are the platforms' own, `clock` is the process's."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    clock: Clock
    platforms: Mapping[str, Platform]
    clocks: Mapping[str, Clock]
    intake: Intake = field(init=False)
    worker: Worker = field(init=False)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        """Join worker, sender and intake."""
        workers = 1 if self.engine.dialect.name == "sqlite" else 4
        self.intake = Intake(self.engine, self.sessions, self._wake_workers)
        self.worker = Worker(
            self.sessions,
            self.clock,
            self.settings.timezone,
            self.intake.answered,
            self.intake.wait_for_calm,
            only_groups=self.settings.only_groups,
        )
        self.sender = Sender(self.sessions, self.platforms, self.clock, self.clocks, self._wait_to_send)
        self._workers = [Loop(f"worker-{n}", self._work, idle=1) for n in range(workers)]
        self._senders = [Loop(f"sender-{n}", self.sender.run_once, idle=1) for n in range(SENDERS)]
        self._ticker = Ticker(self.tick, self.tidy, seconds=self.settings.tick_seconds)

    def start(self) -> None:
        """Begin to work off what is stored, and to tick."""
        for platform in self.platforms.values():
            platform.start()
        for loop in (*self._workers, *self._senders):
            loop.start()
        self._ticker.start()

    def stop(self) -> None:
        """Finish what is under way."""
        self._ticker.stop()
        for loop in (*self._workers, *self._senders):
            loop.stop()
        self.intake.close()
        for platform in self.platforms.values():
            platform.close()
        self.engine.dispose()

    def tick(self) -> None:
        """Fire what is due now, on every platform by its own clock."""
        if fire_due(self.sessions, self.clocks):
            self.wake_senders()

    def wake_senders(self) -> None:
        """There may be something owed."""
        for loop in self._senders:
            loop.wake()

    def _wait_to_send(self) -> None:
        # What arrived is handled first: a reply to the first of a hundred messages does not hold up the others.
        self.intake.wait_for_calm(lambda: self.worker.behind)

    def _wake_workers(self) -> None:
        for loop in self._workers:
            loop.wake()

    def _work(self) -> int:
        handled = self.worker.run_once()
        if handled:
            self.wake_senders()
        return handled

    def tidy(self) -> None:
        """Forget what is over, and tell what has to be told once a year, or a month."""
        tidy(self.sessions, _Earliest((self.clock, *self.clocks.values())))
        tell_admins(self.sessions, self.clocks)
        forget_closed(self.sessions, self.clocks)

"""Where a transcript is played: a store that is thrown away, a clock that stands still, one platform without a network."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

from sqlalchemy.orm import Session, sessionmaker

from app.base.db import make_engine, make_sessions
from app.base.migrations import migrate
from app.base.settings import Settings
from app.inbox import service as inbox
from app.reminders import service as reminders
from app.runtime import Runtime
from bot.arriving import arrival_of
from bot.dingtalk.offline import OfflineDingTalk
from bot.feishu.offline import OfflineFeishu
from bot.offline import Offline
from bot.playground.offline import OfflinePlayground
from bot.ports import Update

FaceName: TypeAlias = Literal["feishu", "dingtalk", "playground"]
STOPS = 5000
"""So many reminders one stretch of time may hold."""


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """This moment (aware)."""
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Make it `moment` (aware), unless that is past."""
        self._now = max(self._now, moment)


class Stage:
    """One process without threads: what comes in is handled at once, and what is owed is sent."""

    def __init__(self, runtime: Runtime, wire: Offline, clock: HandClock) -> None:
        self.runtime = runtime
        self.wire = wire
        self.clock = clock
        self.name = wire.platform.name

    def take_in(self, update: Update) -> str | None:
        """Store and handle it, send what follows; the stored answer of a press."""
        arrival = arrival_of(update)
        with self.runtime.engine.begin() as connection:
            inbox.store(connection, [arrival])
        while self.runtime.worker.run_once():
            pass
        with self.runtime.sessions() as session:
            return inbox.outcome(session, arrival.once).answer

    def settle(self) -> None:
        """Work off everything that is ready, in and out."""
        while self.runtime.worker.run_once() or self.runtime.sender.run_once():
            pass

    def pass_to(self, moment: datetime) -> Iterator[datetime]:
        """Let time pass until `moment` (aware); yields whenever something was said on the way, with its time."""
        for _ in range(STOPS):
            due = self._next()
            if due is None or due > moment:
                break
            self.clock.move_to(due)
            self._tick()
            yield self.clock.now()
        self.clock.move_to(moment)
        self._tick()
        yield self.clock.now()

    def _next(self) -> datetime | None:
        """When the next reminder is due, if it lies ahead."""
        with self.runtime.sessions() as session:
            coming = reminders.upcoming(session, self.name, limit=1)
        return coming[0].fire_at if coming and coming[0].fire_at > self.clock.now() else None

    def _tick(self) -> None:
        self.runtime.tick()
        self.settle()


@contextmanager
def set_up(face: FaceName, start: datetime, timezone: str) -> Iterator[Stage]:
    """A stage that begins at `start` (aware). Nothing of the machine's own settings or data is touched."""
    with TemporaryDirectory(prefix="huiban-replay-") as folder:
        url = f"sqlite:///{Path(folder) / 'replay.db'}"
        engine = make_engine(url)
        migrate(engine)
        sessions = make_sessions(engine)
        clock = HandClock(start)
        wire = _wire(face, sessions, clock)
        settings = Settings(_env_file=None, database_url=url, timezone=timezone)
        runtime = Runtime(settings, engine, sessions, clock, {face: wire.platform}, {face: clock})
        try:
            yield Stage(runtime, wire, clock)
        finally:
            runtime.intake.close()
            wire.platform.close()
            engine.dispose()


def _wire(face: FaceName, sessions: sessionmaker[Session], clock: HandClock) -> Offline:
    if face == "feishu":
        return OfflineFeishu()
    if face == "dingtalk":
        return OfflineDingTalk()
    return OfflinePlayground(sessions, clock)

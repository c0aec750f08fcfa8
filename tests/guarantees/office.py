"""Half a year by the clock: two processes say what is due, die now and then, and every message is put on record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeAlias

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import make_engine, make_sessions
from app.base.lanes import State, finish
from app.calendars import CHINA
from app.outbox.models import Outgoing, Posted
from app.outbox.service import Place, standing
from app.reminders import service as reminders
from app.reminders.service import Due
from scheduler.jobs import fire_one
from scheduler.rehearsal import Rehearsed, rehearse
from tests.guarantees.cast import hire
from tests.guarantees.company import Company
from tests.guarantees.killing import Killed

PLATFORM = "playground"
SHIFTS = (time(9, 1), time(14, 1))
"""When people do things; what is said meanwhile is said by the clock alone."""


Told: TypeAlias = tuple[datetime, str, str]
"""A message, rehearsed or said: when, where, about what."""


@dataclass(frozen=True)
class Said:
    """A message by the clock: when (aware), where, about what, and the reminders that are in it."""

    at: datetime
    place: str
    subject: str
    dues: tuple[Due, ...]


class Fate:
    """Kills whoever is about to begin or to commit a transaction, once in so many times, while it is `abroad`."""

    def __init__(self, seed: int, every: int) -> None:
        self.random = Random(seed)
        self.every = every
        self.abroad = False
        self.deaths = 0

    def moment(self, *_: object) -> None:
        """A moment at which a process can die."""
        if self.abroad and self.random.randrange(self.every) == 0:
            self.deaths += 1
            raise Killed


class Office:
    """The company, its two processes, and the network between them and everybody's phone."""

    def __init__(self, url: str, first: date, *, seed: int, rehearsed: float) -> None:
        self.fate = Fate(seed, every=400)
        self.random, self.share = Random(seed + 1), rehearsed
        self.engines = [self._engine(url), self._engine(url)]
        self.processes = [make_sessions(engine) for engine in self.engines]
        self.now = CHINA.at(first, time(8))
        with self.sessions.begin() as session:
            self.company = Company(session, hire(session, self.now), seed + 2)
        self.network: dict[str, Said] = {}
        self.rehearsals = 0
        self.unlike: list[tuple[datetime, set[Told], set[Told]]] = []
        self.unheard: tuple[Due, ...] = ()

    def _engine(self, url: str) -> Engine:
        engine = make_engine(url)

        def hurry(connection: object, _record: object) -> None:
            connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]

        event.listen(engine, "connect", hurry)
        for name in ("begin", "commit"):
            event.listen(engine, name, self.fate.moment)
        return engine

    def close(self) -> None:
        """Let go of the database."""
        for engine in self.engines:
            engine.dispose()

    @property
    def sessions(self) -> sessionmaker[Session]:
        """Those of the process whose turn it is."""
        return self.processes[0]

    def live(self, day: date) -> None:
        """One day: twice people work, and in between and after the clock says what is due."""
        for turn, shift in enumerate(SHIFTS):
            self._until(CHINA.at(day, shift))
            with self.sessions.begin() as session:
                self.company.work(session, self.now, turn)
            self._send(())
        self._until(CHINA.at(day + timedelta(days=1), time(0)))

    def _until(self, end: datetime) -> None:
        """Everything up to then is said; now and then it is rehearsed first, and compared."""
        planned = self._rehearse(end) if self.random.random() < self.share else None
        before = len(self.network)
        for moment in self._moments(end):
            self.now = moment
            self._alive(self._say)
        self.now = end
        if planned is not None:
            said = [(one.at, one.place, one.subject) for one in list(self.network.values())[before:]]
            wanted = [(one.at, one.place, one.subject) for one in planned]
            self.rehearsals += len(planned)
            if sorted(said) != sorted(wanted):
                self.unlike.append((end, set(said) - set(wanted), set(wanted) - set(said)))

    def _rehearse(self, end: datetime) -> list[Rehearsed]:
        return rehearse(self.sessions, PLATFORM, now=self.now, until=end - timedelta(microseconds=1))

    def _moments(self, end: datetime) -> Iterator[datetime]:
        """When the next reminder is due, again and again."""
        while True:
            with self.sessions() as session:
                due_at = reminders.next_at(session, PLATFORM)
            if due_at is None or due_at >= end:
                return
            yield max(self.now, due_at)

    def _alive(self, work: Callable[[], None]) -> None:
        """A process works; when it dies the other one takes over what it left."""
        while True:
            self.fate.abroad = True
            try:
                work()
                return
            except Killed:
                self.processes.reverse()
            finally:
                self.fate.abroad = False

    def _say(self) -> None:
        """One tick: the oldest reminder, and what it owes. What a dead one left unsent is sent with its reminders."""
        said = fire_one(self.sessions, PLATFORM, now=self.now)
        self._send(said or ())

    def _send(self, dues: tuple[Due, ...]) -> None:
        """The outbox becomes messages; a redraw of what stands is none. The network knows a message by its key."""
        self.unheard = dues or self.unheard
        with self.sessions.begin() as session:
            for row in session.scalars(
                select(Outgoing).where(Outgoing.state == State.WAITING).order_by(Outgoing.id)
            ):
                place = Place(row.platform, row.tenant, chat=row.chat, person=row.person)
                living = row.kind == "card"
                finish(row)
                if row.kind != "notice" and not (living and standing(session, place, row.subject) is None):
                    continue
                if self.fate.abroad:
                    self.network.setdefault(row.once, Said(self.now, place.key, row.subject, self.unheard))
                session.add(
                    Posted(
                        platform=row.platform,
                        tenant=row.tenant,
                        place=place.key,
                        subject=row.subject,
                        message_id=f"m{row.id}",
                        posted_at=self.now,
                        retired=not living,
                        outgoing_id=row.id,
                    )
                )
                session.flush()

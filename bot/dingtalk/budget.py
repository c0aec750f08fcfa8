"""The month's quota: what the company's edition allows, what is used, and when to become thrifty.

All internal apps of a company share it, so what we counted is the least that is used.
"""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Literal

import structlog
from prometheus_client import Gauge
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import in_transaction
from app.calendars import CHINA
from bot.dingtalk.models import DingTalkUsage

Kind = Literal["calls", "pushes"]
KINDS: tuple[Kind, ...] = ("calls", "pushes")
WARN_AT = 0.7
ECONOMY_AT = 0.9
_USED = Gauge("huiban_dingtalk_month_used", "Of DingTalk's monthly quota, counted by this product", ["kind"])
_ALLOWED = Gauge("huiban_dingtalk_month_allowed", "DingTalk's monthly quota, 0 for none", ["kind"])

log = structlog.get_logger()


class Budget:
    """Counts calls as they are made, and pushes in between. `allowed` 0: no limit. Safe to use from any thread."""

    def __init__(
        self,
        sessions: sessionmaker[Session] | None,
        now: Callable[[], datetime],
        *,
        calls: int,
        pushes: int,
    ) -> None:
        """`now` gives this moment (aware). Without `sessions` it counts for as long as the process lives."""
        self._sessions = sessions
        self._now = now
        self.allowed: dict[Kind, int] = {"calls": calls, "pushes": pushes}
        self._lock = threading.Lock()
        self._uncounted: Counter[Kind] = Counter()
        self._used: dict[tuple[str, Kind], int] = {}
        for kind in KINDS:
            _ALLOWED.labels(kind).set(self.allowed[kind])

    def spend(self) -> None:
        """One call is about to be made."""
        self._note("calls")
        self.settle()

    def pushed(self) -> None:
        """Something was pushed to us. Only noted: it is stored with the next call, or when somebody asks."""
        self._note("pushes")

    def used(self, kind: Kind) -> int:
        """What was used of this month, stored and not yet stored."""
        with self._lock:
            return self._used.get((self._month(), kind), 0) + self._uncounted[kind]

    def share(self, kind: Kind) -> float:
        """How much of the month is used: 1.0 is all of it, 0.0 where there is no limit."""
        allowed = self.allowed[kind]
        return self.used(kind) / allowed if allowed else 0.0

    def settle(self) -> None:
        """Store what is counted. A store that is away must not keep anybody from sending."""
        with self._lock:
            taken, self._uncounted = self._uncounted, Counter()
        month = self._month()
        try:
            for kind in KINDS:
                self._remember(month, kind, self._store(month, kind, taken[kind]))
                taken[kind] = 0
        except SQLAlchemyError as error:
            log.warning("could not store dingtalk's usage", why=type(error).__name__)
            with self._lock:
                self._uncounted += taken

    def _note(self, kind: Kind) -> None:
        with self._lock:
            self._uncounted[kind] += 1

    def _month(self) -> str:
        return f"{CHINA.local(self._now()):%Y-%m}"

    def _store(self, month: str, kind: Kind, count: int) -> int:
        """Add to what is stored; what stands there then."""
        if self._sessions is None:
            with self._lock:
                return self._used.get((month, kind), 0) + count
        return in_transaction(self._sessions, lambda session: _add(session, month, kind, count))

    def _remember(self, month: str, kind: Kind, used: int) -> None:
        with self._lock:
            before, self._used[month, kind] = self._used.get((month, kind), 0), used
        _USED.labels(kind).set(used)
        allowed = self.allowed[kind]
        for mark in (WARN_AT, ECONOMY_AT):
            if before < allowed * mark <= used:
                log.warning("dingtalk's month is running out", kind=kind, used=used, allowed=allowed)


def _add(session: Session, month: str, kind: Kind, count: int) -> int:
    row = session.get(DingTalkUsage, (month, kind), with_for_update=True)
    if row is None:
        row = DingTalkUsage(month=month, kind=kind, used=0)
        session.add(row)
    row.used += count
    return row.used

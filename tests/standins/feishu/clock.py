"""The stand-in's time. Tests turn it by hand, so that nothing ever sleeps."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This moment: aware, UTC."""
        ...


class HandClock:
    """Stands still until a test moves it."""

    def __init__(self, start: datetime = datetime(2024, 5, 14, 2, 0, tzinfo=UTC)) -> None:
        self._now = start

    def now(self) -> datetime:
        """The moment it was moved to: aware, UTC."""
        return self._now

    def move(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Go forward."""
        self._now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)

    def move_to(self, moment: datetime) -> None:
        """Stand at this moment (aware)."""
        self._now = moment.astimezone(UTC)


class SteadyClock:
    """The machine's time, which never jumps while it runs."""

    def __init__(self) -> None:
        self._began = datetime.now(UTC)
        self._at = time.monotonic()

    def now(self) -> datetime:
        """This moment: aware, UTC."""
        return self._began + timedelta(seconds=time.monotonic() - self._at)


def millis(moment: datetime) -> str:
    """A moment as the platform writes it: milliseconds since 1970, as text."""
    return str(int(moment.timestamp() * 1000))

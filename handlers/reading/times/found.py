"""A phrase found in the plain text, with everything it may mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.reading.times.moments import Moment
from handlers.reading.times.reading import Length, Recurrence, Span

IMPOSSIBLE = frozenset({"no_such_day", "no_such_time"})


@dataclass(frozen=True, slots=True)
class Found:
    """One phrase, from `start` to `end` of the plain text. Options are naive times on the zone's wall clock.

    One option without a problem is certain. `moment`, `until` and `length` are what it was made of, so that it can
    be made again with the day of another phrase.
    """

    start: int
    end: int
    options: tuple[date | Span | Length, ...]
    problem: str | None = None
    nearest: tuple[date, ...] = ()
    recur: Recurrence | None = None
    deadline: bool = False
    weak: bool = False
    moment: Moment | None = None
    until: Moment | None = None
    length: Length | None = None

    def but(self, **changed: Any) -> Found:
        """The same phrase with some of it changed."""
        return replace(self, **changed)

    @property
    def is_length(self) -> bool:
        """Whether it is a length of time and no point in it."""
        return bool(self.options) and all(isinstance(option, Length) for option in self.options)

    @property
    def is_impossible(self) -> bool:
        """Whether it names a day or an hour that does not exist."""
        return not self.options and self.problem in IMPOSSIBLE

    @property
    def only_day(self) -> bool:
        """Whether it names a day and no hour."""
        moment = self.moment
        return moment is not None and moment.days is not None and moment.clock is None and self.until is None

    @property
    def only_clock(self) -> bool:
        """Whether it names an hour and no day."""
        return self.moment is not None and self.moment.days is None and self.moment.clock is not None

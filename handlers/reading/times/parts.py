"""What the rules work with: the scene they read in, and what a few words may mean."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeAlias, TypeVar

from app.calendars import Calendar
from handlers.reading.patterns import Pattern
from handlers.reading.times.reading import Span

Read = TypeVar("Read")
DayValue: TypeAlias = date | Span


@dataclass(frozen=True, slots=True)
class Scene:
    """When and where a phrase is read. `now` is the wall clock of the calendar's zone, naive, to the minute."""

    now: datetime
    today: date
    calendar: Calendar

    def days(self, count: int) -> date:
        """The day so many days from today."""
        return self.today + timedelta(days=count)


@dataclass(frozen=True, slots=True)
class Days:
    """What the words for a day or a stretch of days may mean.

    One option and no problem: certain. No option and a problem: no such day. `full`: named with its year, so that it
    is taken as written, also when past. `after` finds the same words again on or after a day, for the end of a range.
    `weak`: only counts when nothing else in the sentence is a time. `unit` says what the words name.
    """

    options: tuple[DayValue, ...]
    problem: str | None = None
    unit: str = "day"
    nearest: tuple[date, ...] = ()
    full: bool = False
    after: Callable[[date], date | None] | None = None
    weak: bool = False
    deadline: bool = False
    closed: bool = False  # what follows (前, 后) is already part of it

    @property
    def is_span(self) -> bool:
        """Whether the words name a stretch of days rather than one."""
        return any(isinstance(option, Span) for option in self.options)


@dataclass(frozen=True, slots=True)
class Clock:
    """What the words for an hour may mean: minutes from the start of the named day, 1440 being its closing midnight."""

    options: tuple[int, ...]
    problem: str | None = None
    period: str = ""
    slot: tuple[int, int] | None = None
    working: bool = False  # 下班 and 上班: there is none on a day off
    bare: int | None = None  # minutes as said, when no word and no second figure tells the half of the day
    range_only: bool = False  # the 2 of 2-4点: an hour only when the other end follows


Meaning: TypeAlias = Callable[[re.Match[str], Scene], Read | None]
Rule: TypeAlias = tuple[str, str, Meaning[Read]]


class Rules(Generic[Read]):
    """Rules tried in their order: the first characters a rule may begin with, its pattern, and what a match means.

    A meaning of None says that the rule does not apply after all.
    """

    def __init__(self, rules: Iterable[Rule[Read]]) -> None:
        self._by_first: dict[str, list[tuple[Pattern, Meaning[Read]]]] = {}
        for first, pattern, meaning in rules:
            compiled = Pattern(pattern)
            for char in first:
                self._by_first.setdefault(char, []).append((compiled, meaning))

    @property
    def first(self) -> str:
        """Every character at which some rule may begin."""
        return "".join(self._by_first)

    def read(self, text: str, at: int, scene: Scene) -> tuple[Read, int] | None:
        """What stands at a place of the text, and where it ends."""
        if at >= len(text):
            return None
        for pattern, meaning in self._by_first.get(text[at], ()):
            match = pattern.match(text, at)
            if match is not None:
                read = meaning(match, scene)
                if read is not None:
                    return read, match.end()
        return None

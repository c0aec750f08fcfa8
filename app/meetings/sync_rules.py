"""S64 as pure functions: what a sync speaks of, for how long, and who has to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.calendars import Calendar
from app.meetings.rules import CLOSING, LONGEST_SHORT, OPENING, scale

SOON = 5
"""S64: a task due within so many working days is spoken of."""
KINDS = ("late", "disputes", "risks", "due")
"""The topics of a sync, most pressing first."""
MOST = 8
"""S87: whoever is less concerned learns of it through the minutes (S88)."""
EACH, AT_MOST, AT_LEAST = 3, 4, 2
"""Minutes for what needs talk, for so many of a kind at most; and for a kind at all."""


def is_late(due_on: date, today: date) -> bool:
    """Overdue: the first thing to speak of."""
    return due_on < today


def is_soon(due_on: date, today: date, calendar: Calendar) -> bool:
    """Due today or within five working days."""
    return today <= due_on and calendar.workdays_between(today, due_on) <= SOON


def slots(counts: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Minutes for each kind of which there is something, cut down to what half an hour holds (S63)."""
    wanted = {kind: _wanted(kind, count) for kind, count in counts if count}
    cut = scale(list(wanted.values()), LONGEST_SHORT - OPENING - CLOSING)
    return dict(zip(wanted, cut, strict=True))


def _wanted(kind: str, count: int) -> int:
    each = 1 if kind == "due" else EACH
    return max(AT_LEAST, each * min(count, AT_MOST))


@dataclass(frozen=True, slots=True)
class Invited:
    """Who has to come, and who only reads the minutes."""

    required: tuple[int, ...]
    copied: tuple[int, ...]


def invited(host_id: int, concerned: Iterable[int], speakers: Iterable[int]) -> Invited:
    """The host and whoever has something on the agenda; the departments' contacts read the minutes.

    Where nobody has anything, the contacts come: then it is them who wanted to meet.
    """
    known = list(dict.fromkeys(concerned))
    others = list(dict.fromkeys(speakers))
    coming = list(dict.fromkeys([host_id, *(known or others)]))
    required = coming[:MOST]
    left = [one for one in dict.fromkeys([*coming, *others]) if one not in required]
    return Invited(tuple(required), tuple(left))

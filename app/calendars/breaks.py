"""The breaks around the festivals: runs of days off, weekends that adjoin them included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.calendars.festivals import NAMES, festival_day
from app.calendars.statutory import year_days
from app.calendars.working import ONE_DAY, Calendar


@dataclass(frozen=True, slots=True)
class Break:
    """Days off in a row, `start` and `end` included, and the festivals they are for (2025: 国庆 and 中秋)."""

    names: tuple[str, ...]
    start: date
    end: date
    estimated: bool

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def break_around(calendar: Calendar, day: date) -> Break | None:
    """The break a day belongs to; None for a working day and for an ordinary weekend."""
    if calendar.is_workday(day):
        return None
    start = end = day
    while not calendar.is_workday(start - ONE_DAY):
        start -= ONE_DAY
    while not calendar.is_workday(end + ONE_DAY):
        end += ONE_DAY
    days = [start + timedelta(days=shift) for shift in range((end - start).days + 1)]
    found = {year_days(one.year).off.get(one, "") for one in days}
    names = tuple(name for name in NAMES if name in found)
    return Break(names, start, end, any(calendar.is_estimated(one.year) for one in days)) if names else None


def named_break(calendar: Calendar, name: str, year: int) -> Break | None:
    """The break for a festival in a calendar year. None when the chat works through it or the day is not computable."""
    festival = festival_day(name, year)
    return break_around(calendar, festival) if festival is not None else None


def breaks_from(calendar: Calendar, day: date) -> Iterator[Break]:
    """The break `day` is in, then every later one that begins within two years of it."""
    last = day + timedelta(days=730)
    while day <= last:
        found = break_around(calendar, day)
        if found is not None:
            yield found
            day = found.end
        day += ONE_DAY


def next_break(calendar: Calendar, day: date) -> Break | None:
    """The break `day` is in, or else the next one."""
    return next(breaks_from(calendar, day), None)

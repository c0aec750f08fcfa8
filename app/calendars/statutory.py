"""Which days the State Council's notices give off, and which weekends they make working days.

The notices come from chinesecalendar, as far as it knows them. A year without a notice is estimated: Monday to Friday
less the fixed statutory days (product D3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from chinese_calendar import constants

from app.calendars.festivals import ENGLISH, festival_day

FIRST_PUBLISHED = min(constants.holidays).year
LAST_PUBLISHED = max(constants.holidays).year

# Days off by the State Council's decree as it stands since 2025: the festival's own day, and how far around it.
STATUTORY = {
    "元旦": (0, 0),
    "春节": (-1, 3),
    "清明": (0, 0),
    "五一": (0, 1),
    "端午": (0, 0),
    "中秋": (0, 0),
    "国庆": (0, 2),
}


@dataclass(frozen=True, slots=True)
class YearDays:
    """One calendar year: weekdays and weekends off, each with its festival, and weekends that are working days."""

    off: Mapping[date, str]
    working: frozenset[date]
    estimated: bool


@lru_cache(maxsize=128)
def year_days(year: int) -> YearDays:
    """The days of one calendar year, as published or else estimated. Never raises for a year a date can have."""
    if FIRST_PUBLISHED <= year <= LAST_PUBLISHED:
        off = {day: ENGLISH.get(name, "") for day, name in constants.holidays.items() if day.year == year}
        return YearDays(
            off, frozenset(day for day in constants.workdays if day.year == year), estimated=False
        )
    return YearDays(_fixed_days(year), frozenset(), estimated=True)


def _fixed_days(year: int) -> dict[date, str]:
    days: dict[date, str] = {}
    for name, (first, last) in STATUTORY.items():
        festival = festival_day(name, year)
        if festival is not None:
            days |= {festival + timedelta(days=shift): name for shift in range(first, last + 1)}
    return days

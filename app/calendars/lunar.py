"""The farmers' calendar: lunar dates and solar terms as dates of ours.

lunar_python is loaded at the first question and not before: most days nobody asks.
"""

import importlib
from datetime import date
from functools import cache, lru_cache
from typing import Any

FIRST_YEAR, LAST_YEAR = 1900, 2100
JULIAN_DAY_OF_ORDINAL_0 = 1721424.5


@cache
def _library() -> Any:
    """The library, once it is needed."""
    return importlib.import_module("lunar_python")


@lru_cache(maxsize=64)
def _year(year: int) -> Any:
    return _library().LunarYear.fromYear(year)


def _day_of(julian_day: float) -> date:
    return date.fromordinal(int(julian_day - JULIAN_DAY_OF_ORDINAL_0))


@lru_cache(maxsize=512)
def month_length(year: int, month: int, *, leap: bool = False) -> int:
    """How many days a lunar month has: 29, 30, or 0 when the year has no such month (a leap month mostly)."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return 0
    found = _year(year).getMonth(-month if leap else month)
    return 0 if found is None else int(found.getDayCount())


@lru_cache(maxsize=512)
def solar_day(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The date on which a day of the lunar year falls; None when the year has no such day."""
    if not 1 <= day <= month_length(year, month, leap=leap):
        return None
    first = _day_of(_year(year).getMonth(-month if leap else month).getFirstJulianDay())
    return date.fromordinal(first.toordinal() + day - 1)


def lunar_year(day: date) -> int:
    """The lunar year a date belongs to: until 春节 it is last year's."""
    new_year = solar_day(day.year, 1, 1)
    return day.year - 1 if new_year is not None and day < new_year else day.year


@lru_cache(maxsize=256)
def solar_term(year: int, name: str) -> date | None:
    """The date of one of the 24 solar terms (清明, 冬至 …) in a calendar year; None when unknown."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    table = _library().Solar.fromYmd(year, 6, 15).getLunar().getJieQiTable()
    for key, solar in table.items():
        if solar.getYear() == year and _TERM_KEYS.get(key, key) == name:
            return date(solar.getYear(), solar.getMonth(), solar.getDay())
    return None


# The library names the terms that fall outside the lunar year in Latin letters.
_TERM_KEYS = {"DA_XUE": "大雪", "DONG_ZHI": "冬至", "XIAO_HAN": "小寒", "DA_HAN": "大寒"}

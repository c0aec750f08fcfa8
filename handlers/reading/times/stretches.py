"""Arithmetic of months, quarters and years."""

import calendar
from datetime import date, timedelta

from handlers.reading.times.reading import Span

FIRST_YEAR, LAST_YEAR = 1900, 2100


def real_day(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12 or not 1 <= day <= days_in(year, month):
        return None
    return date(year, month, day)


def days_in(year: int, month: int) -> int:
    """The length of a month."""
    return calendar.monthrange(year, month)[1]


def add_months(day: date, count: int) -> date:
    """The same day `count` months on; where that month is too short, its last day (Civil Code, art. 202)."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, days_in(year, month + 1)))


def months_from(year: int, month: int, count: int = 1) -> Span:
    """The stretch of `count` whole months that begins with this one; the month may lie outside 1–12."""
    first = add_months(date(year, 1, 1), month - 1)
    return Span(first, add_months(first, count) - timedelta(days=1))


def week_of(day: date, shift: int = 0) -> Span:
    """The Monday-to-Sunday week of a day, or one so many weeks on."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return Span(monday, monday + timedelta(days=6))

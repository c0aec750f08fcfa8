"""Dates and moments as people read them (product D7). What is printed here can be typed back."""

from datetime import date, datetime

from app.calendars.working import CHINA, Calendar

WEEKDAYS = "一二三四五六日"
DASH = "–"


def say_date(day: date, *, this_year: int) -> str:
    """`6月28日(周五)`; with the year in front when it is not `this_year`, that of now in the chat's zone."""
    year = "" if day.year == this_year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日(周{WEEKDAYS[day.weekday()]})"


def say_moment(moment: datetime, *, this_year: int, calendar: Calendar = CHINA) -> str:
    """`5月22日(周三) 14:00`, on the wall clock of the calendar's zone."""
    local = calendar.local(moment)
    return f"{say_date(local.date(), this_year=this_year)} {local:%H:%M}"


def say_span(start: datetime, end: datetime, *, this_year: int, calendar: Calendar = CHINA) -> str:
    """`5月22日(周三) 14:00–15:30`; an end on another day is said in full."""
    local_end = calendar.local(end)
    same_day = calendar.local(start).date() == local_end.date()
    closing = f"{local_end:%H:%M}" if same_day else say_moment(end, this_year=this_year, calendar=calendar)
    return f"{say_moment(start, this_year=this_year, calendar=calendar)}{DASH}{closing}"


def say_days(start: date, end: date, *, this_year: int) -> str:
    """`5月20日(周一)–5月22日(周三)`, or one day when both are the same."""
    first = say_date(start, this_year=this_year)
    return first if start == end else f"{first}{DASH}{say_date(end, this_year=this_year)}"

"""Amounts people name about a task: how much is done, and by how much its day moves."""

import re
from datetime import date, timedelta

from app.calendars import Calendar

_PERCENT = re.compile(r"(?P<n>\d{1,3})\s*[%％]|百分之(?P<words>[一二三四五六七八九十]+)|(?P<half>一半)")
_LENGTH = re.compile(
    r"(?P<n>\d+|[一二两三四五六七八九十]+)\s*个?(?P<unit>工作日|工作天|天|日|周|星期|礼拜|月)"
)
_DAYS = {"周": 7, "星期": 7, "礼拜": 7, "月": 30}
_DIGITS = {word: n for n, word in enumerate("零一二三四五六七八九")} | {"两": 2}


def percent_in(text: str) -> int | None:
    """60%, 百分之八十, 一半; None when no share is named."""
    found = _PERCENT.search(text)
    return None if found is None else _number(found["n"] or found["words"] or "50")


def shifted(text: str, due_on: date, calendar: Calendar) -> date | None:
    """延期3天 counts from the old day, 提前两天 back from it. None when no length is named."""
    found = _LENGTH.search(text)
    if found is None:
        return None
    count, unit = _number(found["n"]), found["unit"]
    if "提前" in text:
        count = -count
    if unit.startswith("工作"):
        return calendar.add_workdays(due_on, count)
    return due_on + timedelta(days=count * _DAYS.get(unit, 1))


def _number(typed: str) -> int:
    if typed.isdigit():
        return int(typed)
    tens, ten, ones = typed.partition("十")
    if not ten:
        return _DIGITS[typed[-1]]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)

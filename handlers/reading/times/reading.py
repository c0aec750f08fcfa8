"""What a time phrase turned out to mean: the types the rest of the program sees."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["date", "datetime", "range", "duration", "none", "ambiguous"]
Unit: TypeAlias = Literal["minutes", "days", "workdays", "months"]
Frequency: TypeAlias = Literal["daily", "workday", "weekly", "monthly", "quarterly", "yearly"]


@dataclass(frozen=True, slots=True)
class Span:
    """From start to end: two dates (both included) or two aware datetimes, never one of each."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time. Working days, calendar days, minutes and months are never turned into one another."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a phrase repeats. `by` holds MO…SU, a day of the month such as "15", "last" or "last_workday"."""

    freq: Frequency
    interval: int = 1
    by: tuple[str, ...] = ()


Value: TypeAlias = date | datetime | Span | Length | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One time phrase, read.

    `value` is a date, an aware datetime in the calendar's zone, a Span or a Length; it is None when the kind is
    "none" or "ambiguous". `start` and `end` say where the phrase stands in the original text (−1: nowhere),
    words such as 最晚 and 前 included. `problem` says why a value is missing:

    no_time           nothing in the text is a time
    no_such_day       2月30日; `nearest` holds the days around it
    no_such_time      25:00, 9点70分
    which_day         a weekday that is today, N号 or a month and day just past
    which_week        双周X, English "next Fri"
    which_half        6–8点 without 早/晚
    hour_missing      上午, 今晚
    past              the time is already over today
    weekday_mismatch  the weekday does not belong to the date
    several           two times compete
    loose             月初, 过两天, 本周内, 周末前
    no_anchor         会后两天, 签约后3个工作日内
    which_break       国庆, 节后: the day, or the days off?
    unpublished       depends on a year whose days off are not announced; the candidates are estimates
    """

    kind: Kind
    value: Value = None
    candidates: tuple["Reading", ...] = ()
    recur: Recurrence | None = None
    start: int = -1
    end: int = -1
    deadline: bool = False
    problem: str | None = None
    nearest: tuple[date, ...] = ()

"""Repetitions: 每周二上午10点, 每个工作日, 每月20号, 每季度末. The first occurrence from now on, and the rule."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from handlers.reading.patterns import Pattern
from handlers.reading.times.found import Found
from handlers.reading.times.hours import BEHIND_DAY
from handlers.reading.times.moments import Moment, Settled, settle
from handlers.reading.times.numerals import DAY, whole
from handlers.reading.times.parts import Days, Rules, Scene
from handlers.reading.times.periodtails import NTH, WORKDAY, position
from handlers.reading.times.ranges import read_end, read_length_behind, settle_range, with_length
from handlers.reading.times.reading import Frequency, Recurrence
from handlers.reading.times.rooms import NOUNS
from handlers.reading.times.stretches import days_in
from handlers.reading.times.weekdays import NAMES, NOT_A_PAPER, ODD, WEEK

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SEARCHED = 366 * 9
Fits: TypeAlias = Callable[[date, Scene], bool]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Which days a repetition falls on. `fits` None: the words do not say when it begins (双周五): ask."""

    recur: Recurrence
    fits: Fits | None
    problem: str | None = None


def _cycle(
    freq: Frequency, fits: Fits | None, *by: str, interval: int = 1, problem: str | None = None
) -> Cycle:
    return Cycle(Recurrence(freq, interval, by), fits, problem)


def _daily(_: re.Match[str], __: Scene) -> Cycle:
    return _cycle("daily", lambda _, __: True)


def _workdays(_: re.Match[str], __: Scene) -> Cycle:
    return _cycle("workday", lambda day, scene: scene.calendar.is_workday(day))


def _on_weekdays(weekdays: list[int]) -> Cycle:
    wanted = frozenset(weekdays)
    return _cycle(
        "weekly",
        lambda day, _: day.weekday() in wanted,
        *(CODES[weekday] for weekday in dict.fromkeys(weekdays)),
    )


def _weekly(match: re.Match[str], _: Scene) -> Cycle:
    return _on_weekdays([NAMES[char] for char in match[1] if char in NAMES])


def _weekday_range(match: re.Match[str], _: Scene) -> Cycle | None:
    first, last = NAMES[match[1]], NAMES[match[2]]
    return _on_weekdays(list(range(first, last + 1))) if first < last else None


def _which_week(match: re.Match[str], _: Scene) -> Cycle:
    """每两周周五, 双周五: this week or next?"""
    weekday = NAMES.get(match[1] or "")
    by = () if weekday is None else (CODES[weekday],)
    fits: Fits | None = None if weekday is None else lambda day, _: day.weekday() == weekday
    return _cycle("weekly", fits, *by, interval=2, problem="which_week")


def _monthly(match: re.Match[str], _: Scene) -> Cycle | None:
    days = [whole(figure) for figure in re.findall(DAY, match[1])]
    wanted = frozenset(days)
    if not all(1 <= day <= 31 for day in days):
        return Cycle(Recurrence("monthly"), None, "no_such_day")
    return _cycle("monthly", lambda day, _: day.day in wanted, *map(str, days))


def _month_end(_: re.Match[str], __: Scene) -> Cycle:
    return _cycle("monthly", lambda day, _: _is_month_end(day), "last")


def _quarter_end(_: re.Match[str], __: Scene) -> Cycle:
    return _cycle("quarterly", lambda day, _: day.month % 3 == 0 and _is_month_end(day), "last")


def _year_end(_: re.Match[str], __: Scene) -> Cycle:
    return _cycle("yearly", lambda day, _: (day.month, day.day) == (12, 31), "last")


def _is_month_end(day: date) -> bool:
    return day.day == days_in(day.year, day.month)


def _nth_workday(match: re.Match[str], _: Scene) -> Cycle | None:
    """每月最后一个工作日, 每季度第一个工作日."""
    months, nth = {"季": 3}.get(match[1][:1], 1), position(match, 2)
    freq: Frequency = "quarterly" if months == 3 else "monthly"
    names = {-1: "last_workday", 1: "first_workday"}
    if not nth:
        return None
    return _cycle(
        freq, lambda day, scene: _is_nth_workday(day, nth, months, scene), names.get(nth, f"{nth}_workday")
    )


def _is_nth_workday(day: date, nth: int, months: int, scene: Scene) -> bool:
    first_month = (day.month - 1) // months * months + 1
    start = date(day.year, first_month, 1)
    end_month = first_month + months - 1
    end = date(day.year, end_month, days_in(day.year, end_month))
    one = timedelta(days=1)
    return scene.calendar.add_workdays(start - one if nth > 0 else end + one, nth) == day


def _nth_weekday(match: re.Match[str], _: Scene) -> Cycle | None:
    nth, weekday = position(match, 1), NAMES[match[4]]
    if nth > 0:
        return _cycle(
            "monthly",
            lambda day, _: day.weekday() == weekday and (day.day - 1) // 7 + 1 == nth,
            f"{nth}{CODES[weekday]}",
        )

    def from_end(day: date, _: Scene) -> bool:
        return day.weekday() == weekday and (days_in(day.year, day.month) - day.day) // 7 == -nth - 1

    return _cycle("monthly", from_end, f"{nth}{CODES[weekday]}") if nth else None


def _yearly(match: re.Match[str], _: Scene) -> Cycle:
    month, day = whole(match[1]), whole(match[2])
    if not (1 <= month <= 12 and 1 <= day <= days_in(2024, month)):
        return Cycle(Recurrence("yearly"), None, "no_such_day")
    return _cycle("yearly", lambda one, _: (one.month, one.day) == (month, day))


def _vague(match: re.Match[str], _: Scene) -> Cycle:
    freq: Frequency = {
        "天": "daily",
        "日": "daily",
        "周": "weekly",
        "星": "weekly",
        "礼": "weekly",
        "季": "quarterly",
        "年": "yearly",
    }.get(match[1][:1], "monthly")  # type: ignore[assignment]
    return _cycle(freq, None, problem="loose")


def _other(_: re.Match[str], __: Scene) -> Cycle:
    """每隔两天, 每小时, 每半年: known to repeat, not from when."""
    return _cycle("daily", None, problem="loose")


_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _english_weekday(match: re.Match[str], _: Scene) -> Cycle:
    return _on_weekdays([_ENGLISH_DAYS.index(match[1])])


_EACH = "(?:每逢|每一?个?|逢)"
_CHAR = "[一二三四五六日天]"
_FIGURE = "[0-9](?![0-9]?[:点时])"
_LIST = f"({_CHAR}(?:(?:[、,/和及与跟或]|还有)?(?:{WEEK})?{_CHAR}(?![个次点号月年份]|{_FIGURE}))*)"
_CYCLES: Rules[Cycle] = Rules(
    (
        (
            "每逢",
            f"{_EACH}{WEEK}的?(?:{WEEK})?({_CHAR})(?:-|~|到|至)(?:{WEEK})?({_CHAR})(?:的?每[天日])?",
            _weekday_range,
        ),
        ("周星礼", f"{WEEK}({_CHAR})(?:-|~|到|至)(?:{WEEK})?({_CHAR})的?每[天日]", _weekday_range),
        (
            "每双",
            f"(?:每?双|每(?:两|二|2|隔一?1?)个?|每双)周{NOT_A_PAPER}的?(?:(?:{WEEK})?({_CHAR}))?",
            _which_week,
        ),
        ("隔双单", f"(?:隔|双|{ODD})(?:{WEEK}){NOT_A_PAPER}的?(?:(?:{WEEK})?({_CHAR}))?", _which_week),
        ("每逢", f"{_EACH}{WEEK}的?(?:{WEEK})?{_LIST}(?![个次回份]|{_FIGURE})", _weekly),
        ("每", "每[天日](?:的?工作日)|每一?个?工作[日天](?:每天)?", _workdays),
        ("工", "工作[日天]的?每[天日]", _workdays),
        ("每天", "每一?[天日]|天天|每(?=[晚早])", _daily),
        ("每", f"每一?个?(月|季度?)的?(?:底|末)?的?{NTH}{WORKDAY}", _nth_workday),
        ("每", f"每一?个?月的?{NTH}{WEEK}({_CHAR})", _nth_weekday),
        (
            "每逢",
            f"{_EACH}月的?({DAY}[日号]?(?:[、,和及与]{DAY}(?:日|号(?!{NOUNS}))?)*(?<=[日号]))",
            _monthly,
        ),
        ("每", "每一?个?月的?(?:底|末|最后[一1][天日])", _month_end),
        ("每", "每一?个?季度?的?(?:底|末|最后[一1][天日])", _quarter_end),
        ("每", f"每一?年的?({DAY})月({DAY})[日号]?", _yearly),
        ("每", "每一?年的?年?(?:底|末|最后[一1][天日])", _year_end),
        (
            "每",
            "每(?:隔|半|[0-9一两二三四五六七八九十]+个?)(?:小时|个?小时|天|日|周|月|个月|年|分钟|季度)|每个?小时",
            _other,
        ),
        ("每", "每一?个?(周|星期|礼拜|月|季度?|年)(?!报|会|度)(?:末|初|中)?", _vague),
        (
            "e",
            "every ?(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?(?![a-z])",
            _english_weekday,
        ),
        (
            "ew",
            "(?:every )?weekdays?(?![a-z])|every (?:working day|workday|business day)(?![a-z])",
            _workdays,
        ),
        ("ed", "(?:every ?day|daily)(?![a-z])", _daily),
    )
)
FIRST = _CYCLES.first
_BEFORE_CLOCK = Pattern(" ?(?:at )?[的,，]?")


def read_recurring(text: str, at: int, scene: Scene) -> Found | None:
    """A repetition with its hour, and the first time it occurs."""
    read = _CYCLES.read(text, at, scene)
    if read is None:
        return None
    cycle, end = read
    if cycle.fits is None:
        return Found(at, end, (), cycle.problem, recur=cycle.recur)
    joint = _BEFORE_CLOCK.match(text, end)
    clock = BEHIND_DAY.read(text, end if joint is None else joint.end(), scene)
    moment = Moment(None, None, end) if clock is None else Moment(None, clock[0], clock[1])
    until = None if clock is None else read_end(moment, text, moment.end, scene)
    if until is None and moment.clock is not None and moment.clock.range_only:
        moment = Moment(None, None, end)
    return _first(cycle, moment, until, (text, at), scene)


def _first(cycle: Cycle, moment: Moment, until: Moment | None, words: tuple[str, int], scene: Scene) -> Found:
    """The first time from now on; the first two when it is not known which week is meant. `words`: text and place."""
    text, at = words
    end = moment.end if until is None else until.end
    options = _times(cycle, moment, until, scene)
    if not options:
        return Found(at, end, (), "no_such_day")
    behind = None if moment.clock is None or until is not None else read_length_behind(text, end, scene)
    if behind is not None and behind[0].unit == "minutes":
        options, end = [with_length(one, behind[0]) for one in options], behind[2]
    values = tuple(option for one in options for option in one.options)
    return Found(at, end, values, cycle.problem or options[0].problem, recur=cycle.recur)


def _times(cycle: Cycle, moment: Moment, until: Moment | None, scene: Scene) -> list[Settled]:
    wanted = 2 if cycle.problem else 1
    found: list[Settled] = []
    day = _next_day(cycle, scene.today - timedelta(days=1), scene)
    while day is not None and len(found) < wanted:
        one = Moment(Days((day,)), moment.clock, moment.end)
        settled = settle(one.days, one.clock, scene) if until is None else settle_range(one, until, scene)
        if settled.problem != "past":
            found.append(settled)
        day = _next_day(cycle, day, scene)
    return found if len(found) == wanted else []


def _next_day(cycle: Cycle, after: date, scene: Scene) -> date | None:
    assert cycle.fits is not None
    days = (after + timedelta(days=shift) for shift in range(1, _SEARCHED))
    return next((day for day in days if cycle.fits(day, scene)), None)

"""A day, an hour, or both, at a place of the text; and what the two together mean."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from handlers.reading.patterns import Pattern
from handlers.reading.times import counting, dates, days, lunar, periods, weekdays
from handlers.reading.times.counting import from_day
from handlers.reading.times.holidays import FIRST as HOLIDAYS_FIRST
from handlers.reading.times.holidays import read_named_break, read_nameless_break
from handlers.reading.times.hours import BEHIND_DAY, CLOCKS
from handlers.reading.times.parts import Clock, Days, DayValue, Rules, Scene
from handlers.reading.times.reading import Span

_PLAIN_DAYS: Rules[Days] = Rules((*days.RULES, *weekdays.RULES, *dates.RULES))
_MARKED_DAYS: Rules[Days] = Rules((*lunar.RULES, *counting.DAY_RULES))
# What may stand right behind an hour: 下午3点明天.
_SPOKEN_DAYS: Rules[Days] = Rules((*days.RULES, *weekdays.RULES))
_HOLIDAYS = frozenset(HOLIDAYS_FIRST)
FIRST = "".join({*HOLIDAYS_FIRST, *_PLAIN_DAYS.first, *_MARKED_DAYS.first, *periods.FIRST, *CLOCKS.first})

_BEFORE_CLOCK = Pattern("(?: |t(?=[0-9])|[的,，]?(?:在|于|约|大约|大概)?)(?!\n)")
_BEFORE_DAY = Pattern(",? ?(?:on |of )? ?")
_APPOSED = Pattern("[,，]?(?:也就是|就是|即|是)?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, an hour or both, as read; `end` is where they end in the text."""

    days: Days | None
    clock: Clock | None
    end: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What a day and an hour mean together, in naive local time."""

    options: tuple[DayValue, ...]
    problem: str | None = None
    nearest: tuple[date, ...] = ()


def read_moment(text: str, at: int, scene: Scene) -> Moment | None:
    """The day, the hour or both that stand here."""
    read = read_days(text, at, scene)
    if read is None:
        return _clock_first(text, at, scene)
    found, end = read
    joint = _BEFORE_CLOCK.match(text, end)
    clock = BEHIND_DAY.read(text, end if joint is None else joint.end(), scene)
    if clock is None:
        return Moment(found, None, end)
    return Moment(found, clock[0], clock[1])


def read_days(text: str, at: int, scene: Scene) -> tuple[Days, int] | None:
    """The day or days that stand here: with what explains them in apposition, or counted from them."""
    read = _one_day(text, at, scene)
    if read is None:
        return None
    found, end = read
    if not (found.is_span or found.closed):
        apposed = _PLAIN_DAYS.read(text, _apposed_at(text, end), scene)
        if apposed is not None and not apposed[0].is_span:
            found, end = _agree(found, apposed[0]), apposed[1]
    counted = from_day(found, text, end, scene)
    return (found, end) if counted is None else counted


def _apposed_at(text: str, end: int) -> int:
    match = _APPOSED.match(text, end)
    return end if match is None or match.group() in {",", "，"} else match.end()


def _one_day(text: str, at: int, scene: Scene) -> tuple[Days, int] | None:
    if at >= len(text):
        return None
    if text[at] in _HOLIDAYS:
        holiday = read_named_break(text, at, scene) or read_nameless_break(text, at, scene)
        if holiday is not None:
            return holiday
    return (
        _MARKED_DAYS.read(text, at, scene)
        or _PLAIN_DAYS.read(text, at, scene)
        or periods.read_period(text, at, scene)
    )


def _agree(first: Days, second: Days) -> Days:
    """6月30日（周二）: what both can mean; when they contradict each other, ask."""
    if not first.options or not second.options:
        return first if not first.options else second
    if second.unit == "weekday" and first.unit != "weekday":
        return _on_weekday(first, second)
    if first.unit == "weekday" and second.unit != "weekday":
        return _on_weekday(second, first)
    common = tuple(option for option in first.options if option in second.options)
    if common and first.unit != "weekday":
        return replace(first, options=common, problem=None if len(common) == 1 else first.problem)
    problem = "several" if first.unit == second.unit else "weekday_mismatch"
    return Days(tuple(dict.fromkeys(first.options + second.options)), problem)


def _on_weekday(days: Days, weekday: Days) -> Days:
    """The options that fall on the weekday. A date past long ago may still be the one meant: it is offered."""
    wanted = _weekday_of(weekday)
    fitting = tuple(option for option in days.options if _day(option).weekday() == wanted)
    if fitting:
        return replace(days, options=fitting, problem=None if len(fitting) == 1 else days.problem)
    earlier = [_year_before(option) for option in days.options if not days.full]
    fitting = tuple(day for day in earlier if day is not None and day.weekday() == wanted)
    return Days(days.options + fitting, "weekday_mismatch")


def _weekday_of(days: Days) -> int:
    return _day(days.options[0]).weekday()


def _day(option: DayValue) -> date:
    return option.start if isinstance(option, Span) else option


def _year_before(option: DayValue) -> date | None:
    day = _day(option)
    return None if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _clock_first(text: str, at: int, scene: Scene) -> Moment | None:
    """14:00 7月15日, 3pm Friday, EOD tomorrow."""
    read = CLOCKS.read(text, at, scene)
    if read is None:
        return None
    clock, end = read
    joint = _BEFORE_DAY.match(text, end)
    if joint is not None and (joint.group() or text[end - 1].isascii()):
        behind = _PLAIN_DAYS.read(text, joint.end(), scene)
        if (
            behind is not None
            and not behind[0].is_span
            and not (joint.group() == "," and behind[0].unit == "day")
        ):
            return Moment(behind[0], clock, behind[1])
    spoken = _SPOKEN_DAYS.read(text, end, scene)
    if spoken is not None and not spoken[0].is_span and not clock.range_only:
        return Moment(spoken[0], clock, spoken[1])
    return Moment(None, clock, end)


def settle(found: Days | None, clock: Clock | None, scene: Scene) -> Settled:
    """Every moment that a day and an hour may mean together. Without a day it is today's, if still to come."""
    if clock is None:
        return Settled(()) if found is None else Settled(found.options, found.problem, found.nearest)
    if found is not None and not found.options:
        return Settled((), found.problem, found.nearest)
    if found is not None and found.is_span:
        return Settled((), "loose")
    if clock.problem == "no_such_time":
        return Settled((), "no_such_time")
    named = tuple(_day(option) for option in found.options) if found is not None else (scene.today,)
    if clock.problem == "hour_missing":
        return _hour_missing(named, clock, found)
    return _at_hour(named, clock, found, scene)


def _hour_missing(named: tuple[date, ...], clock: Clock, found: Days | None) -> Settled:
    """后天下午: the day is known, the hour is asked for; the half of the day is offered."""
    slots = [
        Span(_at(day, clock.slot[0]), _at(day, clock.slot[1])) for day in named if clock.slot is not None
    ]
    return Settled((*slots, *(named if found is not None else ())), "hour_missing")


def _at_hour(named: tuple[date, ...], clock: Clock, found: Days | None, scene: Scene) -> Settled:
    moments = [_at(day, minutes) for day in named for minutes in clock.options]
    problem = found.problem if found is not None else None
    if problem is not None:
        return Settled(tuple(moments), problem)
    if clock.working and not scene.calendar.is_workday(named[0]):
        return Settled(tuple(moments), "day_off")
    if named[0] != scene.today or (found is not None and found.full):
        return Settled(tuple(moments), clock.problem)
    ahead = [moment for moment in moments if moment >= scene.now]
    if not ahead:
        tomorrow = [moment + timedelta(days=1) for moment in moments] if found is None else []
        return Settled((*moments, *tomorrow), "past")
    decided = clock.problem is None or (
        clock.problem == "which_half" and len(ahead) == 1 and len(moments) == 2
    )
    return Settled(tuple(ahead), None if decided else clock.problem)


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)

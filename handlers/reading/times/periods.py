"""Stretches of the calendar: 下周, 本月, 4月份, Q3, 上半年, and what is said of them: 月底, 中旬, 年内, 第一个工作日."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.reading.times.dates import NAMED_YEAR, RECENT_DATE, year_of
from handlers.reading.times.numerals import DAY, YEAR, whole
from handlers.reading.times.parts import Days, DayValue, Rules, Scene
from handlers.reading.times.periodtails import TAILS, YEAR_CLOSE
from handlers.reading.times.reading import Span
from handlers.reading.times.stretches import months_from, week_of
from handlers.reading.times.weekdays import WEEK, WHICH, weeks_away


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch by name. `at(k)` is the k-th such stretch from the one meant first.

    `rolls`: when that one is past, the next may be meant; `silent`: then the next is meant for certain.
    """

    unit: str
    at: Callable[[int], Span]
    rolls: bool = False
    silent: bool = False


def _fixed(unit: str, span: Span) -> Period:
    return Period(unit, lambda _: span)


def _week(match: re.Match[str], scene: Scene) -> Period:
    return _fixed("week", week_of(scene.today, weeks_away(match[1] or "")))


def _weekend(match: re.Match[str], scene: Scene) -> Period:
    week = week_of(scene.today, weeks_away(match[1] or ""))
    return _fixed("weekend", Span(week.start + timedelta(days=5), week.end))


def _this_or_next_month(match: re.Match[str], scene: Scene) -> Period:
    word = match[1] or ""
    shift = weeks_away(word) + word.count("次")
    return _fixed("month", months_from(scene.today.year, scene.today.month + shift))


def _bare_month(_: re.Match[str], scene: Scene) -> Period:
    today = scene.today
    return Period("month", lambda k: months_from(today.year, today.month + k), rolls=True, silent=True)


def _from_month(unit: str, year_word: str | None, month: int, length: int, scene: Scene) -> Period | None:
    """A stretch that begins in a month of the year: rolls on when no year is said."""
    if year_word:
        year = year_of(year_word, scene)
        return None if year is None else _fixed(unit, months_from(year, month, length))
    year = scene.today.year
    return Period(unit, lambda k: months_from(year + k, month, length), rolls=True)


def _month(match: re.Match[str], scene: Scene) -> Period | None:
    month = whole(match[2])
    return _from_month("month", match[1], month, 1, scene) if 1 <= month <= 12 else None


def _months(match: re.Match[str], scene: Scene) -> Period | None:
    """8-10月, 11月 to 1月 of the next year."""
    first, last = whole(match[2]), whole(match[3])
    if not (1 <= first <= 12 and 1 <= last <= 12) or first == last:
        return None
    return _from_month("half", match[1], first, (last - first) % 12 + 1, scene)


def _quarter(match: re.Match[str], scene: Scene) -> Period | None:
    quarter = whole(match[2])
    return (
        _from_month("quarter", match[1] or match[3], 3 * quarter - 2, 3, scene) if 1 <= quarter <= 4 else None
    )


def _half(match: re.Match[str], scene: Scene) -> Period | None:
    second = match[2] in {"下", "h2"}
    return _from_month("half", match[1], 7 if second else 1, 6, scene)


def _this_or_next_quarter(match: re.Match[str], scene: Scene) -> Period:
    first = (scene.today.month - 1) // 3 * 3 + 1 + 3 * weeks_away(match[1] or "")
    return _fixed("quarter", months_from(scene.today.year, first, 3))


def _this_half(_: re.Match[str], scene: Scene) -> Period:
    return _fixed("half", months_from(scene.today.year, 1 if scene.today.month <= 6 else 7, 6))


def _year(match: re.Match[str], scene: Scene) -> Period | None:
    year = year_of(match[1], scene)
    return None if year is None else _fixed("year", months_from(year, 1, 12))


def _bare_year(_: re.Match[str], scene: Scene) -> Period:
    return _fixed("year", months_from(scene.today.year, 1, 12))


_ENGLISH_UNITS = {"week": "week", "month": "month", "quarter": "quarter", "year": "year"}


def _english(match: re.Match[str], scene: Scene) -> Period:
    shift = {"this": 0, "next": 1, "last": -1}[match[1]]
    return _english_unit(match[2], shift, scene)


def _english_unit(unit: str, shift: int, scene: Scene) -> Period:
    today = scene.today
    if unit == "week":
        return _fixed(unit, week_of(today, shift))
    length = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = (today.month - 1) // length * length + 1 + shift * length
    return _fixed(unit, months_from(today.year, first, length))


_Y = f"(?:{NAMED_YEAR})?"
_NOT_MONTH = "(?!饼|薪|嫂|亮|球|台|票|卡|光|刊|考|结|租|供|经|报)"
_BASES: Rules[Period] = Rules(
    (
        ("本这下上周双", "(本|这个?|下+一?个?|上+一?个?)?(?:周末|双休日)", _weekend),
        ("本这当下上", f"({WHICH}){WEEK}(?!{WEEK}|年|报|刊|转|期|会|例会|边)", _week),
        ("周", "()周(?=内(?!部|容))", _week),
        (
            "本这当下上次",
            f"(本|这个?|当|下+一?个?|上+一?个?|次)月份?{_NOT_MONTH}(?!{DAY}[日号])",
            _this_or_next_month,
        ),
        ("月", "月(?=底|末|内(?!部)|初|中(?:旬|$|[^午间])|最后)", _bare_month),
        ("上中下", "(?=[上中下]旬)", _bare_month),
        (
            "今本明来后去前0123456789一二三四五六七八九十〇零",
            f"{_Y}({DAY})(?:-|~|到|至)({DAY})月份?{_NOT_MONTH}(?!{DAY}[日号]|[0-9])",
            _months,
        ),
        (
            "今本明来后去前0123456789一二三四五六七八九十〇零",
            f"{_Y}({DAY})月份?{_NOT_MONTH}(?!{DAY}[日号]|[0-9])",
            _month,
        ),
        (
            "今本明来后去前第0123456789一二三四〇零",
            f"{_Y}第?([1-4一二三四])季度?(?!节|报|刊|比赛)()",
            _quarter,
        ),
        ("今本明来后去前2q", f"{_Y}q([1-4])(?![0-9a-z])(?: ?(20[0-9]{{2}})年?)?", _quarter),
        ("2", "(20[0-9]{2})q([1-4])(?![0-9a-z])()", _quarter),
        ("本这当下上", "(本|这个?|当|下一?个?|上一?个?)季度?(?!节|报)", _this_or_next_quarter),
        ("季", "()季度?(?=底|末|内(?!部)|最后)", _this_or_next_quarter),
        ("今本明来后去前2上下", f"{_Y}([上下])半年(?!报|会)", _half),
        ("今本明来后去前2h", f"{_Y}(h[12])(?![0-9a-z])", _half),
        ("半", "半年(?=末|底)", _this_half),
        ("今本明来后去前", "(今年|本年度?|明年|来年|后年|去年|前年)", _year),
        ("12〇零一二三", f"({YEAR}年)(?!{DAY}月)", _year),
        ("年", f"年度?(?=底|末|内(?!部)|初|中(?!午)|终{YEAR_CLOSE})", _bare_year),
        ("tnl", "(this|next|last) (week|month|quarter|year)(?![a-z])", _english),
    )
)


def _settle(period: Period, of: Callable[[Span, Scene], Days], scene: Scene) -> Days:
    """What is said of the stretch; when that is past and no year was named, of the next one, or a question."""
    first = of(period.at(0), scene)
    if first.problem or not period.rolls:
        return first
    past = scene.today - _end(first.options[-1])
    if past <= timedelta(0):
        return first
    second = of(period.at(1), scene)
    if period.silent or (period.unit == "month" and past > RECENT_DATE):
        return second
    return replace(first, options=first.options + second.options, problem="which_day")


def _end(option: DayValue) -> date:
    return option.end if isinstance(option, Span) else option


def _whole(period: Period) -> Callable[[Span, Scene], Days]:
    return lambda span, _: Days((span,), unit=period.unit)


def read_period(text: str, at: int, scene: Scene) -> tuple[Days, int] | None:
    """A stretch of the calendar, with what is said of it, at a place of the text."""
    base = _BASES.read(text, at, scene)
    if base is None:
        return None
    period, end = base
    tail = TAILS[period.unit].read(text, end, scene)
    if tail is None:
        return _settle(period, _whole(period), scene), end
    said, end = tail
    return _settle(period, said, scene), end


FIRST = _BASES.first

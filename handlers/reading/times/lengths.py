"""Lengths of time: 半小时, 一个半小时, 两周, 三个工作日, 1h30min."""

import re
from dataclasses import dataclass

from handlers.reading.times.numerals import COUNT, number
from handlers.reading.times.parts import Rule, Scene
from handlers.reading.times.reading import Length, Unit

_UNITS: dict[str, tuple[Unit, int]] = {
    "分钟": ("minutes", 1),
    "分": ("minutes", 1),
    "min": ("minutes", 1),
    "刻钟": ("minutes", 15),
    "小时": ("minutes", 60),
    "钟头": ("minutes", 60),
    "h": ("minutes", 60),
    "工作日": ("workdays", 1),
    "working day": ("workdays", 1),
    "天": ("days", 1),
    "day": ("days", 1),
    "周": ("days", 7),
    "week": ("days", 7),
    "月": ("months", 1),
    "month": ("months", 1),
    "季度": ("months", 3),
    "年": ("months", 12),
    "year": ("months", 12),
}
_SAME_UNIT = {
    "钟点": "小时",
    "钟": "小时",
    "工作天": "工作日",
    "自然日": "天",
    "日历日": "天",
    "日历天": "天",
    "日": "天",
    "星期": "周",
    "礼拜": "周",
    "business day": "working day",
    "workday": "working day",
    "hour": "h",
    "hr": "h",
    "minute": "min",
}
# Halves that are plain: half an hour, half a month (15 days, product of custom), half a year.
_HALVES: dict[str, tuple[int, Unit]] = {
    "小时": (30, "minutes"),
    "钟头": (30, "minutes"),
    "h": (30, "minutes"),
    "月": (15, "days"),
    "年": (6, "months"),
}
_WHOLE_HALVES = {"小时", "钟头", "h", "年"}
_DAY_END = "(?!津|猫|气|然|地|桥|河|线|使|下|空|赋|天|台|王|才(?!能)|份)"
_WEEK_END = "(?![一二三四五六日天](?!个)|年|报|期|边|转|会|例会|刊|末|岁|长)"
_YEAR_END = "(?!级|会|报|检|假|货|度|薪|轻|终|底|期|龄|初|中|[0-9一二三四五六七八九十]{1,2}月)"
UNIT = (
    "(分钟|分(?![之数制值布析支类店公段钟])|刻钟|小时(?!候|工)|钟头|钟点|钟(?![头点表楼声面])|工作[日天]|自然日|日历[日天]"
    f"|天{_DAY_END}|周{_WEEK_END}|星期{_WEEK_END}|礼拜{_WEEK_END}|月|季度|年{_YEAR_END}"
    "| ?(?:minute|min|hour|hr|h|working day|business day|workday|day|week|month|year)(?=s?(?![a-z])|[0-9])s?)"
)
DAY_COUNT = "日(?=内(?!部|容|测|审)|之内|以内|后(?!端|台|勤|续)|之后|以后)"
LENGTH = f"(半|{COUNT})(多)?(个)?(半)?(?:{UNIT}|({DAY_COUNT}))(半|多)?(?:[又零、,]?({COUNT})(?:分钟?|mins?|m|(?=$))(?![a-z之]))?"
GROUPS = 8


@dataclass(frozen=True, slots=True)
class Measure:
    """A length as said; `length` is None when the words are too loose (两天半, 十多天)."""

    length: Length | None


def measure(match: re.Match[str], first: int) -> Measure | None:
    """The length that LENGTH matched, its groups beginning with number `first`; None when these words are none."""
    count, more, of, half, unit, days, tail, minutes = (match[first + shift] for shift in range(GROUPS))
    name = _name(unit or days)
    if ((name in {"月", "季度"} or unit == "钟") and not of) or (
        of and name in {"分", "分钟", "天", "周", "年", "刻钟"} and unit not in _OF
    ):
        return None
    if name == "分" and not count.isdecimal():  # 十分, 五分: very, marks
        return None
    if more or tail == "多":
        return Measure(None)
    length = _halved(count, name, bool(half or tail == "半"))
    if length is None or not minutes:
        return Measure(length)
    extra = number(minutes)
    return (
        Measure(None)
        if length.unit != "minutes" or extra is None
        else Measure(Length(length.amount + extra, "minutes"))
    )


_OF = {"星期", "礼拜", "自然日", "日历日", "日历天"}


def _name(unit: str) -> str:
    plain = unit.strip()
    if plain.isascii():
        plain = plain.removesuffix("s") if plain != "hrs" else "hr"
    return _SAME_UNIT.get(plain, plain)


def _halved(count: str, name: str, and_half: bool) -> Length | None:
    unit, size = _UNITS[name]
    if count == "半":
        return Length(*_HALVES[name]) if name in _HALVES and not and_half else None
    if "." in count:
        exact = float(count) * size
        return (
            Length(round(exact), unit)
            if exact == round(exact) and unit in {"minutes", "months"} and not and_half
            else None
        )
    amount = number(count)
    if amount is None:
        return None
    if not and_half:
        return Length(amount * size, unit)
    return Length(amount * size + size // 2, unit) if name in _WHOLE_HALVES else None


def _length(match: re.Match[str], _: Scene) -> Measure | None:
    return measure(match, 1)


def _half_an_hour(_: re.Match[str], __: Scene) -> Measure:
    return Measure(Length(30, "minutes"))


FIRST = "半0123456789零〇一二两三四五六七八九十廿卅百"
RULES: tuple[Rule[Measure], ...] = (
    ("ah", "(?:half an hour|an? half hour)(?![a-z])", _half_an_hour),
    (FIRST, LENGTH, _length),
)

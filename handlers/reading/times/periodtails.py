"""What is said of a stretch of the calendar: its end, its thirds, its n-th working day, within it, before it."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from handlers.reading.times.dates import no_such_day
from handlers.reading.times.numerals import DAY, whole
from handlers.reading.times.parts import Days, Rules, Scene
from handlers.reading.times.reading import Span
from handlers.reading.times.stretches import real_day
from handlers.reading.times.weekdays import NAMES, WEEK, on_or_after

Tail: TypeAlias = Callable[[Span, Scene], Days]
INSIDE = "(?:之内|以内|内(?!部|容|测|审|网|训|存|场|外|控|购|衣))"
BEFORE = "(?:之前|以前|前(?!端|台|期|置|后|往|沿|景|线|者|半|两|[0-9一二三四五六七八九十]))"
AFTER = "(?:之后|以后|过后|后(?!台|端|续|勤|期|面|半|方|来|果|援|备|悔|厨|门|排|卫))"
# 年终 is the end of the year; 年终奖 and 年终总结 are none.
YEAR_CLOSE = "(?!奖|总结|考|盘|述职|大会|会|晚会|庆|报|评|于|究|端|审|结)"
WORKDAY = "(?:工作[日天]|上班[日天])"
NTH = f"(?:第({DAY})个?|(首个|头一个|头个|第一|首)|最后[一1]?个?|倒数第({DAY})个?)"

LAST_THIRD = {"上": (1, 10), "中": (11, 20)}


def dated(scene: Scene, day: date, *, deadline: bool = False) -> Days:
    """A day found by counting working days; in a year not announced yet it is only an estimate: ask."""
    problem = "unpublished" if scene.calendar.is_estimated(day.year) else None
    return Days((day,), problem, deadline=deadline, closed=deadline)


def position(match: re.Match[str], first_group: int) -> int:
    """Which one NTH names: 1, 2 … from the start, −1, −2 … from the end; 0 when the figure is none."""
    nth, first, from_end = (match[first_group + shift] for shift in range(3))
    if nth:
        return max(whole(nth), 0)
    if first:
        return 1
    return -max(whole(from_end), 0) if from_end else -1


def _last_day(_: re.Match[str], __: Scene) -> Tail:
    return lambda span, _: Days((span.end,))


def _third(match: re.Match[str], _: Scene) -> Tail:
    first, last = LAST_THIRD.get(match[1], (21, 31))

    def third(span: Span, _: Scene) -> Days:
        return Days(
            (
                Span(
                    span.start.replace(day=first),
                    min(span.end, span.start.replace(day=min(last, 28)) + timedelta(days=max(0, last - 28))),
                ),
            ),
            unit="third",
        )

    return third


def _vague(_: re.Match[str], __: Scene) -> Tail:
    return lambda _, __: Days((), "loose", closed=True)


def _inside(_: re.Match[str], __: Scene) -> Tail:
    return lambda span, _: Days((span.end,), deadline=True, closed=True)


def _inside_week(_: re.Match[str], __: Scene) -> Tail:
    """本周内: until Friday or until Sunday?"""

    def inside(span: Span, scene: Scene) -> Days:
        friday = scene.calendar.previous_workday_on_or_before(span.end)
        return Days(tuple(dict.fromkeys((friday, span.end))), "loose", deadline=True, closed=True)

    return inside


def _before(_: re.Match[str], __: Scene) -> Tail:
    """下周前, 7月前: before it begins or before it ends?"""

    def before(span: Span, scene: Scene) -> Days:
        eve = scene.calendar.previous_workday_on_or_before(span.start - timedelta(days=1))
        return Days((eve, span.end), "loose", deadline=True, closed=True)

    return before


def _nth_workday(match: re.Match[str], _: Scene) -> Tail:
    nth = position(match, 1)

    def find(span: Span, scene: Scene) -> Days:
        one = timedelta(days=1)
        day = scene.calendar.add_workdays(span.start - one if nth > 0 else span.end + one, nth)
        return dated(scene, day) if nth and span.start <= day <= span.end else Days((), "no_such_day")

    return find


def _nth_weekday(match: re.Match[str], _: Scene) -> Tail:
    nth, weekday = position(match, 1), NAMES[match[4]]

    def find(span: Span, _: Scene) -> Days:
        if nth > 0:
            day = on_or_after(weekday, span.start) + timedelta(weeks=nth - 1)
        else:
            day = on_or_after(weekday, span.end - timedelta(days=6)) + timedelta(weeks=nth + 1)
        return Days((day,)) if nth and span.start <= day <= span.end else Days((), "no_such_day")

    return find


def _number(match: re.Match[str], _: Scene) -> Tail:
    def find(span: Span, _: Scene) -> Days:
        day = real_day(span.start.year, span.start.month, whole(match[1]))
        return no_such_day(span.start.year, span.start.month) if day is None else Days((day,))

    return find


def _as_attribute(_: re.Match[str], __: Scene) -> Tail:
    """6月报表, 三季度的数据: said of a thing, hardly a time."""
    return lambda span, _: Days((span,), "loose", weak=True)


_WORKDAY_TAIL = ("的内底末最第倒首头", f"(?:[底末](?:之?前)?|之?内)?的?{NTH}{WORKDAY}", _nth_workday)
_AFTER_TAIL = ("之以过后", AFTER, _vague)
_BEFORE_TAIL = ("之以前", BEFORE, _before)
_ATTRIBUTE_TAIL = (
    "的报数账工绩预指财销业盈",
    "(?=的?(?:报[告表价]|数据|账单|工资|绩效|预算|指标|财报|销量|销售额|业绩|盈利|周报|月报|日报|总结|复盘|例会))",
    _as_attribute,
)
_LONG_TAILS = (
    _WORKDAY_TAIL,
    ("的内底末最第倒首头", f"(?:底|末|内)?的?{NTH}{WEEK}([一二三四五六日天])(?!个)", _nth_weekday),
    (
        "的年底末终最结",
        f"的?年?(?:最后[一1]天|结束(?=之?前)|底(?!层|稿|线|部|片|座|价)|末尾?(?!端|位|次)|终{YEAR_CLOSE})",
        _last_day,
    ),
    ("年之以内", f"年?{INSIDE}", _inside),
    _BEFORE_TAIL,
    _AFTER_TAIL,
    (
        "的年初中伊上下前后第最",
        "的?年?(?:初(?!步|级|稿|审|始|次|版)期?|中期|中(?!午|旬|心|秋|国|方|间|层|途|标|文|介|期|台|奖)|伊始|[上下前后]半[月段]"
        f"|(?:第{DAY}|最后[一1]?|[前后头]{DAY})个?(?:周|星期|礼拜))",
        _vague,
    ),
    _ATTRIBUTE_TAIL,
)
TAILS: dict[str, Rules[Tail]] = {
    "week": Rules(
        (
            _WORKDAY_TAIL,
            ("之以内", INSIDE, _inside_week),
            _BEFORE_TAIL,
            _AFTER_TAIL,
            ("的初中底末最", "的?(?:初|中(?!午|秋|心|旬)|底|末|最后[一1]天)", _vague),
            _ATTRIBUTE_TAIL,
        )
    ),
    "weekend": Rules((("之以内", INSIDE, _inside_week), _BEFORE_TAIL, _AFTER_TAIL)),
    "month": Rules(
        (
            ("的上中下", "的?([上中下])旬", _third),
            ("的0123456789一二三四五六七八九十廿", f"的?({DAY})(?:号|日)", _number),
            *_LONG_TAILS,
        )
    ),
    "quarter": Rules(_LONG_TAILS),
    "half": Rules(_LONG_TAILS),
    "year": Rules(_LONG_TAILS),
}

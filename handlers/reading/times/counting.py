"""Counting from now: 3天后, 两周内, 3个工作日内, 半小时后, in 3 days; and counting where nothing is fixed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.reading.patterns import Pattern
from handlers.reading.times.lengths import FIRST, GROUPS, LENGTH, measure
from handlers.reading.times.numerals import DAY, whole
from handlers.reading.times.parts import Days, Rule, Rules, Scene
from handlers.reading.times.periodtails import dated
from handlers.reading.times.reading import Length
from handlers.reading.times.stretches import add_months
from handlers.reading.times.weekdays import NOT_A_PAPER, ODD

LATER = "(?:之后|以后|过后|后(?!台|端|续|勤|面|果|援|备|悔|天)| ?(?:later|from now)(?![a-z]))"
WITHIN = "(?:之内|以内|内(?!部|容|测|审|网|训))"
AGO = "(?:之前|以前|前(?!端|台|期|置|后|往|提|来|线)| ?ago(?![a-z]))"
_START = "(再过|再|过|今后|往后|in |within |未来|接下来的?|今天起|即日起|从今天起|从现在起)?"
_LONGEST = {"days": 3660, "workdays": 750, "months": 120, "minutes": 60 * 24 * 366}


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment counted in minutes from now; None when the count is too loose."""

    moment: datetime | None
    deadline: bool = False


def shifted(day: date, length: Length, sign: int, scene: Scene) -> Days | None:
    """The day a length of days, working days or months away; None for other lengths and for absurd ones."""
    if length.amount > _LONGEST[length.unit]:
        return None
    if length.unit == "days":
        return Days((day + timedelta(days=sign * length.amount),))
    if length.unit == "months":
        return Days((add_months(day, sign * length.amount),))
    if length.unit == "workdays" and length.amount:
        return dated(scene, scene.calendar.add_workdays(day, sign * length.amount))
    return None


def _counted(match: re.Match[str], scene: Scene) -> Days | None:
    start, (later, within, ago) = match[1], (match[2 + GROUPS + shift] for shift in range(3))
    said = measure(match, 2)
    if said is None or not (later or within or ago or start) or (start and ago):
        return None
    if said.length is None:
        return Days((), "loose", closed=True)
    if not (later or within or ago) and (start in {"未来", "接下来", "接下来的"} or start.endswith("起")):
        return Days((), "loose", closed=True)
    if (
        start == "过" and not later and said.length.amount in {2, 14} and match[2] == "两"
    ):  # 过两天: some day soon
        return Days((), "loose", closed=True)
    days = shifted(scene.today, said.length, -1 if ago else 1, scene)
    if days is None:
        return None
    limited = bool(within) or start == "within "
    return Days(days.options, days.problem, unit="count", deadline=limited, closed=True)


def _instant(match: re.Match[str], scene: Scene) -> Instant | None:
    start, (later, within, ago) = match[1], (match[2 + GROUPS + shift] for shift in range(3))
    said = measure(match, 2)
    if said is None or not (later or within or ago or start):
        return None
    length = said.length
    if length is None or length.unit != "minutes" or length.amount > _LONGEST["minutes"]:
        return Instant(None)
    step = timedelta(minutes=length.amount)
    return Instant(scene.now - step if ago else scene.now + step, deadline=bool(within) or start == "within ")


def _loose_days(_: re.Match[str], __: Scene) -> Days:
    return Days((), "loose", closed=True)


def _unanchored(_: re.Match[str], __: Scene) -> Days:
    return Days((), "no_anchor", closed=True, weak=True)


_COUNTED = f"{_START}{LENGTH}(?:({LATER})|({WITHIN})|({AGO}))?"
_ANY_UNIT = "(?:个?(?:工作[日天]|自然日|小时|钟头|星期|礼拜)|个(?:月|季度)|分钟|天|日(?=内|后)|周(?![一二三四五六日天])|年(?!级|会|初|中)|h|min)"
_AROUND = f"(?:个)?半?{_ANY_UNIT}(?:{LATER}|{WITHIN}|{AGO})?"
_LOOSE = (
    f"(?:再?过|大?约|大概|这|前|近|最近)?(?:[一二两三四五六七八九][两二三四五六七八九]|[0-9两一二三四五六七八九十]{{1,3}}(?:-|~|到|至|、|或)[0-9两三四五六七八九十]{{1,3}}"
    f"|几十?|十几|数|若干|好几){_AROUND}"
)
DAY_RULES: tuple[Rule[Days], ...] = (
    ("再过大约这前近最几数若好十" + FIRST, _LOOSE, _loose_days),
    ("这近前", "(?:这|近|前)[两2几](?:天|日|周)", _loose_days),
    ("第", f"第{DAY}个?工作[日天]", _unanchored),
    ("td", "[td]\\+[0-9]+", _unanchored),
    (
        "会开散",
        "(?:会|开会|会议|散会)(?:结束)?(?:之|以)?[前后](?![天年]|准备|材料|资料|任务|纪要|记录|总结|反馈|评价|问卷|续|专项|预读|台|端)",
        _unanchored,
    ),
    (
        "双单隔",
        f"(?:双|{ODD}|隔)(?:周|星期|礼拜)(?!末){NOT_A_PAPER}(?:的?(?:周|星期|礼拜)?[一二三四五六日天])?",
        lambda _, __: Days((), "which_week"),
    ),
    ("再过今往iw未接即从" + FIRST, _COUNTED, _counted),
)
INSTANTS: Rules[Instant] = Rules((("再过今往iw未接即从" + FIRST, _COUNTED, _instant),))

_BEHIND = f"({LATER}|的?{AGO}|起|开始)的?"
_FROM_DAY = Pattern(f"{_BEHIND}(第)?{LENGTH}({WITHIN}|{LATER})?")
_NTH_FROM_DAY = Pattern(
    f"({LATER}|的?{AGO})的?(?:第({DAY})个?|(首个|头一个|下一?个)|(最后[一1]?个|上一?个))工作[日天]"
)


def from_day(days: Days, text: str, at: int, scene: Scene) -> tuple[Days, int] | None:
    """What is counted from a day just read: 6月30日后2个工作日内, 周五前一天."""
    if days.is_span or days.closed or not days.options:
        return None
    nth = _NTH_FROM_DAY.match(text, at)
    if nth is not None:
        return _nth_from(days, nth, scene), nth.end()
    return _length_from(days, text, at, scene)


def _length_from(days: Days, text: str, at: int, scene: Scene) -> tuple[Days, int] | None:
    match = _FROM_DAY.match(text, at)
    said = None if match is None else measure(match, 3)
    if match is None or said is None:
        return None
    backwards, unclear = "前" in match[1], match[1] in {"起", "开始"} or bool(match[2])
    inside = bool(match[3 + GROUPS]) and "内" in match[3 + GROUPS]
    if said.length is None or (backwards and inside):
        return Days((), "loose", closed=True), match.end()
    if unclear and not inside:
        return None if not match[2] else (Days((), "loose", closed=True), match.end())
    length = said.length
    moved = _each(days, lambda day: shifted(day, length, -1 if backwards else 1, scene))
    if moved is None:
        return None
    problem = "loose" if unclear else moved.problem
    return Days(moved.options, problem, deadline=inside, closed=True), match.end()


def _nth_from(days: Days, match: re.Match[str], scene: Scene) -> Days:
    calendar, nth = scene.calendar, whole(match[2]) if match[2] else 1
    if "前" in match[1]:
        if not match[4]:
            return Days((), "loose", closed=True)

        def before(day: date) -> Days:
            strict = calendar.add_workdays(day, -1)
            options = (day, strict) if calendar.is_workday(day) else (strict,)
            return Days(options, "loose" if len(options) > 1 else None)

        return _each(days, before) or Days((), "loose")
    if match[4] or nth < 1:
        return Days((), "loose", closed=True)
    return _each(days, lambda day: dated(scene, calendar.add_workdays(day, nth))) or Days((), "loose")


def _each(days: Days, move: Callable[[date], Days | None]) -> Days | None:
    """The move made from every day it may be."""
    moved = [move(day) for day in days.options if isinstance(day, date)]
    if not moved or None in moved:
        return None
    found = [one for one in moved if one is not None]
    options = tuple(option for one in found for option in one.options)
    return Days(
        options, days.problem or next((one.problem for one in found if one.problem), None), closed=True
    )

"""The festivals with days off, and what is said of them: 国庆前, 春节后第一个工作日, 中秋当天, 节后, 年前."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from typing import TypeAlias

from app.calendars import Break, breaks_from, named_break
from app.calendars.festivals import festival_day
from handlers.reading.patterns import Pattern
from handlers.reading.times.counting import LATER, WITHIN, shifted
from handlers.reading.times.dates import year_of
from handlers.reading.times.lengths import GROUPS, LENGTH, measure
from handlers.reading.times.numerals import DAY, YEAR, whole
from handlers.reading.times.parts import Days, Rules, Scene
from handlers.reading.times.periodtails import BEFORE, WORKDAY, dated
from handlers.reading.times.reading import Span

CLOSE = timedelta(days=14)
_ONE = timedelta(days=1)
_OFFICIAL = {
    "元旦节": "元旦",
    "元旦": "元旦",
    "春节": "春节",
    "过年": "春节",
    "清明节": "清明",
    "清明": "清明",
    "五一劳动节": "五一",
    "五一节": "五一",
    "五一": "五一",
    "劳动节": "五一",
    "端午节": "端午",
    "端午": "端午",
    "中秋节": "中秋",
    "中秋": "中秋",
    "国庆节": "国庆",
    "国庆": "国庆",
    "十一": "国庆",
}
Aim: TypeAlias = Callable[[Break, Scene], Days]
"""What is said of a break: a day or days of it or around it."""

_OFF = "(?:小长假|长假|黄金周|假期|假日|放假|收假|假|休假)"
_NAME = "|".join(_OFFICIAL)
_YEAR = f"(?:(今年|本年|明年|来年|后年|去年|{YEAR}年|2[0-9]年)的?)?"
_BEFORE = f"(?:之前|以前|{BEFORE}|前(?=[0-9一二两三四五六七八九十半最倒]))"
_AFTER = "(?:结束|过完|上班)?(?:之后|以后|过后|后(?!台|端|续|勤|面|果|援|备|悔|天))"
_FIRST = f"(?:第({DAY})个?|(首个?|头一个|头个))"


def _eve(found: Break, scene: Scene) -> Days:
    """国庆前 as a deadline: the last working day before the break."""
    return dated(scene, scene.calendar.add_workdays(found.start, -1), deadline=True)


def _before(_: re.Match[str], __: Scene) -> Aim:
    return _eve


def _last_before(match: re.Match[str], _: Scene) -> Aim:
    nth = whole(match[1]) if match[1] else 1
    return lambda found, scene: dated(scene, scene.calendar.add_workdays(found.start, -max(nth, 1)))


def _length_before(match: re.Match[str], _: Scene) -> Aim | None:
    """国庆前一天 is literal. Where the break begins before the festival, from which of the two is counted?"""
    said = measure(match, 1)
    if said is None:
        return None

    def aim(found: Break, scene: Scene) -> Days:
        length = said.length
        if length is None or match[1 + GROUPS]:
            return Days((), "loose")
        starts = {found.start} if length.unit == "workdays" else {found.start, *_own_days(found)}
        days = [shifted(start, length, -1, scene) for start in sorted(starts)]
        options = tuple(dict.fromkeys(option for one in days if one is not None for option in one.options))
        problem = (
            "which_break"
            if len(options) > 1
            else next((one.problem for one in days if one is not None), "loose")
        )
        return Days(options, problem)

    return aim


def _own_days(found: Break) -> set[date]:
    own = (festival_day(name, found.end.year) for name in found.names[-1:])
    return {day for day in own if day is not None and day in found}


def _nth_after(match: re.Match[str], _: Scene) -> Aim | None:
    nth = 1 if match[2] else whole(match[1]) if match[1] else 1
    return None if nth < 1 else lambda found, scene: dated(scene, scene.calendar.add_workdays(found.end, nth))


def _length_after(match: re.Match[str], _: Scene) -> Aim | None:
    said = measure(match, 2)
    if said is None:
        return None

    def aim(found: Break, scene: Scene) -> Days:
        if said.length is None or match[1]:
            return Days((), "loose")
        moved = shifted(found.end, said.length, 1, scene)
        if moved is None:
            return Days((), "loose")
        problem = "unpublished" if found.estimated else moved.problem
        return Days(moved.options, problem, deadline="内" in (match[2 + GROUPS] or ""))

    return aim


def _whole(_: re.Match[str], __: Scene) -> Aim:
    return lambda found, _: Days(
        (Span(found.start, found.end),), "unpublished" if found.estimated else None, unit="break"
    )


def _last_day(_: re.Match[str], __: Scene) -> Aim:
    return lambda found, _: Days((found.end,), "unpublished" if found.estimated else None)


def _nth_day(match: re.Match[str], _: Scene) -> Aim:
    nth = whole(match[1]) if match[1] else 1

    def aim(found: Break, _: Scene) -> Days:
        day = found.start + timedelta(days=max(nth, 1) - 1)
        return (
            Days((day,), "unpublished" if found.estimated else None)
            if day in found
            else Days((), "no_such_day")
        )

    return aim


def _open(_: re.Match[str], __: Scene) -> Aim:
    """国庆后: from the first working day on, but until when?"""
    return lambda found, scene: Days((scene.calendar.add_workdays(found.end, 1),), "which_break")


_AIMS: Rules[Aim] = Rules(
    (
        (
            "之以前",
            f"{_BEFORE}的?(?:最后[一1]?个?|倒数第({DAY})个?|的?上一个){WORKDAY}",
            _last_before,
        ),
        ("之以前", f"{_BEFORE}的?{LENGTH}({WITHIN})?", _length_before),
        ("之以前", f"{_BEFORE}(?:夕|最后[一1]天|几天)", lambda _, __: lambda _, __: Days((), "loose")),
        ("之以前", _BEFORE, _before),
        ("结过上之以后", f"{_AFTER}的?{_FIRST}{WORKDAY}", _nth_after),
        (
            "结过上之以后",
            f"{_AFTER}的?(?:上班|复工|开工|返工|返岗|工作)的?(?:第({DAY})天|(首日))",
            _nth_after,
        ),
        ("结过上之以后", f"{_AFTER}的?(?:第({DAY})天|(首日|首天))(?:上班|复工|开工|返工|返岗)", _nth_after),
        ("结过上之以后", f"{_AFTER}的?(第)?{LENGTH}({WITHIN}|{LATER})?", _length_after),
        ("结过上之以后", _AFTER, _open),
        ("期中里", "(?:期间|期内|中(?!秋|午)|里)(?:的)?", _whole),
        ("最末", "最后[一1]天|末日", _last_day),
        ("第首", f"第({DAY})天|首日|首天", _nth_day),
    )
)
_NAMED: Rules[tuple[str, str | None, bool, bool]] = Rules(
    (
        (
            "元春过清五劳端中国十今本明来后去2一二〇0123456789",
            f"{_YEAR}({_NAME})(?!路|街|广场|大道|村|镇|区|县|月|号|日|楼|层|点|个|[0-9一二三四五六七八九十年])节?(?:的)?({_OFF})?((?:当天|当日|那天|当晚(?=八|九|[0-9])|正日子)?)",
            lambda match, _: (_OFFICIAL[match[2]], match[1], bool(match[3]), bool(match[4])),
        ),
    )
)


def read_named_break(text: str, at: int, scene: Scene) -> tuple[Days, int] | None:
    """A festival with days off and what is said of it."""
    named = _NAMED.read(text, at, scene)
    if named is None:
        return None
    (name, year_word, off, own_day), end = named
    year = year_of(year_word, scene) if year_word else None
    if own_day:
        return _own_day(name, year, scene), end
    aim = _AIMS.read(text, end, scene)
    if aim is not None:
        return _closed(_aimed(name, year, aim[0], scene)), aim[1]
    if text[at:end].startswith("十一") and not off:
        return None
    if off:
        return _aimed(name, year, lambda found, _: _span(found), scene), end
    return _undecided(name, year, scene), end


def _closed(days: Days) -> Days:
    return Days(
        days.options,
        days.problem,
        days.unit,
        deadline=days.deadline,
        closed=True,
        weak=days.problem == "which_break",
    )


def _span(found: Break) -> Days:
    return Days((Span(found.start, found.end),), "unpublished" if found.estimated else None, unit="break")


def _own_day(name: str, year: int | None, scene: Scene) -> Days:
    years = (year,) if year else (scene.today.year, scene.today.year + 1)
    days = [day for one in years if (day := festival_day(name, one)) is not None]
    coming = [day for day in days if year or day >= scene.today]
    return Days(tuple(coming[:1])) if coming else Days((), "no_such_day")


def _undecided(name: str, year: int | None, scene: Scene) -> Days:
    """国庆 alone: the day, or the days off?"""
    own = _own_day(name, year, scene)
    off = _aimed(name, year, lambda found, _: _span(found), scene)
    return Days(own.options + off.options, "which_break", weak=True, closed=True)


def _aimed(name: str, year: int | None, aim: Aim, scene: Scene) -> Days:
    """The aim at the break meant: that of the year named, else the first whose aim is still to come."""
    if year is not None:
        found = named_break(scene.calendar, name, year)
        return aim(found, scene) if found is not None else Days((), "no_such_day")
    last_year = scene.today.year - 1
    passed: Days | None = None
    for one in range(last_year, last_year + 4):
        found = named_break(scene.calendar, name, one)
        if found is None:
            continue
        days = aim(found, scene)
        if not days.options or _last(days) >= scene.today:
            return (
                days
                if passed is None
                else Days(passed.options + days.options, "past", deadline=days.deadline)
            )
        if scene.today <= found.end:  # we are in it, and what is said of it is over
            passed = days
    return Days((), "no_such_day")


def _last(days: Days) -> date:
    option = days.options[-1]
    return option.end if isinstance(option, Span) else option


_BREAK_WORD = Pattern("(?:过?节假日|过?节|小?长假|假期|放假|收假|假日|假)(?=期|之|以|前|后|结|最|第)")
_NOT_BEHIND = "环季细章情关调音时礼品字某该年产病婚事休调暑寒春秋放长一每佳使"
_NEW_YEAR = Pattern("过?大?年(?=前|后)")
_NOT_A_YEAR = "0123456789一二两三四五六七八九十百半今明去前后来几多数本当每往全历近成周学青少老中同整来"


def read_nameless_break(text: str, at: int, scene: Scene) -> tuple[Days, int] | None:
    """节前, 节后第一个工作日, 年后: the next break or the one we are in; two close together: ask."""
    before = text[at - 1 : at]
    match = _NEW_YEAR.match(text, at)
    if match is not None and (before == "" or before not in _NOT_A_YEAR):
        aim = _AIMS.read(text, match.end(), scene)
        return None if aim is None else (_closed(_aimed("春节", None, aim[0], scene)), aim[1])
    match = _BREAK_WORD.match(text, at)
    if match is None or (before and before in _NOT_BEHIND):
        return None
    aim = _AIMS.read(text, match.end(), scene)
    if aim is None:
        return None
    return _closed(_of_next_break(aim[0], scene)), aim[1]


def _of_next_break(aim: Aim, scene: Scene) -> Days:
    coming = list(islice(breaks_from(scene.calendar, scene.today), 2))
    if not coming:
        return Days((), "which_break")
    first = aim(coming[0], scene)
    inside = scene.today in coming[0]
    if len(coming) == 2 and not inside and coming[1].start - coming[0].end <= CLOSE:
        second = aim(coming[1], scene)
        return Days(first.options + second.options, "which_break", deadline=first.deadline)
    if first.options and _last(first) < scene.today:
        return Days(first.options, "past", deadline=first.deadline)
    return first


FIRST = "元春过清五劳端中国十今本明来后去2一二〇0123456789节小长假放收大年"

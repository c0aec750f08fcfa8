"""Days of the week: 周五, 下周三, 下下个星期一, 周一或周二, Fri."""

import re
from datetime import date, timedelta

from handlers.reading.times.parts import Days, Rule, Scene
from handlers.reading.times.reading import Span
from handlers.reading.times.stretches import week_of

NAMES = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6} | {
    str(n): n - 1 for n in range(1, 8)
}
WEEK = "(?:周|星期|礼拜)"
# 单周五 is the Friday of an odd week, but not in 清单 周五; 双周报 is a paper that comes out every other week.
ODD = "(?<![\\u4e00-\\u9fff])单"
NOT_A_PAPER = "(?!报|刊|例?会)"
WHICH = "(?:本|这个?|这一|当|下一?个?|下下个?|下下下个?|上一?个?|上上个?)"

# 周一起, 周三方, 周五个 … : the figure belongs to the next word and the week stands alone.
_NOT_A_WEEKDAY = (
    "(?!定(?!稿|版|价)|直|旦|律|般|些|样|并|致|向|方(?!案|便|法|式|向)|期|个|次|名|万|百|千|折|倍|福"
    "|常|报|均|志(?!愿)|语|程|用|历|气|津|猫|河|然|份|季度|级|项(?!目)|分之|线)"
)
_DAY = f"([一二三四五六日天]|[1-7](?![0-9.:点时个月/号人楼室层位台份家名次件-]))(?!季度){_NOT_A_WEEKDAY}"
_MORE = "((?:[、,/和或及与]?[一二三四五六日天](?![0-9a-z个方期次季天月号点年万])){1,4})?"

_ENGLISH = {
    name: index
    for index, names in enumerate(
        (
            "mon monday",
            "tue tues tuesday",
            "wed weds wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        )
    )
    for name in names.split()
}
_ENGLISH_NAMES = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_THIS, _NEXT, _LAST = "this", "next", "last"


def weeks_away(which: str) -> int:
    """How many weeks a word such as 下下个 or 上 is away from this one."""
    return which.count("下") - which.count("上")


def on_or_after(weekday: int, day: date) -> date:
    """The first such weekday from `day` on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def coming(weekday: int, scene: Scene) -> Days:
    """A bare weekday: the nearest to come; when that is today, ask."""
    first = on_or_after(weekday, scene.today)

    def after(start: date) -> date:
        return on_or_after(weekday, start)

    if first == scene.today:
        return Days((first, first + timedelta(days=7)), problem="which_day", after=after, unit="weekday")
    return Days((first,), after=after, unit="weekday")


def of_week(weekday: int, scene: Scene, shift: int) -> Days:
    """The weekday of the week so many weeks away, also when past."""
    return Days((week_of(scene.today, shift).start + timedelta(days=weekday),))


def _bare(match: re.Match[str], scene: Scene) -> Days:
    found = coming(NAMES[match[1]], scene)
    return _with_more(found, match[2])


def _named_week(match: re.Match[str], scene: Scene) -> Days:
    found = of_week(NAMES[match[2]], scene, weeks_away(match[1]))
    return _with_more(found, match[3])


def _with_more(first: Days, more: str | None) -> Days:
    """周一三五 and 周四、五 name several days: ask, except for the two days of a weekend."""
    if not more:
        return first
    weekdays = [NAMES[char] for char in more if char in NAMES]
    day = first.options[0]
    assert isinstance(day, date)
    days = [day]
    for weekday in weekdays:
        days.append(on_or_after(weekday, days[-1] + timedelta(days=1)))
    if len(days) == 2 and days[0].weekday() == 5 and days[1].weekday() == 6 and not first.problem:
        return Days((Span(days[0], days[1]),), unit="weekend")
    return Days(tuple(days), problem="several")


def _no_such(_: re.Match[str], __: Scene) -> Days:
    return Days((), problem="no_such_day")


def _english(match: re.Match[str], scene: Scene) -> Days:
    weekday, which = _ENGLISH[match[2]], match[1]
    if which == _THIS:
        return of_week(weekday, scene, 0)
    if which == _LAST:
        return of_week(weekday, scene, -1)
    if which == _NEXT:
        near = on_or_after(weekday, scene.days(1))
        far = of_week(weekday, scene, 1).options[0]
        options = (near, far) if near != far else (near, near + timedelta(days=7))
        return Days(options, problem="which_week")
    return coming(weekday, scene)


RULES: tuple[Rule[Days], ...] = (
    ("本这当下上", f"({WHICH}){WEEK}(?:的|内的?)?{WEEK}?{_DAY}{_MORE}", _named_week),
    ("周星礼", f"{WEEK}的?{_DAY}{_MORE}", _bare),
    ("本这下上周星礼", f"{WHICH}?{WEEK}[八九十0789](?![0-9个折月万千])", _no_such),
    ("tnlmwfs", f"(?:(this|next|last) ?)?({_ENGLISH_NAMES})\\.?(?![a-z])", _english),
)

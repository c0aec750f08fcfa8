"""Days named by figures: 6月30日, 2026-06-30, 6.30, 30号, 下月5号, June 30."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from handlers.reading.patterns import Pattern
from handlers.reading.times.numerals import DAY, YEAR, whole
from handlers.reading.times.parts import Days, Rule, Scene
from handlers.reading.times.reading import Span
from handlers.reading.times.rooms import NOUNS
from handlers.reading.times.stretches import FIRST_YEAR, LAST_YEAR, add_months, days_in, months_from, real_day

RECENT_DATE, RECENT_NUMBER = timedelta(days=60), timedelta(days=3)
_WORD_YEARS = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "明年": 1,
    "来年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
    "前年": -2,
}
NAMED_YEAR = f"(今年|本年度?|明年|来年|后年|去年|前年|{YEAR}年|2[0-9]年)的?"

_ADDRESS = "[0-9]+(?:楼|层|栋|幢|室|单元|座|房|$)"  # 10号2楼, 5号201
_NUMBER_ENDS = f"(?:号(?!{NOUNS}|{_ADDRESS})|日(?!内(?!部|容|测|审)|之内|以内|后(?!端|台|勤|续)|之后|以后|游|常|报|志|子|均|本|语|元|历|程|期|用|化|产|活))"
# Where a day may end without 号 or 日: a clock glued to it, or nothing that would make it a count.
_OPEN_END = "(?:(?=[0-9]{2}:[0-9]{2})|(?![.:]?[0-9]|[一二三四五六七八九十个万千百亿天月年%家人份台件款项名位点时小度元块号日楼层折倍版级米公克斤条篇页场套批字分秒次种岁期]|周(?![一二三四五六日天])|星(?!期)))"
# A bare 6.30 or 6/30 must stand like a date.
_AFTER_FIGURES = (
    "(?! ?(?:h|hr|hour|min|minute|day|week|month|year)s?(?![a-z]))(?=$|[\\n ,，。;；、!！?？:前之以截止后起上早晚中傍凌下周星礼当开交提发给做进行要会评汇验或和与及是可能出召举完定召由在请全各的第签聚见再就看来复打暂试投团拍直吧呗哈啊吗呢哦啦嘛呀]"
    "|[^\\w.:/%+~-]|~(?![0-9])|\\.(?![0-9])|[日号](?!常|均|报)"
    "|[~到至-](?:[0-9]{1,2}(?:[./月-][0-9]|[号日]|(?![0-9.:]|[小天个分周年点时h%]))|[今明后周下本月]))"
)
_NOT_BEFORE_DOT = Pattern(
    "(?:(?<![0-9一二三四五六七八九十])版本?|第|约|共|近|超|[涨跌降升增达价分例率数折扣元款型统比了口器])$"
)
_NOT_BEFORE_SLASH = Pattern("(?:进度|完成|占|约|仅|只|比例|[第比])$")


_MOVED_TO = Pattern("(?:[延推拖改调挪排定放移]后?迟?期?|提前|顺延|截止|截至|ddl)[到至在为成:]?$")


def roll(today: date, make: Callable[[int], date | None]) -> Days:
    """A month and day without a year (`make` gives it for a year): the next one, today included; just past: ask."""
    this_year = make(today.year)
    if this_year is not None and this_year >= today:
        return Days((this_year,), after=_again(make))
    later = next(
        (day for year in range(today.year + 1, today.year + 9) if (day := make(year)) is not None), None
    )
    if later is None:
        return Days((), problem="no_such_day")
    if this_year is not None and today - this_year <= RECENT_DATE:
        return Days((this_year, later), problem="which_day", after=_again(make))
    return Days((later,), after=_again(make))


def _again(make: Callable[[int], date | None]) -> Callable[[date], date | None]:
    def after(start: date) -> date | None:
        days = (make(year) for year in (start.year, start.year + 1))
        return next((day for day in days if day is not None and day >= start), None)

    return after


def year_of(word: str, scene: Scene) -> int | None:
    """The year a word names: 明年, 2026年, 26年, 二〇二六年. None when it is outside what we read."""
    word = word.removesuffix("的")
    if word in _WORD_YEARS:
        return scene.today.year + _WORD_YEARS[word]
    value = whole(word.removesuffix("年"))
    value += 2000 if 0 <= value < 100 else 0
    return value if FIRST_YEAR <= value <= LAST_YEAR else None


def no_such_day(year: int, month: int) -> Days:
    """A day the month does not have; the days around its end are the nearest."""
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        return Days((), problem="no_such_day")
    last = date(year, month, days_in(year, month))
    return Days((), problem="no_such_day", nearest=(last, last + timedelta(days=1)))


def month_day(month: int, day: int, scene: Scene) -> Days:
    """6月30日 without a year. 2月29日 belongs to the February to come, and mostly does not exist."""
    today = scene.today
    year = today.year if (month, day) >= (today.month, today.day) else today.year + 1
    if month == 2 and day == 29 and real_day(year, 2, 29) is None and real_day(today.year, 2, 29) is None:
        return no_such_day(year, month)
    if not (1 <= month <= 12 and 1 <= day <= days_in(2024, month)):
        return no_such_day(year, month)
    return roll(today, lambda year: real_day(year, month, day))


def full_day(year: int, month: int, day: int) -> Days:
    """A date with its year, as written, also when past."""
    found = real_day(year, month, day)
    return no_such_day(year, month) if found is None else Days((found,), full=True)


def _full(match: re.Match[str], _: Scene) -> Days:
    return full_day(whole(match[1]), whole(match[2]), whole(match[3]))


def _compact(match: re.Match[str], _: Scene) -> Days | None:
    found = full_day(int(match[1]), int(match[2]), int(match[3]))
    return found if int(match[2]) <= 12 and int(match[3]) <= 31 else None


def _two_figure_year(match: re.Match[str], scene: Scene) -> Days | None:
    """26/8/15: certain in this year or the next, else it may be something else."""
    year = 2000 + int(match[1])
    found = full_day(year, int(match[2]), int(match[3]))
    if not found.options:
        return None
    return found if 0 <= year - scene.today.year <= 1 else replace(found, problem="which_day")


def _named_year(match: re.Match[str], scene: Scene) -> Days | None:
    year = year_of(match[1], scene)
    return None if year is None else full_day(year, whole(match[2]), whole(match[3]))


def _month_day(match: re.Match[str], scene: Scene) -> Days:
    return month_day(whole(match[1]), whole(match[2]), scene)


def _figures(match: re.Match[str], scene: Scene) -> Days | None:
    month, sign, day = int(match[1]), match[2], int(match[3])
    before = match.string[: match.start()]
    refused = _NOT_BEFORE_DOT if sign == "." else _NOT_BEFORE_SLASH
    if refused.search(before) or day == 0 or month == 0 or day > 31 or (sign == "." and month > 12):
        return None
    share = sign == "/" and month < day <= 10 and match.string.startswith("的", match.end())
    found = month_day(month, day, scene)
    return replace(found, problem="which_day") if share else found


def _plain_figures(match: re.Match[str], scene: Scene) -> Days | None:
    """延期到8.1 缺人, 8/1缺人, 8.15签约: behind a verb that moves a date, or when it is no share and no decimal."""
    month, sign, day = int(match[1]), match[2], int(match[3])
    moved = _MOVED_TO.search(match.string[: match.start()]) is not None
    return _figures(match, scene) if moved or len(match[3]) == 2 or (sign == "/" and month > day) else None


def _number(match: re.Match[str], scene: Scene) -> Days | None:
    day = whole(match[1])
    if day == 0 or day < 0:
        return None
    return number_of_month(day, scene)


def number_of_month(day: int, scene: Scene) -> Days:
    """30号: of this month, else of the next month that has it; passed by three days or less: ask."""
    if not 1 <= day <= 31:
        return Days((), problem="no_such_day")
    today = scene.today
    this_month = real_day(today.year, today.month, day)
    coming = _number_after(day, today)
    if this_month is not None and this_month < today <= this_month + RECENT_NUMBER:
        return Days((this_month, coming), problem="which_day", after=lambda start: _number_after(day, start))
    return Days((coming,), after=lambda start: _number_after(day, start))


def _number_after(day: int, start: date) -> date:
    months = (add_months(start.replace(day=1), shift) for shift in range(3))
    found = (real_day(month.year, month.month, day) for month in months)
    return next(one for one in found if one is not None and one >= start)


def _several_numbers(match: re.Match[str], scene: Scene) -> Days:
    """5、6号: two days are named."""
    first, second = (number_of_month(whole(match[group]), scene) for group in (1, 2))
    return Days(first.options + second.options, problem="several")


def _number_range(match: re.Match[str], scene: Scene) -> Days | None:
    """10-12号. In 8-5号 the first figure can only be a month."""
    if match[0][len(match[1])] == "-" and whole(match[1]) >= whole(match[2]):
        return None
    first, second = number_of_month(whole(match[1]), scene), whole(match[2])
    if not first.options or not 1 <= second <= 31:
        return Days((), problem="no_such_day")
    spans = tuple(Span(day, _number_after(second, day)) for day in first.options if isinstance(day, date))
    return Days(spans, problem=first.problem, unit="days")


def _of_month(match: re.Match[str], scene: Scene) -> Days:
    """下月5号: the named month and no other."""
    shift = match[1].count("下") - match[1].count("上") + match[1].count("次")
    first = months_from(scene.today.year, scene.today.month + shift).start
    found = real_day(first.year, first.month, whole(match[2]))
    return no_such_day(first.year, first.month) if found is None else Days((found,))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\\.?"
)


def _us_order(match: re.Match[str], _: Scene) -> Days:
    """6/30/2026: the month is first, never the day."""
    return full_day(int(match[3]), int(match[1]), int(match[2]))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\\.?"
)


def _english_month_first(match: re.Match[str], scene: Scene) -> Days:
    return _english(match[1], int(match[2]), match[3], scene)


def _english_day_first(match: re.Match[str], scene: Scene) -> Days:
    return _english(match[2], int(match[1]), match[3], scene)


def _english(month_name: str, day: int, year: str | None, scene: Scene) -> Days:
    month = _MONTHS.index(month_name) + 1
    return full_day(int(year), month, day) if year else month_day(month, day, scene)


_SEP = "(?:-|~|到|至)"
RULES: tuple[Rule[Days], ...] = (
    ("12〇零一二", f"({YEAR})[年./-]({DAY})[月./-]({DAY})(?:[日号]|{_OPEN_END}|(?=t[0-9]))", _full),
    ("12", "((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])", _compact),
    ("今本明来后去前2", f"{NAMED_YEAR}({DAY})月份?的?({DAY})(?:[日号]|{_OPEN_END})", _named_year),
    (
        "0123456789一二两三四五六七八九十廿卅〇零",
        f"({DAY})月份?的?({DAY})(?:[日号]|{_OPEN_END})",
        _month_day,
    ),
    ("2", "(2[0-9])[./-]([0-9]{1,2})[./-]([0-9]{1,2})(?![0-9.])", _two_figure_year),
    (
        "0123456789一二三四五六七八九十廿",
        f"({DAY})(?:号|日)?{_SEP}({DAY}){_NUMBER_ENDS}",
        _number_range,
    ),
    (
        "0123456789",
        f"([0-9]{{1,2}})([./-])([0-9]{{1,2}})(?:[日号](?!内)|(?=[0-9]{{2}}:[0-9]{{2}})|{_AFTER_FIGURES})",
        _figures,
    ),
    (
        "0123456789",
        f"([0-9]{{1,2}})([./-])([0-9]{{1,2}}){_OPEN_END}(?![/%+-]|左右|多|余|以[上下]|成|声|寸|英|包邮)",
        _plain_figures,
    ),
    (
        "0123456789一二三四五六七八九十廿",
        f"({DAY})(?:号|日)?[、,/或和]({DAY}){_NUMBER_ENDS}",
        _several_numbers,
    ),
    (
        "0123456789一二三四五六七八九十廿卅",
        f"({DAY}){_NUMBER_ENDS}",
        _number,
    ),
    (
        "本这当下上次",
        f"(本|这个?|当|下+一?个?|上+一?个?|次)月份?的?({DAY})(?:[日号](?!{NOUNS})|{_OPEN_END})",
        _of_month,
    ),
    (
        "jfmasond",
        f"{_MONTH_NAME} ?([0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? ?(20[0-9]{{2}}))?(?![0-9:a-z])",
        _english_month_first,
    ),
    (
        "0123456789",
        f"([0-9]{{1,2}})(?:st|nd|rd|th)? ?{_MONTH_NAME}(?: ?(20[0-9]{{2}}))?(?![0-9a-z])",
        _english_day_first,
    ),
    ("0123456789", "([0-9]{1,2})/([0-9]{1,2})/(20[0-9]{2})(?![0-9])", _us_order),
)

"""Days of the farmers' calendar: 农历八月十五, 正月初三, 腊月二十三, 闰六月初一, 大年初六; and days known by a name."""

import re
from datetime import date

from app.calendars.lunar import lunar_year, month_length, solar_day
from handlers.reading.times.dates import year_of
from handlers.reading.times.festivals import NAMES, named_day
from handlers.reading.times.numerals import YEAR, whole
from handlers.reading.times.parts import Days, Rule, Scene

_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_SEARCHED_YEARS = 40  # a leap month may be long in coming back
_YEAR = f"(?:(今年|本年|明年|来年|后年|去年|{YEAR}年)的?)?"
_DAY = "(初[一二三四五六七八九十1-9]|[二三]十[一二三四五六七八九]?|十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅|[0-9]{1,2})"
_SAID_DAY = (
    f"({_DAY[1:-1]}|[半一二三四五六七八九])"  # behind 农历 the 初 may be missing; 七月半 is the fifteenth
)
_AFTER_NAME = "(?!快乐|福利|礼|活动|大促|促销|晚会|红包|海报|物料|主题|专场|专题|限定|方案|策划|路|街|广场|广东|大厦|小学|中学|军|建|会场|值班|安排|[万亿元个年点月号分十]|[0-9](?![0-9]?[:点时]))"


def lunar_day(month: int, day: int, scene: Scene, *, leap: bool, year: int | None) -> Days:
    """The date to come of a lunar day. The 30th of the last month is the eve, also when that is the 29th."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return Days((), "no_such_day")
    start = lunar_year(scene.today) if year is None else year
    for one in range(start, start + (_SEARCHED_YEARS if year is None else 1)):
        length = month_length(one, month, leap=leap)
        if not length:
            continue
        found = solar_day(one, month, min(day, length) if month == 12 else day, leap=leap)
        if found is not None and (year is not None or found >= scene.today):
            return Days((found,))
        if found is None:
            return Days((), "no_such_day")
    return Days((), "no_such_day")


def _day(word: str) -> int:
    return 15 if word == "半" else whole(word.removeprefix("初"))


def _month(word: str) -> int:
    return _MONTHS.get(word, whole(word))


def _marked(match: re.Match[str], scene: Scene) -> Days:
    """农历八月十五, also with a year in front or behind 农历."""
    year_word = match[1] or match[2]
    year = year_of(year_word, scene) if year_word else None
    return lunar_day(_month(match[4]), _day(match[5]), scene, leap=bool(match[3]), year=year)


def _plain(match: re.Match[str], scene: Scene) -> Days | None:
    """正月十五, 八月初三: lunar by its words alone."""
    if match[3] not in _MONTHS and not match[4].startswith("初") and not match[2]:
        return None
    year = year_of(match[1], scene) if match[1] else None
    return lunar_day(_month(match[3]), _day(match[4]), scene, leap=bool(match[2]), year=year)


def _new_year(match: re.Match[str], scene: Scene) -> Days:
    year = year_of(match[1], scene) if match[1] else None
    return lunar_day(1, whole(match[2]), scene, leap=False, year=year)


def _bare_first_days(_: re.Match[str], __: Scene) -> Days:
    return Days((), "which_day")


def _mid_autumn(_: re.Match[str], scene: Scene) -> Days:
    """八月十五 without 号: the festival, or the fifteenth of August?"""
    lunar = lunar_day(8, 15, scene, leap=False, year=None)
    solar = next(
        day for year in (scene.today.year, scene.today.year + 1) if (day := date(year, 8, 15)) >= scene.today
    )
    return Days((solar, *lunar.options), "which_day")


def _month_only(_: re.Match[str], __: Scene) -> Days:
    return Days((), "loose")


def coming_name(name: str, year: int | None, scene: Scene) -> Days:
    """The next day of that name, today included; with a year, the one that falls in it."""
    around = scene.today.year if year is None else year
    days = [day for one in range(around - 1, around + 3) if (day := named_day(name, one)) is not None]
    meant = [day for day in days if (day >= scene.today if year is None else day.year == year)]
    return Days((min(meant),)) if meant else Days((), "no_such_day")


def _named(match: re.Match[str], scene: Scene) -> Days:
    year = year_of(match[1], scene) if match[1] else None
    return coming_name(match[2], year, scene)


def _around_name(match: re.Match[str], scene: Scene) -> Days:
    """双十一前: there are no days off around it, so before means what? 双十一前一天 is plain."""
    year = year_of(match[1], scene) if match[1] else None
    own = coming_name(match[2], year, scene)
    return Days(own.options, "which_day", closed=True)


_NAME = "|".join(NAMES)
RULES: tuple[Rule[Days], ...] = (
    (
        "农阴旧夏今本明来后去12〇零一二",
        f"{_YEAR}(?:农历|阴历|旧历|夏历)(?:({YEAR}年|今年|明年|去年)的?)?(闰)?(正|冬|腊|十[一二]?|[一二三四五六七八九]|[0-9]{{1,2}})月{_SAID_DAY}[日号]?",
        _marked,
    ),
    ("农阴旧夏", "(?:农历|阴历|旧历|夏历)闰?(?:正|冬|腊|十[一二]?|[一二三四五六七八九])月", _month_only),
    (
        "闰正冬腊十一二三四五六七八九今本明来后去12〇零",
        f"{_YEAR}(闰)?(正|冬|腊|十[一二]?|[一二三四五六七八九])月{_DAY}[日号]?(?![0-9个家人次场点])",
        _plain,
    ),
    ("八", "八月十五(?![日号])", _mid_autumn),
    ("正冬腊", "[正腊冬]月", _month_only),
    ("大年今明后去12〇零一二", f"{_YEAR}大?年初([一二三四五六七八九十]|[0-9]{{1,2}})", _new_year),
    (
        "初",
        "初[一二三四五六七八九十](?=$|\\n|之前|以前|前|上班|开工|复工|上午|下午|早上|晚上)",
        _bare_first_days,
    ),
    (
        "".join(sorted({name[0] for name in NAMES})) + "今本明来后去12〇零一二",
        f"{_YEAR}({_NAME})(?:之前|以前|前(?![0-9一两二三四五半])|之后|以后|后(?![0-9一两二三四五半天])|期间|前后)",
        _around_name,
    ),
    (
        "".join(sorted({name[0] for name in NAMES})) + "今本明来后去12〇零一二",
        f"{_YEAR}({_NAME})(?:当天|当日|那天|节)?{_AFTER_NAME}",
        _named,
    ),
)

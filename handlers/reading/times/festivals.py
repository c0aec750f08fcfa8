"""Days with a name of their own: 妇女节, 双十一, 除夕, 元宵, 冬至, 母亲节."""

from datetime import date, timedelta

from app.calendars.festivals import festival_day
from app.calendars.lunar import solar_day, solar_term

FIXED = {
    "情人节": (2, 14),
    "三八妇女节": (3, 8),
    "妇女节": (3, 8),
    "女神节": (3, 8),
    "三八节": (3, 8),
    "植树节": (3, 12),
    "消费者权益日": (3, 15),
    "315": (3, 15),
    "愚人节": (4, 1),
    "五四青年节": (5, 4),
    "青年节": (5, 4),
    "护士节": (5, 12),
    "520": (5, 20),
    "六一儿童节": (6, 1),
    "儿童节": (6, 1),
    "六一": (6, 1),
    "618": (6, 18),
    "建党节": (7, 1),
    "七一": (7, 1),
    "八一建军节": (8, 1),
    "建军节": (8, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "双十一": (11, 11),
    "双11": (11, 11),
    "万圣节": (10, 31),
    "万圣夜": (10, 31),
    "记者节": (11, 8),
    "光棍节": (11, 11),
    "双十二": (12, 12),
    "双12": (12, 12),
    "平安夜": (12, 24),
    "圣诞节": (12, 25),
    "圣诞": (12, 25),
    "跨年夜": (12, 31),
}
_LUNAR = {
    "元宵节": (1, 15),
    "元宵": (1, 15),
    "龙抬头": (2, 2),
    "七夕节": (7, 7),
    "七夕": (7, 7),
    "中元节": (7, 15),
    "重阳节": (9, 9),
    "重阳": (9, 9),
    "腊八节": (12, 8),
    "腊八": (12, 8),
    "小年": (12, 23),
}
_EVES = ("大年三十", "大年夜", "年三十", "年卅", "除夕夜", "除夕")
TERMS = (
    "立春",
    "春分",
    "谷雨",
    "立夏",
    "芒种",
    "夏至",
    "小暑",
    "大暑",
    "立秋",
    "处暑",
    "白露",
    "秋分",
    "寒露",
    "霜降",
    "立冬",
    "冬至",
    "小寒",
    "大寒",
    "惊蛰",
)
# The n-th such weekday of a month: month, weekday (Monday 0), n.
_NTH = {"母亲节": (5, 6, 2), "父亲节": (6, 6, 3), "感恩节": (11, 3, 4)}

NAMES = tuple(sorted((*FIXED, *_LUNAR, *_EVES, *TERMS, *_NTH), key=len, reverse=True))


def named_day(name: str, year: int) -> date | None:
    """The day in a year; for lunar days the lunar year that begins in `year`, so 除夕 may fall in the next one."""
    if name in FIXED:
        month, day = FIXED[name]
        return date(year, month, day)
    if name in _LUNAR:
        month, day = _LUNAR[name]
        return solar_day(year, month, day)
    if name in _EVES:
        new_year = festival_day("春节", year + 1)
        return None if new_year is None else new_year - timedelta(days=1)
    if name in _NTH:
        month, weekday, nth = _NTH[name]
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return solar_term(year, name)


def is_lunar(name: str) -> bool:
    """Whether the name belongs to the farmers' calendar, whose years begin later than ours."""
    return name in _LUNAR or name in _EVES

"""Hours: 下午3点半, 14:00, 差五分十点, 中午, 下班前, 3pm."""

import re
from dataclasses import replace
from datetime import time

from handlers.reading.patterns import Pattern
from handlers.reading.times.numerals import whole
from handlers.reading.times.parts import Clock, Rule, Rules, Scene

DAY_MINUTES = 24 * 60
# The words for a part of the day, and which hours each of them can mean.
PERIODS = {
    "dawn": "凌晨|拂晓",
    "morning": "清晨|清早|大清早|一大早|大早上|早晨|早上|早间|上午|午前|一早|早|晨",
    "noon": "中午|正午|午间|晌午",
    "afternoon": "下午|午后",
    "evening": "傍晚|黄昏|晚上|晚间|夜晚|夜里|夜间|深夜|半夜|午夜|晚|夜",
}
SLOTS = {
    "dawn": (0, 6 * 60),
    "morning": (9 * 60, 12 * 60),
    "afternoon": (13 * 60 + 30, 18 * 60),
    "evening": (18 * 60, 22 * 60),
}
_PERIOD_OF = {word: name for name, words in PERIODS.items() for word in words.split("|")} | {
    "am": "morning",
    "pm": "afternoon",
}
_SHORT_WORDS = "早晨晚夜"
_LONG = "|".join(
    sorted(
        (word for word in _PERIOD_OF if len(word) > 1 and word.isalpha() and not word.isascii()),
        key=len,
        reverse=True,
    )
)

HOUR = "(?:[0-9]{1,2}|[零〇一二两三四五六七八九十廿]{1,3})"
_MINUTE = "(?:[0-9]{2}|[零〇][0-9一二三四五六七八九]|[0-9]{1,2}(?=分)|[一二三四五六七八九十]{1,3}(?=分)|[二三四五]?十[一二三四五六七八九]?|[二三四五]十)"
_NOT_TOLD = "(?![人个号名位楼层万家台份条页倍%折亿元块0-9〇零一二两三四五六七八九十.])"
_POINT = "(?:点钟?|时(?!间|候|长|段|刻|常|效|尚|代|区|差|节|光|机|不))"
_PERIOD = f"(?:({_LONG}|[{_SHORT_WORDS}](?=(?:间|上)?{HOUR}[点时:]|[差]|[0-9]{{1,2}}(?:-|~|到|至)))[的,]?)?"
_TELLS = f"(?:(半)(?!个?(?:小时|钟头|月)|天)|([一三123])刻钟?|整|过((?:{_MINUTE}|[0-9一二三四五六七八九])(?!刻))分?|过([一三123])刻|差({_MINUTE}|[0-9一二三四五六七八九])分|({_MINUTE})(?!分钟|min)分?{_NOT_TOLD})?"
_MINUTES_TO = f"差(?:({_MINUTE}|[0-9一二三四五六七八九])分钟?|([一三])刻钟?)(?:到)?"
# 三点建议, 两点要求: without a word for the day or its part these are points, not hours.
_POINTS = Pattern(
    "(?:建议|要求|意见|想法|问题|说明|注意|补充|体会|感想|感受|理由|原因|内容|反馈|结论|心得|共识|措施|考虑|看法|启示|经验|教训|收获|优势|不足|改进|声明"
    "|提示|变化|区别|事项|好处|困难|疑问|疑惑|诉求|思考|思路|发现|观察|认识|原则|目标|优点|缺点|亮点|难点|风险|需要|希望|钱|心意|一线|之间|以上"
    "|式|水|也|都|儿|点|小|不|没|东西|需求(?!评审|会|讨论|对)|总结(?!会)|工作|任务|方向|分析|规划)"
)


def convert(period: str, hour: int, minute: int) -> tuple[tuple[int, ...], str | None]:
    """Minutes of the day for an hour said with a word for the part of the day ("": none); a problem, or None."""
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return (), "no_such_time"
    said = hour * 60 + minute
    if hour > 12 or not period:
        return _unqualified(period, hour, said)
    if period == "dawn":
        return (said % 720,), None
    if period == "morning":
        return ((said,), None) if hour else ((), "hour_missing")
    if period == "noon":
        return (said if hour >= 10 else said + 720,), None
    return _after_noon(period, hour, said)


def _after_noon(period: str, hour: int, said: int) -> tuple[tuple[int, ...], str | None]:
    if period == "afternoon":
        return ((said if hour == 12 else said + 720,), None) if hour else ((), "hour_missing")
    if hour == 12:
        return (said + 720,), None
    if hour == 0:  # 今晚零点: tonight's end, or the start of the day named?
        return (said + DAY_MINUTES, said), "which_half"
    return ((said + 720,), None) if hour >= 5 else ((said + DAY_MINUTES, said + 720), "which_half")


def _unqualified(period: str, hour: int, said: int) -> tuple[tuple[int, ...], str | None]:
    """15点 is as written; 1–5 are in the afternoon, 9–12 as they are, 6–8 either."""
    if hour > 12 or hour == 0:
        contradicts = period in {"morning", "dawn"} and hour > 12
        return ((said,), "which_half") if contradicts else ((said,), None)
    if hour <= 5:
        return (said + 720,), None
    return ((said, said + 720), "which_half") if hour <= 8 else ((said,), None)


def _period_name(word: str | None) -> str:
    return _PERIOD_OF[word] if word else ""


def clock_at(period: str, hour: int, minute: int, *, literal: bool = False) -> Clock:
    """The clock for an hour and minute; `literal` for 24-hour notation such as 09:00."""
    if literal and not period:
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            return Clock((), "no_such_time", period)
        return Clock((hour * 60 + minute,), None, period)
    options, problem = convert(period, hour, minute)
    bare = hour * 60 + minute if not period and 0 < hour <= 12 else None
    return Clock(options, problem, period, bare=bare)


def _spoken(match: re.Match[str], _: Scene) -> Clock | None:
    """下午三点半, 3点05, 三点过五分, 十点差五分."""
    word, hour_word, half, quarter, past, past_quarter, to, plain = match.groups()
    hour = whole(hour_word)
    if hour < 0:
        return None
    if (not word or match[0][len(word)] in ",，") and _no_hour(match, hour_word):
        return None
    minute = 0
    if half:
        minute = 30
    elif quarter or past_quarter:
        minute = 15 * whole(quarter or past_quarter)
    elif past or plain:
        minute = whole((past or plain).lstrip("零〇") or "零")
    return _earlier(clock_at(_period_name(word), hour, minute), whole(to) if to else 0)


def _no_hour(match: re.Match[str], hour_word: str) -> bool:
    """Whether a bare 三点 is a number of points or a decimal."""
    rest = match.string[match.end() :]
    spelled = not hour_word.isdecimal()
    if match[0].endswith("时") and spelled and hour_word == "一":
        return True
    if match[0].endswith("点") and _POINTS.match(rest):
        return True
    return match[0].endswith("点") and spelled and rest[:1] in "零一二两三四五六七八九" and rest[:1] != ""


def _earlier(clock: Clock, minutes: int) -> Clock:
    if not minutes:
        return clock
    bare = clock.bare - minutes if clock.bare is not None else None
    return Clock(tuple(option - minutes for option in clock.options), clock.problem, clock.period, bare=bare)


def _minutes_to(match: re.Match[str], _: Scene) -> Clock:
    """差五分十点, 差一刻三点."""
    minutes = whole(match[2]) if match[2] else 15 * whole(match[3])
    return _earlier(clock_at(_period_name(match[1]), whole(match[4]), 0), minutes)


def _digital(match: re.Match[str], _: Scene) -> Clock:
    """14:00, 9:30, 3:30pm. One figure before the colon is as vague as 3点."""
    period = _period_name(match[1] or (match[4] or "").replace(".", "")[:2] or None)
    hour, minute = int(match[2]), int(match[3])
    if match[4]:
        return _meridiem(match[4], hour, minute)
    literal = len(match[2]) == 2 or hour == 0
    return clock_at(period, hour, minute, literal=literal and not (period and hour <= 12))


def _meridiem(word: str, hour: int, minute: int) -> Clock:
    if not 1 <= hour <= 12 or minute > 59:
        return Clock((), "no_such_time") if hour > 24 or minute > 59 else Clock((hour * 60 + minute,))
    return Clock(((hour % 12 + (12 if word.startswith("p") else 0)) * 60 + minute,), period="noon")


def _english(match: re.Match[str], _: Scene) -> Clock:
    return _meridiem(match[2], int(match[1]), 0)


def _noon(_: re.Match[str], __: Scene) -> Clock:
    return Clock((720,), period="noon")


def _midnight(match: re.Match[str], _: Scene) -> Clock:
    """零点 belongs to the day named; 午夜 may be either end of it."""
    if match[0].startswith(("午夜", "子夜", "midnight")):
        return Clock((DAY_MINUTES, 0), "which_half")
    return Clock((0,))


def _half_day(match: re.Match[str], _: Scene) -> Clock:
    period = _PERIOD_OF[match[1]] if match[1] != "night" else "evening"
    return Clock((), "hour_missing", period, slot=SLOTS[period])


def _work_ends(_: re.Match[str], scene: Scene) -> Clock:
    return Clock((_minutes(scene.calendar.day_ends),), working=True, period="afternoon")


def _work_starts(_: re.Match[str], scene: Scene) -> Clock:
    return Clock((_minutes(scene.calendar.day_starts),), working=True, period="morning")


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _after_work(_: re.Match[str], scene: Scene) -> Clock:
    end = _minutes(scene.calendar.day_ends)
    return Clock((end,), "loose", working=True)


def _loose(match: re.Match[str], _: Scene) -> Clock | None:
    """两三点, 3、4点, 三点多: about then. Ask."""
    hours = [whole(match[group]) for group in (2, 3)]
    options = tuple(option for hour in hours for option in convert(_period_name(match[1]), hour, 0)[0])
    return Clock(options, "several") if all(0 < hour <= 24 for hour in hours) else None


def _start_of_range(match: re.Match[str], _: Scene) -> Clock | None:
    """The 2 of 下午2-4点 and of 2-4pm."""
    hour, word = whole(match[2]), match[1]
    if not 0 <= hour <= 24:
        return None
    clock = _meridiem(match[3], hour, 0) if match[3] else clock_at(_period_name(word), hour, 0)
    return replace(clock, range_only=True)


_STARTS = "清拂凌大一早上午中正晌下傍黄晚夜深半晨"
_FIGURES = "0123456789零〇一二两三四五六七八九十廿"
RULES: tuple[Rule[Clock], ...] = (
    (_STARTS + _FIGURES, f"{_PERIOD}({HOUR})[、,/或]({HOUR})(?:点钟?)(?!半)", _loose),
    (
        _STARTS + _FIGURES,
        f"{_PERIOD}([一二两三四五六七八九])([二三四五六七八九])(?:点钟?)(?!半|[一三]刻)",
        _loose,
    ),
    (_STARTS + "差", f"{_PERIOD}{_MINUTES_TO}({HOUR}){_POINT}", _minutes_to),
    (
        _STARTS + _FIGURES,
        f"{_PERIOD}([0-9]{{1,2}}):([0-9]{{2}})(?::[0-9]{{2}})?(?!:?[0-9]) ?([ap]\\.?m\\.?(?![a-z]))?",
        _digital,
    ),
    (_STARTS + _FIGURES, f"{_PERIOD}({HOUR}){_POINT}{_TELLS}", _spoken),
    (
        _STARTS + _FIGURES,
        f"{_PERIOD}({HOUR})(?=(?:-|~|到|至)(?:{_LONG})?{HOUR}{_POINT}|(?:-|~| to )[0-9]{{1,2}} ?([ap]\\.?m))",
        _start_of_range,
    ),
    ("0123456789", "([0-9]{1,2}) ?([ap]\\.?m\\.?)(?![a-z])", _english),
    ("零子午m凌", "零点(?!一|二|三|四|五)|子夜|午夜|midnight(?![a-z])|凌晨零点", _midnight),
    ("中正午晌n", "(?:中午|正午|午间|晌午|noon(?![a-z]))(?!好|饭|休|餐)", _noon),
    ("下", "下班(?:时间|时)?(?=$|[^后以之]|之前|以前)", _work_ends),
    ("下", "下班(?:以后|之后|后)", _after_work),
    ("上早", "早?上班(?:时间|时)?(?=之前|以前|前)", _work_starts),
    ("ec", "(?:eod|cob|eob|end of day|close of business)(?![a-z])", _work_ends),
    (_STARTS, f"({_LONG})(?!好|茶|场|班|{HOUR}[点时:])", _half_day),
    ("n", "(night)(?![a-z])", _half_day),
)
# 早 and 晚 alone are the half of a day only behind the day: 明早, 周五晚.
BEHIND_DAY: Rules[Clock] = Rules(
    (*RULES, (_SHORT_WORDS, f"([{_SHORT_WORDS}])(?![会餐报班宴市安教饭些点])", _half_day))
)
CLOCKS: Rules[Clock] = Rules(RULES)

"""Days counted from today by a word: 今天, 大后天, 次日, tomorrow."""

import re
from datetime import date, timedelta

from handlers.reading.times.parts import Days, Rule, Scene
from handlers.reading.times.reading import Span

_WORDS = {
    "大大后天": 4,
    "大后天": 3,
    "大后儿": 3,
    "后天": 2,
    "后日": 2,
    "后儿": 2,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "明个": 1,
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "今个": 0,
    "即日": 0,
    "本日": 0,
    "昨天": -1,
    "昨日": -1,
    "昨儿": -1,
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "明早": 1,
    "明晨": 1,
    "明晚": 1,
    "今早": 0,
    "今晨": 0,
    "今晚": 0,
    "今夜": 0,
    "昨晚": -1,
    "昨夜": -1,
    "后晚": 2,
    "后早": 2,
}
# 明早 and 今晚 give the day only; the word for the half of the day is read with the hour.
_HALF = "早晚晨夜"
_LONGEST_FIRST = "|".join(sorted((w for w in _WORDS if w[-1] not in _HALF), key=len, reverse=True))
_SHORT = "|".join(w[:-1] + "(?=" + w[-1] + ")" for w in _WORDS if w[-1] in _HALF)
_SHORT_SHIFT = {word[:-1]: shift for word, shift in _WORDS.items() if word[-1] in _HALF}

_ENGLISH = {
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "today": 0,
    "yesterday": -1,
}
_ENGLISH_WORDS = "|".join(_ENGLISH)


def _relative(match: re.Match[str], scene: Scene) -> Days:
    word = match[1]
    shift = _WORDS[word] if word in _WORDS else _SHORT_SHIFT[word]
    return Days((scene.days(shift),))


def _english(match: re.Match[str], scene: Scene) -> Days:
    return Days((scene.days(_ENGLISH[match[0]]),))


def _tonight(_: re.Match[str], scene: Scene) -> Days:
    return Days((scene.today,))


def _next_day(_: re.Match[str], scene: Scene) -> Days:
    return Days((scene.days(1),), after=lambda start: start + timedelta(days=1))


def _next_workday(match: re.Match[str], scene: Scene) -> Days:
    count = len(match[1]) if match[1].startswith("下") else -1
    return Days((scene.calendar.add_workdays(scene.today, count),))


def _same_day(_: re.Match[str], __: Scene) -> Days:
    return Days((), problem="no_anchor", after=_itself, weak=True)


def _itself(start: date) -> date:
    return start


def _two_days(match: re.Match[str], scene: Scene) -> Days:
    """明后天 leaves open which; 今明两天 names both."""
    first = 0 if match[1] == "今" else 1
    both = Span(scene.days(first), scene.days(first + 1))
    if match[2]:
        return Days((both,))
    return Days((both.start, both.end, both), problem="several")


RULES: tuple[Rule[Days], ...] = (
    ("今明", "(今|明)(?:天?[、和或]?)(?:明|后)(?:天?(两天|两日|2天|二天|两个?工作日)|天)(?!天)", _two_days),
    ("大后明今即本昨前", f"({_LONGEST_FIRST})(?:个)?(?!头条|方舟|起止|数据)", _relative),
    ("后明今昨", f"({_SHORT})", _relative),
    ("次第翌隔", "(?:次日|第[二2]天|翌日|隔天|隔日|次(?=晨|早))", _next_day),
    (
        "下上",
        "(下{1,3}|上)一?个?工作[日天](?!内(?!部|容|测|审)|之内|以内|后(?!端|台|勤|续)|之后|以后)",
        _next_workday,
    ),
    ("当", "当[日天]|当(?=[晚夜])", _same_day),
    ("tdy", f"(?:{_ENGLISH_WORDS})(?![a-z])", _english),
    ("t", "(?:to(?=night))", _tonight),
)

"""What stands around a time leaves it as it is: width, script, blanks, courtesy, and words that only look like times."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from app.calendars import CHINA
from handlers.reading.times import find_times, read_time
from tests.reading.time_phrases import NOW, phrases
from tests.support.time import SHANGHAI

AT = datetime.fromisoformat(NOW).replace(tzinfo=SHANGHAI)
NEVER_INSIDE = ("sentences", "not a time", "lengths")
CERTAIN = [
    (phrase, answer)
    for category, phrase, answer in phrases()
    if category not in NEVER_INSIDE and re.fullmatch("[0-9T:/-]*[0-9]{4}-[0-9T:/-]+", answer)
]
WIDE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {0x20: "\u3000"}
TRADITIONAL = str.maketrans(
    "后周个两点号国庆农历时钟内间节从当开会", "後週個兩點號國慶農曆時鐘內間節從當開會"
)
CHANGES: dict[str, Callable[[str], str]] = {
    "wide": lambda text: text.translate(WIDE),
    "traditional": lambda text: text.translate(TRADITIONAL),
    "blanks": lambda text: re.sub("(?<=[0-9])(?=[一-龥])|(?<=[一-龥])(?=[0-9])", " ", text),
    "quoted": "“{}”".format,
    "bracketed": "【{}】".format,
    "a stop": "{}。".format,
    "an emoticon": "{}👌".format,
    "thanks": "{}，谢谢".format,
    "a particle": "{}吧".format,
    "a person": "@张三 {}".format,
    "moved": "改到{}".format,
    "a list before": "清单 {}".format,
    "a place before": "线上 {}".format,
    "an id before": "T12 {}".format,
    "a task before": "任务12，{}".format,
    "a share before": "60%，{}".format,
    "a floor before": "12楼会议室 {}".format,
    "a room behind": "{} 3号会议室".format,
    "a floor behind": "{} 二楼会议室".format,
    "people behind": "{} 200人".format,
    "contents behind": "{} 内容评审".format,
    "a half year behind": "{} 半年总结".format,
    "a report behind": "{} 月报".format,
    "a check behind": "{} 点检".format,
    "a phase behind": "{} 一期项目".format,
    "a shop behind": "{} 天猫大促".format,
    "a colon behind": "{}：评审".format,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_stands_around_a_time_leaves_it_as_it_is(change: Callable[[str], str]) -> None:
    plain = {phrase: read_time(phrase, now=AT, calendar=CHINA).value for phrase, _ in CERTAIN}
    changed = {phrase: read_time(change(phrase), now=AT, calendar=CHINA) for phrase, _ in CERTAIN}
    assert len(plain) > 200
    wrong = {phrase: found.value for phrase, found in changed.items() if found.value != plain[phrase]}
    assert wrong == {}


@pytest.mark.parametrize("text", ["明天到5号楼", "周四下午到3号会议室", "后天到12楼"])
def test_a_place_one_goes_to_is_no_end(text: str) -> None:
    assert all(found.kind != "range" for found in find_times(text, now=AT, calendar=CHINA))

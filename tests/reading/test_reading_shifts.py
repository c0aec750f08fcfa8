"""By how much a meeting is moved, in words: read, printed, and read back the same."""

from datetime import datetime

import pytest

from app.calendars import CHINA
from handlers.reading.forms import MeetingForm
from handlers.reading.message import read_message
from handlers.reading.shifts import shifted
from handlers.reading.written import to_text
from tests.support.time import shanghai

AT = shanghai(2024, 5, 20, 14)
NOW = shanghai(2024, 5, 14, 10)


@pytest.mark.parametrize(
    ("shift", "to"),
    [
        ("推迟半小时", shanghai(2024, 5, 20, 14, 30)),
        ("延后90分钟吧", shanghai(2024, 5, 20, 15, 30)),
        ("往后推一刻钟", shanghai(2024, 5, 20, 14, 15)),
        ("提前 1.5 小时", shanghai(2024, 5, 20, 12, 30)),
        ("早一个小时开始", shanghai(2024, 5, 20, 13)),
        ("顺延三天", shanghai(2024, 5, 23, 14)),
        ("提前两个工作日", shanghai(2024, 5, 16, 14)),
        ("推迟一周", shanghai(2024, 5, 27, 14)),
        ("改期", None),
        ("推迟", None),
    ],
)
def test_what_comes_of_it_and_that_it_is_read_back(shift: str, to: datetime | None) -> None:
    form = read_message(f"M1 {shift}", now=NOW, group=False, mentions={}, calendar=CHINA).form
    assert isinstance(form, MeetingForm)
    assert (form.action, form.meeting_id, form.shift) == ("edit", 1, shift)
    assert shifted(form.shift, AT, CHINA) == to
    again = read_message(to_text(form), now=NOW, group=False, mentions={}, calendar=CHINA).form
    assert again == form


@pytest.mark.parametrize(
    "said", ["会议 推迟上线的评审 周三2点", "会议 延期复盘会 周五下午3点", "M1 改到周五"]
)
def test_words_that_only_sound_like_it_are_no_shift(said: str) -> None:
    form = read_message(said, now=NOW, group=False, mentions={}, calendar=CHINA).form
    assert isinstance(form, MeetingForm)
    assert form.shift == ""

"""What holds for every text: reading never fails, and what we print back reads as what was meant."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calendars import CHINA, say_date, say_moment
from handlers.reading.times import find_times, read_time
from tests.reading.time_phrases import phrases
from tests.support.time import SHANGHAI, shanghai

MOMENTS = st.integers(0, 60 * 24 * 1000).map(
    lambda minutes: shanghai(2024, 1, 1) + timedelta(minutes=minutes)
)
PIECES = st.sampled_from([phrase for _, phrase, _ in phrases()])
CHARACTERS = st.text(
    "今明后天下周月日号点半前内上午晚0123456789:-/.～ 工作节国庆农历每到至，　２：", max_size=30
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=60), CHARACTERS, st.lists(PIECES, max_size=4).map("".join)), MOMENTS)
def test_reading_never_fails(text: str, now: datetime) -> None:
    reading = read_time(text, now=now, calendar=CHINA)
    assert (reading.value is None) == (reading.kind in {"none", "ambiguous"})
    for found in find_times(text, now=now, calendar=CHINA):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("text", ["上午到3点", "上午到下午3点", "今天上午-11", "上午-0", "晚上至22:00"])
def test_a_time_of_day_without_its_hour_begins_no_stretch(text: str) -> None:
    assert read_time(text, now=shanghai(2024, 1, 1), calendar=CHINA).kind == "ambiguous"


@settings(deadline=None)
@given(MOMENTS, st.integers(0, 300))
def test_a_printed_day_reads_as_itself(now: datetime, ahead: int) -> None:
    day = now.date() + timedelta(days=ahead)
    reading = read_time(say_date(day, this_year=now.year), now=now, calendar=CHINA)
    assert reading.value == day


@settings(deadline=None)
@given(MOMENTS, st.integers(1, 60 * 24 * 200))
def test_a_printed_moment_reads_as_itself(now: datetime, ahead: int) -> None:
    moment = now + timedelta(minutes=ahead)
    reading = read_time(say_moment(moment, this_year=now.year), now=now, calendar=CHINA)
    assert reading.value == moment


def test_a_long_text_is_read_in_one_pass() -> None:
    now = datetime(2026, 7, 8, 9, 40, tzinfo=SHANGHAI)
    assert len(find_times("明天下午3点开会，" * 500, now=now, calendar=CHINA)) == 500
    assert isinstance(read_time("后天", now=now, calendar=CHINA).value, date)

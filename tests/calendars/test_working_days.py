"""Working days by the notices of the State Council, and by a chat's own exceptions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars import CHINA, Calendar

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))

OFF_2026 = {
    (1, 1, 3),
    (4, 4, 6),
    (5, 1, 5),
    (6, 19, 21),
    (9, 25, 27),
    (10, 1, 7),
    (2, 15, 23),
}
WORKING_WEEKENDS = [
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
    date(2025, 1, 26),
    date(2025, 2, 8),
    date(2025, 4, 27),
    date(2025, 9, 28),
    date(2025, 10, 11),
    date(2024, 5, 11),
]


@pytest.mark.parametrize("day", WORKING_WEEKENDS, ids=str)
def test_a_made_up_weekend_is_a_working_day(day: date) -> None:
    assert day.weekday() >= 5
    assert CHINA.is_workday(day)


def test_2026_is_off_exactly_as_announced() -> None:
    announced = {date(2026, month, day) for month, first, last in OFF_2026 for day in range(first, last + 1)}
    year = [date(2026, 1, 1) + timedelta(days=shift) for shift in range(365)]
    for day in year:
        expected = day not in announced and (day.weekday() < 5 or day in WORKING_WEEKENDS)
        assert CHINA.is_workday(day) is expected, day


def test_a_year_without_notice_is_estimated_and_said_so() -> None:
    assert CHINA.is_estimated(2027)
    assert CHINA.notice(2027) == "2027 年调休未公布，按周一至周五并扣除固定法定假日"
    assert CHINA.notice(2026) is None
    off = [date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 8), date(2027, 5, 3), date(2027, 10, 1)]
    assert [CHINA.is_workday(day) for day in off] == [False, False, False, True, False]
    assert not CHINA.is_workday(date(2027, 4, 5))  # 清明
    assert not CHINA.is_workday(date(2027, 6, 9))  # 端午
    assert not CHINA.is_workday(date(2027, 9, 15))  # 中秋


@pytest.mark.parametrize("year", [1890, 2003, 2099, 2150, 9998])
def test_no_year_raises(year: int) -> None:
    assert CHINA.add_workdays(date(year, 3, 1), 5) > date(year, 3, 5)


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        (date(2026, 10, 9), -5, date(2026, 9, 24)),
        (date(2026, 10, 9), -3, date(2026, 9, 29)),
        (date(2026, 10, 9), -1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2026, 10, 9), 2, date(2026, 10, 12)),
        (date(2026, 2, 24), -5, date(2026, 2, 10)),
        (date(2026, 2, 24), -1, date(2026, 2, 14)),
        (date(2024, 5, 20), -5, date(2024, 5, 13)),
        (date(2024, 5, 20), -4, date(2024, 5, 14)),
        (date(2024, 5, 20), -3, date(2024, 5, 15)),
        (date(2024, 5, 22), 1, date(2024, 5, 23)),
        (date(2024, 5, 22), 3, date(2024, 5, 27)),
        (date(2024, 5, 22), 5, date(2024, 5, 29)),
        (date(2024, 5, 28), -3, date(2024, 5, 23)),
        (date(2024, 5, 28), 5, date(2024, 6, 4)),
        (date(2024, 5, 25), -1, date(2024, 5, 24)),
        (date(2024, 5, 25), 3, date(2024, 5, 29)),
        (date(2024, 5, 20), 2, date(2024, 5, 22)),
        (date(2026, 5, 20), 0, date(2026, 5, 20)),
    ],
)
def test_counting_working_days(start: date, count: int, expected: date) -> None:
    assert CHINA.add_workdays(start, count) == expected


def test_notice_is_counted_up_to_the_meeting() -> None:
    meeting = date(2024, 5, 20)
    assert CHINA.workdays_between(date(2024, 5, 14), meeting) == 4
    assert CHINA.workdays_between(date(2024, 5, 16), meeting) == 2
    assert CHINA.workdays_between(meeting, date(2024, 5, 16)) == -2


def test_the_nearest_working_day_on_either_side() -> None:
    assert CHINA.previous_workday_on_or_before(date(2024, 6, 30)) == date(2024, 6, 28)
    assert CHINA.previous_workday_on_or_before(date(2024, 5, 19)) == date(2024, 5, 17)
    assert CHINA.next_workday_on_or_after(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CHINA.next_workday_on_or_after(date(2026, 9, 20)) == date(2026, 9, 20)


def test_a_chats_exceptions_win() -> None:
    own = Calendar(exceptions={date(2026, 7, 8): False, date(2026, 7, 11): True})
    assert not own.is_workday(date(2026, 7, 8))
    assert own.add_workdays(date(2026, 7, 7), 1) == date(2026, 7, 9)
    assert own.add_workdays(date(2026, 7, 10), 1) == date(2026, 7, 11)


@given(DAYS, st.integers(-30, 30))
def test_counting_there_and_measuring_back_agree(day: date, count: int) -> None:
    start = CHINA.next_workday_on_or_after(day)
    assert CHINA.workdays_between(start, CHINA.add_workdays(start, count)) == count


@given(DAYS, st.integers(1, 30))
def test_a_count_ends_on_a_working_day(day: date, count: int) -> None:
    assert CHINA.is_workday(CHINA.add_workdays(day, count))
    assert CHINA.is_workday(CHINA.add_workdays(day, -count))

"""The three clocks, working hours, leave, and where nudges are moved to."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars import (
    CHINA,
    CalendarDays,
    Hours,
    Leave,
    WorkingDays,
    add_working_hours,
    after_hours,
    dispute_due,
    into_window_after,
    into_window_before,
    nudge_after,
    nudge_before,
    objection_closes,
    on_leave,
    reached_instead,
    start_by,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(SHANGHAI))  # noqa: DTZ001


def at(month: int, day: int, hour: int, minute: int = 0, *, year: int = 2024) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def test_start_by_moves_back_to_a_working_day() -> None:
    assert start_by(CHINA, date(2024, 6, 30), CalendarDays(14)) == date(2024, 6, 14)


def test_a_dispute_is_due_at_the_end_of_the_second_working_day() -> None:
    assert dispute_due(CHINA, at(5, 20, 15, 20), WorkingDays(2)) == at(5, 22, 18)
    assert dispute_due(CHINA, datetime(2024, 5, 20, 20, 0, tzinfo=UTC), WorkingDays(2)) == at(5, 23, 18)


def test_minutes_are_due_literally_and_objections_wait_for_a_working_day() -> None:
    assert after_hours(at(5, 20, 15, 30), Hours(24)) == at(5, 21, 15, 30)
    assert objection_closes(CHINA, at(5, 21, 10), Hours(24)) == at(5, 22, 10)
    assert objection_closes(CHINA, at(5, 24, 10), Hours(24)) == at(5, 27, 10)


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        (at(5, 20, 10), at(5, 20, 10), at(5, 20, 10)),
        (at(5, 20, 8), at(5, 17, 18, 30), at(5, 20, 9)),
        (at(5, 20, 12, 30), at(5, 20, 12), at(5, 20, 13, 30)),
        (at(5, 20, 19, 30), at(5, 20, 18, 30), at(5, 21, 9)),
        (at(5, 19, 11), at(5, 17, 18, 30), at(5, 20, 9)),
        (at(5, 11, 11), at(5, 11, 11), at(5, 11, 11)),
    ],
)
def test_into_the_window(moment: datetime, before: datetime, after: datetime) -> None:
    assert into_window_before(CHINA, moment) == before
    assert into_window_after(CHINA, moment) == after


def test_a_nudge_moved_to_the_end_of_a_shift_stays_in_it() -> None:
    sent = nudge_before(CHINA, at(5, 20, 19, 30), "M1:minutes:4h")
    assert at(5, 20, 18, 23) <= sent < at(5, 20, 18, 30)
    assert sent == nudge_before(CHINA, at(5, 20, 19, 30), "M1:minutes:4h")
    assert len({nudge_before(CHINA, at(5, 20, 10), f"T{number}") for number in range(60)}) == 7


@given(MOMENTS, st.text(max_size=12))
def test_every_nudge_is_in_the_window_and_never_round(moment: datetime, key: str) -> None:
    for sent in (nudge_before(CHINA, moment, key), nudge_after(CHINA, moment, key)):
        assert CHINA.is_workday(sent.date())
        assert any(first <= sent.time() < last for first, last in CHINA.shifts)
        assert sent.minute % 30 != 0


@given(MOMENTS)
def test_moves_go_the_right_way(moment: datetime) -> None:
    assert into_window_before(CHINA, moment) <= moment <= into_window_after(CHINA, moment)


@pytest.mark.parametrize(
    ("moment", "hours", "expected"),
    [
        (at(5, 22, 18), -4, at(5, 22, 14)),
        (at(5, 22, 10), -4, at(5, 21, 15, 30)),
        (at(5, 22, 14), -1, at(5, 22, 11, 30)),
        (at(5, 22, 11), 2, at(5, 22, 14, 30)),
        (at(5, 24, 18), 1, at(5, 27, 9, 30)),
        (at(5, 25, 8), 0.5, at(5, 27, 9, 30)),
    ],
)
def test_working_hours_skip_lunch_and_days_off(moment: datetime, hours: float, expected: datetime) -> None:
    assert add_working_hours(CHINA, moment, hours) == expected


@given(MOMENTS, st.integers(1, 40))
def test_working_hours_there_and_back(moment: datetime, hours: int) -> None:
    start = into_window_after(CHINA, moment) + timedelta(minutes=1)
    back = add_working_hours(CHINA, add_working_hours(CHINA, start, hours), -hours)
    # The end of a shift and the start of the next are the same point of working time.
    assert into_window_after(CHINA, back) == into_window_after(CHINA, start)


def test_a_person_on_leave_is_left_alone() -> None:
    leaves = (
        Leave("li", date(2024, 5, 23), date(2024, 5, 27), "zhao"),
        Leave("zhao", date(2024, 5, 27), date(2024, 5, 27)),
        Leave("a", date(2024, 5, 23), date(2024, 5, 23), "b"),
        Leave("b", date(2024, 5, 23), date(2024, 5, 23), "a"),
    )
    assert on_leave(leaves, "li", date(2024, 5, 22)) is None
    assert reached_instead(leaves, "li", date(2024, 5, 22)) == "li"
    assert reached_instead(leaves, "li", date(2024, 5, 23)) == "zhao"
    assert reached_instead(leaves, "li", date(2024, 5, 27)) is None
    assert reached_instead(leaves, "a", date(2024, 5, 23)) is None

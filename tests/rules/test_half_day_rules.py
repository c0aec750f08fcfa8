"""Which reminders are said together, and in which half-day."""

from datetime import datetime, timedelta

import pytest

from app.calendars import CHINA
from app.reminders.halfdays import half_of, is_exempt, next_room, working_moment
from tests.support.time import shanghai


@pytest.mark.parametrize(
    ("at", "key"),
    [
        (shanghai(2024, 5, 20, 9), "2024-05-20 am"),
        (shanghai(2024, 5, 20, 12, 9), "2024-05-20 am"),
        (shanghai(2024, 5, 20, 13, 30), "2024-05-20 pm"),
        (shanghai(2024, 5, 20, 18, 29), "2024-05-20 pm"),
    ],
)
def test_a_day_has_two_halves(at: datetime, key: str) -> None:
    assert half_of(at, CHINA).key == key
    assert half_of(at, CHINA).ends > at


@pytest.mark.parametrize(
    ("subject", "step", "late", "exempt"),
    [
        ("task:1", "due_1", 0, False),
        ("task:1", "again", 0, True),
        ("live:1", "live_near", 0, True),
        ("meeting:1", "call_host", 0, True),
        ("minutesdraft:1", "minutes_4h", 0, True),
        ("minutesdraft:1", "minutes_4h", 3, False),
        ("minutesdraft:1", "minutes_silent", 0, False),
        ("minutesdraft:1", "minutes_close", 30, True),
    ],
)
def test_what_g12_exempts(subject: str, step: str, late: int, exempt: bool) -> None:
    assert is_exempt(subject, step, late=timedelta(hours=late)) is exempt


def test_the_next_room_is_the_afternoon_or_the_next_working_morning() -> None:
    after_morning = CHINA.local(next_room(shanghai(2024, 5, 17, 10), CHINA, "person:1"))
    assert (after_morning.day, after_morning.hour, after_morning.minute // 10) == (17, 13, 3)
    after_friday = CHINA.local(next_room(shanghai(2024, 5, 17, 15), CHINA, "person:1"))
    assert (after_friday.day, after_friday.hour, after_friday.minute < 10) == (20, 9, True)


def test_nobody_is_written_to_at_night() -> None:
    assert working_moment(shanghai(2024, 5, 17, 11), CHINA, "x") == shanghai(2024, 5, 17, 11)
    assert CHINA.local(working_moment(shanghai(2024, 5, 17, 22), CHINA, "x")).day == 20

"""L10: at once, and in the quiet hours only if urgent (S86)."""

from datetime import datetime

import pytest

from app.calendars import CHINA
from app.reminders.risk_ladder import Alarm, plan_alarm
from tests.support.time import shanghai


@pytest.mark.parametrize(
    ("at", "urgent", "day_and_hour"),
    [
        (shanghai(2024, 5, 14, 10), False, "05-14 10:00"),
        (shanghai(2024, 5, 14, 22), True, "05-14 22:00"),
        (shanghai(2024, 5, 14, 22), False, "05-15 09"),
        (shanghai(2024, 5, 18, 11), False, "05-20 09"),
    ],
    ids=["at once", "urgent at night", "in the morning", "after the weekend"],
)
def test_when_those_concerned_are_told(at: datetime, urgent: bool, day_and_hour: str) -> None:
    planned = plan_alarm(Alarm("risk:1", (7, 8), at, urgent), CHINA)
    assert [p.recipient for p in planned] == ["person:7", "person:8"]
    assert all(CHINA.local(p.fire_at).strftime("%m-%d %H:%M").startswith(day_and_hour) for p in planned)

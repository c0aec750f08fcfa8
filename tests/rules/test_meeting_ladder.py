"""L2 as tables: the golden script's window, the holiday vectors of 2026, and who hears what (product sections 5 and 9)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.calendars import CHINA
from app.reminders.meeting_ladder import MeetingSteps, PreWorkDue, plan_meeting
from tests.support.time import shanghai

HOST, ZHANG, LI = 1, 2, 3
DRAFT = MeetingSteps(
    subject="meeting:1",
    organiser_id=HOST,
    host_id=HOST,
    chat_id=9,
    starts_at=shanghai(2024, 5, 20, 14),
    published_at=None,
)
SENT = replace(
    DRAFT,
    published_at=shanghai(2024, 5, 14, 10),
    silent_ids=(ZHANG, LI),
    unread_ids=(ZHANG, LI),
    preworks=(PreWorkDue(7, date(2024, 5, 17), (ZHANG,)),),
    material_missing=True,
)


def days(facts: MeetingSteps) -> dict[str, date]:
    """The day of each step."""
    return {one.step: CHINA.local(one.fire_at).date() for one in plan_meeting(facts, CHINA)}


def told(facts: MeetingSteps, step: str) -> list[str]:
    """Who hears of a step."""
    return [one.recipient for one in plan_meeting(facts, CHINA) if one.step == step]


@pytest.mark.parametrize(
    ("starts", "six", "three"),
    [
        (shanghai(2024, 5, 20, 14), date(2024, 5, 11), date(2024, 5, 15)),
        (shanghai(2026, 10, 9, 14), date(2026, 9, 23), date(2026, 9, 29)),
        (shanghai(2026, 2, 24, 14), date(2026, 2, 9), date(2026, 2, 12)),
    ],
)
def test_the_window_of_the_notice(starts: datetime, six: date, three: date) -> None:
    assert days(replace(DRAFT, starts_at=starts)) == {"window_opens": six, "window_closes": three}


@pytest.mark.parametrize(
    ("starts", "count", "day"),
    [
        (date(2024, 5, 20), -5, date(2024, 5, 13)),
        (date(2024, 5, 20), -4, date(2024, 5, 14)),
        (date(2024, 5, 20), -3, date(2024, 5, 15)),
        (date(2026, 10, 9), -5, date(2026, 9, 24)),
        (date(2026, 10, 9), -1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2026, 10, 9), 2, date(2026, 10, 12)),
        (date(2026, 2, 24), -5, date(2026, 2, 10)),
        (date(2026, 2, 24), -1, date(2026, 2, 14)),
    ],
)
def test_working_days_around_the_holidays(starts: date, count: int, day: date) -> None:
    assert CHINA.add_workdays(starts, count) == day


def test_the_notice_of_the_golden_script() -> None:
    assert days(SENT) == {
        "rsvp": date(2024, 5, 15),
        "material_2": date(2024, 5, 16),
        "material_1": date(2024, 5, 17),
        "prework_eve": date(2024, 5, 16),
        "prework_day": date(2024, 5, 17),
        "read_ahead": date(2024, 5, 17),
        "eve": date(2024, 5, 17),
        "call_host": date(2024, 5, 20),
    }


@pytest.mark.parametrize(
    ("step", "who"),
    [
        ("rsvp", ["person:2", "person:3"]),
        ("prework_eve", ["person:2"]),
        ("material_1", ["person:1"]),
        ("read_ahead", ["person:2", "person:3"]),
        ("eve", ["chat:9"]),
        ("call_host", ["person:1"]),
    ],
)
def test_who_hears_what(step: str, who: list[str]) -> None:
    assert told(SENT, step) == who


def test_the_eve_of_a_meeting_after_the_spring_festival_is_a_saturday_at_work() -> None:
    after = replace(SENT, starts_at=shanghai(2026, 2, 24, 14), published_at=shanghai(2026, 2, 9, 10))
    assert days(after)["eve"] == date(2026, 2, 14)


def test_somebody_absent_without_a_delegate_then_the_organiser() -> None:
    alone = replace(SENT, alone_ids=(LI,))
    assert told(alone, "delegate") == ["person:3"]
    assert told(alone, "no_delegate") == ["person:1"]
    first, then = (
        next(p for p in plan_meeting(alone, CHINA) if p.step == s) for s in ("delegate", "no_delegate")
    )
    assert CHINA.local(first.fire_at).date() == CHINA.local(then.fire_at).date() == date(2024, 5, 17)
    assert first.fire_at < then.fire_at


def test_every_nudge_but_the_last_call_is_in_working_time_and_off_the_hour() -> None:
    for one in plan_meeting(replace(SENT, alone_ids=(LI,)), CHINA):
        local = CHINA.local(one.fire_at)
        if one.step == "call_host":
            assert (local.hour, local.minute) == (13, 50)
        else:
            assert local.minute % 30
            assert any(first <= local.time() <= last for first, last in CHINA.shifts)


def test_of_a_confidential_meeting_no_group_hears() -> None:
    assert told(replace(SENT, chat_id=None), "eve") == []


def test_pre_work_due_on_a_sunday_is_asked_for_by_the_friday() -> None:
    sunday = replace(SENT, preworks=(PreWorkDue(7, date(2024, 5, 19), (ZHANG,)),))
    assert (days(sunday)["prework_eve"], days(sunday)["prework_day"]) == (
        date(2024, 5, 16),
        date(2024, 5, 17),
    )


def test_an_urgent_draft_has_no_window() -> None:
    assert plan_meeting(replace(DRAFT, urgent=True), CHINA) == ()


def test_a_meeting_announced_the_day_before_asks_nobody_again() -> None:
    late = replace(SENT, published_at=shanghai(2024, 5, 20, 9))
    assert told(late, "rsvp") == []

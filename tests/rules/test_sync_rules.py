"""S63, S64, S87: what a sync speaks of, for how long, and who comes."""

from datetime import date

import pytest

from app.calendars import CHINA
from app.meetings.sync_rules import invited, is_late, is_soon, slots

TODAY = date(2024, 5, 20)


@pytest.mark.parametrize(
    ("due_on", "late", "soon"),
    [
        (date(2024, 5, 17), True, False),
        (date(2024, 5, 20), False, True),
        (date(2024, 5, 27), False, True),
        (date(2024, 5, 28), False, False),
    ],
)
def test_five_working_days_are_soon(due_on: date, late: bool, soon: bool) -> None:
    assert (is_late(due_on, TODAY), is_soon(due_on, TODAY, CHINA)) == (late, soon)


@pytest.mark.parametrize(
    ("counts", "minutes"),
    [
        ([("late", 0), ("disputes", 0), ("risks", 0), ("due", 0)], {}),
        ([("late", 1), ("disputes", 0), ("risks", 0), ("due", 1)], {"late": 3, "due": 2}),
        ([("late", 9), ("disputes", 0), ("risks", 0), ("due", 9)], {"late": 11, "due": 4}),
    ],
)
def test_what_is_pressing_gets_the_time_and_half_an_hour_holds_it(
    counts: list[tuple[str, int]], minutes: dict[str, int]
) -> None:
    assert slots(counts) == minutes
    assert sum(slots(counts).values()) <= 15


def test_a_full_agenda_still_fits() -> None:
    full = slots([("late", 20), ("disputes", 20), ("risks", 20), ("due", 20)])
    assert sum(full.values()) == 15
    assert min(full.values()) >= 1


def test_eight_come_at_most_and_the_others_read_the_minutes() -> None:
    who = invited(1, range(2, 12), [12, 3])
    assert who.required == (1, 2, 3, 4, 5, 6, 7, 8)
    assert set(who.copied) == {9, 10, 11, 12}


def test_with_an_empty_agenda_the_contacts_would_come() -> None:
    assert invited(1, [], [2, 3]).required == (1, 2, 3)
    assert invited(1, [], [2, 3]).copied == ()

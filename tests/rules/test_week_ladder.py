"""L6: the week's round by the calendar."""

from datetime import date

from app.calendars import CHINA
from app.reminders.week_ladder import WeekFacts, plan_week, week_to_plan
from tests.support.time import shanghai

FACTS = WeekFacts(3, (7, 8))


def days(week: date) -> dict[str, str]:
    """Each step with its local day and hour."""
    return {p.step: CHINA.local(p.fire_at).strftime("%m-%d %H") for p in plan_week(FACTS, week, CHINA)}


def test_a_plain_week_asks_on_thursday_and_tells_on_friday() -> None:
    assert days(date(2024, 5, 13)) == {
        "weekly_ask": "05-16 15",
        "weekly_again": "05-17 11",
        "weekly_digest": "05-17 16",
    }
    planned = plan_week(FACTS, date(2024, 5, 13), CHINA)
    assert {p.recipient for p in planned if p.step == "weekly_ask"} == {"person:7", "person:8"}


def test_a_week_that_ends_early_is_asked_earlier() -> None:
    # 2024-05-01 to 05-05 are off: Tuesday is the last working day of that week.
    assert days(date(2024, 4, 29)) == {"weekly_ask": "04-30 18", "weekly_digest": "04-30 18"}


def test_a_week_off_has_no_round_and_the_next_one_is_planned() -> None:
    assert plan_week(FACTS, date(2026, 2, 16), CHINA) == ()  # the Spring Festival's week
    after = week_to_plan(FACTS, shanghai(2024, 5, 17, 17), CHINA)
    assert CHINA.local(after[-1].fire_at).date() == date(2024, 5, 24)


def test_nobody_with_open_tasks_means_no_round() -> None:
    assert plan_week(WeekFacts(3, ()), date(2024, 5, 13), CHINA) == ()

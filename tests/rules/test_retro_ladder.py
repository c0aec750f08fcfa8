"""L9: milestones ahead, the question afterwards, and a retrospective's own days."""

from datetime import date

from app.calendars import CHINA
from app.reminders.retro_ladder import ProjectDays, RetroFacts, plan_project, plan_retro
from tests.support.time import shanghai

DAYS = ProjectDays("project:1", 7, (date(2024, 6, 14),))


def said(facts: ProjectDays) -> list[tuple[str, date, str]]:
    """Each step with its day and occasion."""
    return [
        (one.step, CHINA.local(one.fire_at).date(), one.due_version) for one in plan_project(facts, CHINA)
    ]


def test_a_milestone_is_told_of_and_looked_back_upon_by_working_days() -> None:
    # 6-10 is off; 6-14 is a Friday.
    assert said(DAYS) == [
        ("milestone_5", date(2024, 6, 6), "2024-06-14"),
        ("milestone_1", date(2024, 6, 13), "2024-06-14"),
        ("retro_ask", date(2024, 6, 17), "2024-06-14"),
    ]
    assert {one.recipient for one in plan_project(DAYS, CHINA)} == {"person:7"}


def test_two_milestones_of_a_day_are_one_question() -> None:
    twice = ProjectDays("project:1", 7, (date(2024, 6, 14), date(2024, 6, 14)))
    assert said(twice) == said(DAYS)


def test_the_end_asks_once_and_what_lay_ahead_falls_silent() -> None:
    ended = ProjectDays("project:1", 7, (date(2024, 6, 14),), closed_on=date(2024, 5, 31))
    assert said(ended) == [("retro_ask", date(2024, 6, 3), "close")]


def test_every_step_is_in_working_time_and_off_the_full_hour() -> None:
    for one in plan_project(DAYS, CHINA):
        local = CHINA.local(one.fire_at)
        assert 9 <= local.hour < 19
        assert local.minute % 30


def test_a_retrospective_reminds_the_silent_once_and_closes() -> None:
    facts = RetroFacts("retro:1", 3, (7, 8), shanghai(2024, 5, 16, 15), shanghai(2024, 5, 21, 18), open=True)
    planned = plan_retro(facts, CHINA)
    assert [(one.step, one.recipient) for one in planned] == [
        ("retro_silent", "person:7"),
        ("retro_silent", "person:8"),
        ("retro_close", "chat:3"),
    ]
    assert CHINA.local(planned[0].fire_at).date() == date(2024, 5, 20)
    assert planned[-1].fire_at == shanghai(2024, 5, 21, 18)
    assert (
        plan_retro(RetroFacts("retro:1", 3, (7,), facts.opened_at, facts.closes_at, open=False), CHINA) == ()
    )

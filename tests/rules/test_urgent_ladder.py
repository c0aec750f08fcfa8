"""G10: what is urgent is spoken of by the hour, on any day, between eight and ten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.calendars import CHINA, urgent_days
from app.reminders.halfdays import is_exempt
from app.reminders.task_ladder import TaskFacts, plan_task
from bot.texts import say
from tests.rules.test_task_ladder import DECIDER, GROUP, INITIATOR, OWNER, T1
from tests.support.time import shanghai

HOT = replace(T1, urgent=True)
"""Due on Wednesday 2024-05-22, at 18:00."""
SATURDAY = replace(HOT, due_on=date(2024, 5, 25))


def hours(facts: TaskFacts) -> dict[tuple[str, str], str]:
    """Each urgent step and whom it reaches, with its local day and hour."""
    return {
        (p.step, p.recipient): CHINA.local(p.fire_at).strftime("%m-%d %H")
        for p in plan_task(facts, CHINA)
        if p.step.startswith("urgent_")
    }


def test_each_hour_reaches_who_it_concerns() -> None:
    assert hours(HOT) == {
        ("urgent_24", f"person:{OWNER}"): "05-21 18",
        ("urgent_4", f"person:{OWNER}"): "05-22 14",
        ("urgent_late_2", f"person:{OWNER}"): "05-22 20",
        ("urgent_late_4", f"person:{OWNER}"): "05-22 21",
        ("urgent_told", f"person:{INITIATOR}"): "05-22 21",
        ("urgent_group", f"chat:{GROUP}"): "05-23 08",
        ("urgent_decider", f"person:{DECIDER}"): "05-23 18",
    }


def test_days_off_count_as_well() -> None:
    assert hours(SATURDAY)["urgent_4", f"person:{OWNER}"] == "05-25 14"
    assert hours(SATURDAY)["urgent_decider", f"person:{DECIDER}"] == "05-26 18"


def test_the_steps_by_days_are_replaced() -> None:
    assert {p.step for p in plan_task(HOT, CHINA)} & {"due_1", "due_0", "late_1", "late_2", "late_5"} == set()
    assert "urgent_4" not in {p.step for p in plan_task(T1, CHINA)}


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (replace(HOT, initiator_id=OWNER), "urgent_told"),
        (replace(HOT, chat_id=None), "urgent_group"),
        (replace(HOT, decider_id=None), "urgent_decider"),
        (replace(HOT, quiet_on=date(2024, 5, 22)), "urgent_4"),
        (replace(HOT, created_at=shanghai(2024, 5, 22, 15)), "urgent_24"),
        (replace(HOT, open=False), "urgent_late_2"),
    ],
)
def test_who_has_no_part_in_it_is_left_alone(facts: TaskFacts, missing: str) -> None:
    assert missing not in {step for step, _ in hours(facts)}


@pytest.mark.parametrize("shift", range(14))
def test_nobody_is_woken(shift: int) -> None:
    for planned in plan_task(replace(HOT, due_on=HOT.due_on + timedelta(days=shift)), CHINA):
        if planned.step.startswith("urgent_"):
            local = CHINA.local(planned.fire_at)
            assert (8, 0) <= (local.hour, local.minute) <= (22, 0)
            assert local.minute not in {0, 30}


def test_an_urgent_step_waits_for_no_half_day_unless_it_was_missed() -> None:
    assert is_exempt("task:1", "urgent_late_2", late=timedelta(0))
    assert not is_exempt("task:1", "urgent_late_2", late=timedelta(hours=3))


def test_the_urgent_calendar_knows_no_day_off() -> None:
    assert urgent_days(CHINA).is_workday(date(2024, 5, 25))
    assert urgent_days(CHINA).zone == CHINA.zone


def test_every_urgent_step_has_words_for_the_plan() -> None:
    for step, _ in hours(HOT):
        assert "T1" in say(f"plan.{step}", about="T1")

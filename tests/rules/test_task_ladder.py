"""L5: who is reminded of a task, and when, by the vectors of the guide's example and of two holidays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.calendars import CHINA
from app.reminders.ladder import Planned
from app.reminders.task_ladder import TaskFacts, plan_task
from bot.texts import say
from tests.support.time import shanghai

OWNER, ASSIGNER, INITIATOR, DECIDER, HEAD, GROUP = 1, 2, 3, 4, 5, 9
T1 = TaskFacts(
    subject="task:1",
    owner_id=OWNER,
    assigner_id=ASSIGNER,
    initiator_id=INITIATOR,
    decider_id=DECIDER,
    head_id=None,
    chat_id=GROUP,
    created_at=shanghai(2024, 5, 20, 15, 20),
    due_on=date(2024, 5, 22),
    open=True,
    accepted=True,
)
T2 = replace(T1, subject="task:2", due_on=date(2024, 5, 25))
T3 = replace(T1, subject="task:3", due_on=date(2024, 5, 28))


def days(facts: TaskFacts, recipient: int) -> list[tuple[str, date]]:
    """The steps that reach one person, with their days."""
    return [
        (p.step, CHINA.local(p.fire_at).date())
        for p in plan_task(facts, CHINA)
        if p.recipient == f"person:{recipient}"
    ]


def group_days(facts: TaskFacts) -> list[date]:
    """The days whose 今日提醒 has a line about the task."""
    return [CHINA.local(p.fire_at).date() for p in plan_task(facts, CHINA) if p.recipient == f"chat:{GROUP}"]


@pytest.mark.parametrize(
    ("facts", "owner"),
    [
        (T1, [("due_1", 21), ("due_0", 22), ("late_1", 23), ("late_2", 24)]),
        (T2, [("due_1", 24), ("late_1", 27), ("late_2", 28)]),
        (
            replace(T2, due_on=date(2024, 5, 24)),
            [("due_1", 23), ("due_0", 24), ("late_1", 27), ("late_2", 28)],
        ),
        (T3, [("due_3", 23), ("due_1", 27), ("due_0", 28), ("late_1", 29), ("late_2", 30)]),
    ],
    ids=["T1", "T2 kept on Saturday", "T2 moved to Friday", "T3"],
)
def test_the_owner_is_told_ahead_and_behind(facts: TaskFacts, owner: list[tuple[str, int]]) -> None:
    assert days(facts, OWNER) == [(step, date(2024, 5, day)) for step, day in owner]


@pytest.mark.parametrize(
    ("facts", "told", "decider"),
    [
        (T1, date(2024, 5, 24), date(2024, 5, 29)),
        (T2, date(2024, 5, 28), date(2024, 5, 31)),
        (T3, date(2024, 5, 30), date(2024, 6, 4)),
    ],
)
def test_the_initiator_and_the_decision_maker_hear_later(facts: TaskFacts, told: date, decider: date) -> None:
    assert days(facts, INITIATOR) == [("late_told", told)]
    assert days(facts, DECIDER) == [("late_5", decider)]


def test_the_group_reads_of_it_when_it_is_due_and_on_every_working_day_after() -> None:
    may = [date(2024, 5, day) for day in (22, 23, 24, 27, 28, 29, 30, 31)]
    assert group_days(T1) == [*may, date(2024, 6, 3)]
    assert group_days(T2)[0] == date(2024, 5, 27)


def test_the_head_only_hears_where_that_is_enabled() -> None:
    assert days(replace(T1, head_id=HEAD), HEAD) == [("late_8", date(2024, 6, 3))]
    assert not [p for p in plan_task(T1, CHINA) if p.step == "late_8"]


def test_the_autumn_of_2026_with_its_make_up_saturday() -> None:
    facts = replace(T1, created_at=shanghai(2026, 9, 21, 10), due_on=date(2026, 10, 9))
    assert days(facts, OWNER) == [
        ("due_3", date(2026, 9, 29)),
        ("due_1", date(2026, 10, 8)),
        ("due_0", date(2026, 10, 9)),
        ("late_1", date(2026, 10, 10)),
        ("late_2", date(2026, 10, 12)),
    ]


def test_spring_festival_2026_and_a_year_not_announced() -> None:
    facts = replace(T1, created_at=shanghai(2026, 2, 2, 10), due_on=date(2026, 2, 24))
    assert ("due_1", date(2026, 2, 14)) in days(facts, OWNER)
    assert days(replace(facts, created_at=shanghai(2027, 3, 1, 10), due_on=date(2027, 3, 12)), OWNER)


def test_who_has_not_accepted_is_asked_once_and_then_the_assigner_hears() -> None:
    fresh = replace(T3, accepted=False)
    assert days(fresh, OWNER)[0] == ("unaccepted_1", date(2024, 5, 21))
    assert days(fresh, ASSIGNER) == [("unaccepted_2", date(2024, 5, 22))]


def test_two_nudges_never_meet_on_one_morning() -> None:
    assert ("unaccepted_1", date(2024, 5, 21)) not in days(replace(T1, accepted=False), OWNER)


def test_a_measure_is_spoken_of_before_its_own_moment() -> None:
    facts = replace(T1, measure_at=shanghai(2024, 5, 20, 18))
    (measure,) = [p for p in plan_task(facts, CHINA) if p.step == "measure"]
    assert shanghai(2024, 5, 20, 16) < measure.fire_at < shanghai(2024, 5, 20, 18)


def test_silence_agrees_to_a_later_date_and_accepts_what_was_handed_in() -> None:
    asked = replace(T1, asked_delay_at=shanghai(2024, 5, 21, 11))
    (agreed,) = [p for p in plan_task(asked, CHINA) if p.step == "delay_silent"]
    assert agreed.fire_at == shanghai(2024, 5, 22, 11)
    done = replace(T1, open=False, review_since=shanghai(2024, 5, 21, 20))
    (accepted,) = plan_task(done, CHINA)
    assert (accepted.step, accepted.fire_at) == ("review_silent", shanghai(2024, 5, 24, 9))


def test_every_step_has_words_for_the_plan() -> None:
    all_of_them = replace(
        T3,
        accepted=False,
        head_id=HEAD,
        measure_at=shanghai(2024, 5, 20, 18),
        again_at=shanghai(2024, 5, 21, 15),
        asked_delay_at=shanghai(2024, 5, 21, 11),
    )
    done = replace(T3, open=False, review_since=shanghai(2024, 5, 21, 11))
    for planned in (*plan_task(all_of_them, CHINA), *plan_task(done, CHINA)):
        assert "T3" in say(f"plan.{planned.step}", about="T3")


def test_what_is_over_plans_nothing() -> None:
    assert plan_task(replace(T1, open=False), CHINA) == ()


def test_the_owner_chooses_another_moment_and_a_quiet_day() -> None:
    again = replace(T1, again_at=shanghai(2024, 5, 21, 15, 30), quiet_on=date(2024, 5, 22))
    steps = dict(days(again, OWNER))
    assert steps["again"] == date(2024, 5, 21)
    assert "due_0" not in steps


def test_no_owner_hears_of_one_task_more_than_seven_times_by_plan() -> None:
    fresh = replace(T3, accepted=False)
    assert len([p for p in plan_task(fresh, CHINA) if p.recipient == f"person:{OWNER}"]) <= 7


@pytest.mark.parametrize("shift", range(0, 60, 7))
def test_every_nudge_is_in_working_time_and_off_the_full_hour(shift: int) -> None:
    due = T1.due_on + timedelta(days=shift)
    for planned in plan_task(replace(T1, due_on=due, accepted=False), CHINA):
        _in_working_time(planned)


def _in_working_time(planned: Planned) -> None:
    local = CHINA.local(planned.fire_at)
    assert CHINA.is_workday(local.date())
    assert local.minute not in {0, 30}
    assert (9, 0) <= (local.hour, local.minute) <= (18, 30)

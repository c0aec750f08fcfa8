"""L3, L4 and L8: the product's own vectors, and what they mean on other days (product sections 5 and 9)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.calendars import CHINA, Hours, WorkingDays, dispute_due, objection_closes
from app.reminders.ladder import Planned
from app.reminders.minutes_ladder import (
    DisputeFacts,
    MinutesFacts,
    minutes_due,
    plan_dispute,
    plan_minutes,
    plan_objection,
)
from tests.support.time import shanghai

ENDED = shanghai(2024, 5, 20, 15, 30)
FACTS = MinutesFacts(
    subject="minutesdraft:1",
    recorder_id=1,
    organiser_id=2,
    chat_id=9,
    escalation_id=7,
    ended_at=ENDED,
)
PUBLISHED = shanghai(2024, 5, 21, 10)
BRANCH_A = replace(
    FACTS,
    published_at=PUBLISHED,
    closes_at=objection_closes(CHINA, PUBLISHED, Hours(24)),
    silent_ids=(3, 4),
)


def said(plan: tuple[Planned, ...]) -> list[tuple[str, str, str]]:
    """Step, recipient, and the moment on the wall clock."""
    return [(p.step, p.recipient, f"{CHINA.local(p.fire_at):%m-%d %H:%M}") for p in plan]


def moment_of(plan: tuple[Planned, ...], step: str) -> datetime:
    """When a step is said."""
    return next(CHINA.local(p.fire_at) for p in plan if p.step == step)


def test_minutes_are_due_a_day_after_the_end_to_the_minute() -> None:
    assert minutes_due(ENDED) == shanghai(2024, 5, 21, 15, 30)
    assert minutes_due(shanghai(2024, 5, 24, 15, 30)) == shanghai(2024, 5, 25, 15, 30)


def test_a_chat_may_let_the_day_run_on_to_the_next_working_day() -> None:
    friday = shanghai(2024, 5, 24, 15, 30)
    assert minutes_due(friday, rolling=CHINA) == shanghai(2024, 5, 27, 15, 30)
    assert minutes_due(ENDED, rolling=CHINA) == minutes_due(ENDED)
    rolled = plan_minutes(replace(FACTS, ended_at=friday, rolls=True), CHINA)
    assert next(one.fire_at for one in rolled if one.step == "minutes_due") == shanghai(2024, 5, 27, 15, 30)


def test_branch_b_is_said_as_the_product_tells_it() -> None:
    plan = plan_minutes(FACTS, CHINA)
    evening = moment_of(plan, "minutes_4h")
    assert shanghai(2024, 5, 20, 18, 20) <= evening < shanghai(2024, 5, 20, 18, 30)
    assert [line for line in said(plan) if line[0] != "minutes_4h"] == [
        ("minutes_ready", "person:1", "05-20 15:40"),
        ("minutes_20h", "person:1", "05-21 11:30"),
        ("minutes_due", "person:1", "05-21 15:30"),
        ("minutes_due", "person:2", "05-21 15:30"),
        ("minutes_overdue", "chat:9", "05-21 17:30"),
        ("minutes_escalation", "person:7", "05-22 15:30"),
    ]


def test_branch_a_says_no_more_once_published_but_to_the_silent() -> None:
    plan = plan_minutes(BRANCH_A, CHINA)
    assert BRANCH_A.closes_at == shanghai(2024, 5, 22, 10)
    assert {p.step for p in plan} == {"minutes_silent", "minutes_close", "minutes_final"}
    assert said(plan)[-3:] == [
        ("minutes_close", "person:1", "05-22 10:00"),
        ("minutes_final", "chat:9", "05-22 10:00"),
        ("minutes_final", "person:1", "05-22 10:00"),
    ]
    silent = [p for p in plan if p.step == "minutes_silent"]
    assert {p.recipient for p in silent} == {"person:3", "person:4"}
    assert shanghai(2024, 5, 21, 18, 20) <= silent[0].fire_at < shanghai(2024, 5, 21, 18, 30)


def test_the_nudges_before_the_publication_are_the_two_of_the_first_day() -> None:
    before = [p for p in plan_minutes(FACTS, CHINA) if p.fire_at < PUBLISHED]
    assert [(p.step, p.recipient) for p in before] == [
        ("minutes_ready", "person:1"),
        ("minutes_4h", "person:1"),
    ]


def test_a_host_who_records_is_told_once() -> None:
    plan = plan_minutes(replace(FACTS, organiser_id=1), CHINA)
    assert sum(p.step == "minutes_due" for p in plan) == 1


def test_a_confidential_meeting_is_not_spoken_of_in_the_group() -> None:
    assert all(p.recipient.startswith("person:") for p in plan_minutes(replace(FACTS, chat_id=None), CHINA))


def test_of_final_minutes_it_is_said_that_they_are_final() -> None:
    assert {p.step for p in plan_minutes(replace(BRANCH_A, closed=True), CHINA)} == {"minutes_final"}


def test_minutes_that_are_final_at_night_are_told_of_in_the_morning() -> None:
    facts = replace(
        BRANCH_A, published_at=shanghai(2024, 5, 21, 20), closes_at=shanghai(2024, 5, 22, 20), closed=True
    )
    for planned in plan_minutes(facts, CHINA):
        assert shanghai(2024, 5, 23, 9) < planned.fire_at < shanghai(2024, 5, 23, 9, 10)


def test_the_group_reads_of_missing_minutes_when_people_work() -> None:
    plan = plan_minutes(replace(FACTS, ended_at=shanghai(2024, 5, 20, 19)), CHINA)
    assert moment_of(plan, "minutes_overdue") == shanghai(2024, 5, 22, 9)


def test_what_silence_has_made_a_dispute_is_told_to_both_sides_when_people_work() -> None:
    facts = replace(DISPUTE, unasked_ids=(3, 4), raised_at=shanghai(2024, 5, 20, 22))
    first = [p for p in plan_dispute(facts, CHINA) if p.step == "dispute_raised"]
    assert {p.recipient for p in first} == {"person:3", "person:4"}
    assert all(shanghai(2024, 5, 21, 9) < p.fire_at < shanghai(2024, 5, 21, 9, 10) for p in first)


def test_on_a_friday_the_last_word_comes_before_the_weekend_and_the_next_after_it() -> None:
    plan = plan_minutes(replace(FACTS, ended_at=shanghai(2024, 5, 24, 15, 30)), CHINA)
    assert [(step, when) for step, _, when in said(plan) if step not in {"minutes_ready", "minutes_4h"}] == [
        ("minutes_due", "05-27 09:00"),
        ("minutes_due", "05-27 09:00"),
        ("minutes_overdue", "05-27 11:00"),
        ("minutes_escalation", "05-28 09:00"),
    ]
    assert moment_of(plan, "minutes_4h").date() == shanghai(2024, 5, 24).date()


def test_a_meeting_in_the_evening_is_not_nudged_before_it_ended() -> None:
    plan = plan_minutes(replace(FACTS, ended_at=shanghai(2024, 5, 20, 19)), CHINA)
    assert said(plan)[:2] == [
        ("minutes_ready", "person:1", "05-20 19:10"),
        ("minutes_20h", "person:1", "05-21 15:00"),
    ]


@pytest.mark.parametrize(
    ("published", "closes"),
    [
        (shanghai(2024, 5, 21, 10), shanghai(2024, 5, 22, 10)),
        (shanghai(2024, 5, 24, 10), shanghai(2024, 5, 27, 10)),  # Saturday: the same clock on Monday
        (shanghai(2024, 5, 10, 16), shanghai(2024, 5, 11, 16)),  # that Saturday is worked
        (shanghai(2026, 10, 9, 16), shanghai(2026, 10, 10, 16)),
        (shanghai(2026, 9, 30, 16), shanghai(2026, 10, 8, 16)),
    ],
)
def test_the_time_to_object_rolls_over_days_off(published: datetime, closes: datetime) -> None:
    assert objection_closes(CHINA, published, Hours(24)) == closes


def test_an_objection_waits_for_its_answer_and_no_longer() -> None:
    until = shanghai(2024, 5, 22, 9)
    (planned,) = plan_objection(1, until)
    assert (planned.step, planned.recipient, planned.fire_at) == ("objection_unanswered", "person:1", until)


DUE = dispute_due(CHINA, shanghai(2024, 5, 20, 15), WorkingDays(2))
DISPUTE = DisputeFacts(
    subject="dispute:1", side_ids=(3, 4), organiser_id=1, decider_ids=(7, 8), due_at=DUE, open=True
)


def test_a_dispute_of_two_working_days_is_due_in_the_evening() -> None:
    assert shanghai(2024, 5, 22, 18) == DUE


@pytest.mark.parametrize(
    ("step", "recipients", "first", "last"),
    [
        ("dispute_ahead", {"person:3", "person:4"}, (22, 14, 0), (22, 14, 10)),
        ("dispute_due", {"person:3", "person:4"}, (22, 18, 0), (22, 18, 30)),
        ("dispute_late", {"person:1"}, (23, 10, 0), (23, 10, 10)),
        ("dispute_escalation", {"person:7", "person:8"}, (24, 10, 0), (24, 10, 10)),
    ],
)
def test_the_steps_of_a_dispute(
    step: str, recipients: set[str], first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    steps = [p for p in plan_dispute(DISPUTE, CHINA) if p.step == step]
    assert {p.recipient for p in steps} == recipients
    for planned in steps:
        assert shanghai(2024, 5, *first) < planned.fire_at < shanghai(2024, 5, *last)


def test_a_settled_dispute_is_left_alone() -> None:
    assert plan_dispute(replace(DISPUTE, open=False), CHINA) == ()


def test_a_moment_is_the_same_deadline_in_whatever_zone_it_is_written() -> None:
    here = replace(BRANCH_A, published_at=PUBLISHED, closes_at=BRANCH_A.closes_at)
    assert here.closes_at is not None
    there = replace(here, published_at=PUBLISHED.astimezone(UTC), closes_at=here.closes_at.astimezone(UTC))
    assert [p.due_version for p in plan_minutes(here, CHINA)] == [
        p.due_version for p in plan_minutes(there, CHINA)
    ]
    stored = replace(DISPUTE, due_at=DUE.astimezone(UTC))
    assert [p.due_version for p in plan_dispute(DISPUTE, CHINA)] == [
        p.due_version for p in plan_dispute(stored, CHINA)
    ]

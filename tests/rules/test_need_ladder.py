"""L1: who is reminded of a need, and when (product's reminder ladder, G1–G3)."""

from dataclasses import replace
from datetime import date, datetime

from app.calendars import CHINA
from app.reminders.ladder import AskedSupport, NeedFacts, plan_need
from tests.support.time import shanghai

FACTS = NeedFacts(
    subject="need:1",
    initiator_id=1,
    chat_id=9,
    registered_at=shanghai(2024, 5, 14, 10),
    due_on=date(2024, 6, 30),
    start_by=date(2024, 6, 14),
    waiting=(
        AskedSupport(1, 2, shanghai(2024, 5, 14, 10)),
        AskedSupport(2, 3, shanghai(2024, 5, 14, 10)),
    ),
    contact_ids=(2, 3),
    open=True,
)


def days(facts: NeedFacts, step: str) -> dict[str, date]:
    """Recipient to the day of that step."""
    return {p.recipient: p.fire_at.date() for p in plan_need(facts, CHINA) if p.step == step}


def test_silent_contacts_then_their_initiator_then_the_group() -> None:
    assert days(FACTS, "ask_again") == {"person:2": date(2024, 5, 15), "person:3": date(2024, 5, 15)}
    assert days(FACTS, "unanswered") == {"person:1": date(2024, 5, 16)}
    assert days(FACTS, "unanswered_group") == {"chat:9": date(2024, 5, 17)}


def test_a_contact_named_later_has_the_same_time_to_answer() -> None:
    later = replace(FACTS, waiting=(AskedSupport(1, 2, shanghai(2024, 5, 17, 17)),))
    assert days(later, "ask_again") == {"person:2": date(2024, 5, 20)}


def test_the_start_is_announced_to_contacts_and_initiator() -> None:
    assert days(FACTS, "start_by_3") == dict.fromkeys(("person:2", "person:3", "person:1"), date(2024, 6, 11))
    assert set(days(FACTS, "start_by_1").values()) == {date(2024, 6, 13)}


def test_the_expected_day_is_announced_to_the_initiator_by_working_days() -> None:
    assert days(FACTS, "due_5") == {"person:1": date(2024, 6, 24)}
    assert days(FACTS, "due_1") == {"person:1": date(2024, 6, 28)}


def test_nobody_is_asked_who_has_answered() -> None:
    answered = replace(FACTS, waiting=())
    assert {p.step for p in plan_need(answered, CHINA)} == {"start_by_3", "start_by_1", "due_5", "due_1"}


def test_a_closed_need_plans_nothing() -> None:
    assert plan_need(replace(FACTS, open=False), CHINA) == ()


def test_every_nudge_is_in_working_time_and_off_the_full_hour() -> None:
    for planned in plan_need(FACTS, CHINA):
        local: datetime = planned.fire_at.astimezone(CHINA.zone)
        assert CHINA.is_workday(local.date())
        assert local.minute not in {0, 30}
        assert (9, 0) <= (local.hour, local.minute) <= (18, 30)

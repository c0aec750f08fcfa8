"""L6 and L7 of a project with a rhythm of its own, by the calendar (S62, S64, S85, G10)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from app.calendars import CHINA
from app.projects.models import Cadence
from app.reminders.rhythm_ladder import (
    RhythmFacts,
    coming_rounds,
    coming_syncs,
    own_rhythm,
    plan_rhythm,
    round_at,
    sync_on,
)
from bot.texts import say
from tests.support.time import shanghai

TUESDAY, THURSDAY_DAY = 1, 3
SYNCED = RhythmFacts(5, 3, (7, 8), Cadence.WEEKLY, False, TUESDAY, time(10), None)
"""Told of at a sync on Tuesdays at ten."""
DAILY = RhythmFacts(5, 3, (7,), Cadence.DAILY, False, None, None, None)
BIWEEKLY = RhythmFacts(5, 3, (7,), Cadence.BIWEEKLY, False, None, None, date(2024, 5, 13))
URGENT = replace(DAILY, cadence=Cadence.WEEKLY, urgent=True)
NOW = shanghai(2024, 5, 14, 10, 30)
"""A Tuesday."""


def said(facts: RhythmFacts, now: datetime = NOW) -> list[tuple[str, str, str]]:
    """What is planned ahead: local day and hour, step, recipient."""
    return [
        (CHINA.local(p.fire_at).strftime("%m-%d %H"), p.step, p.recipient)
        for p in plan_rhythm(facts, now, CHINA)
        if p.fire_at > now
    ]


def test_a_sync_is_prepared_on_the_working_day_before() -> None:
    assert [one for one in said(SYNCED) if one[0] < "05-22"] == [
        ("05-20 15", "update_ask", "person:7"),
        ("05-20 15", "update_ask", "person:8"),
        ("05-20 16", "sync_agenda", "chat:3"),
        ("05-21 09", "update_digest", "chat:3"),
        ("05-21 10", "sync_lapse", "chat:3"),
    ]


def test_the_silent_are_asked_once_more_where_there_is_time() -> None:
    afternoon = replace(SYNCED, clock=time(14))
    assert ("05-21 11", "update_again", "person:7") in said(afternoon)
    assert not [one for one in said(SYNCED) if one[1] == "update_again"]


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        (DAILY, ["05-14", "05-15"]),
        (replace(DAILY, clock=time(11)), ["05-15", "05-16"]),
        (BIWEEKLY, ["05-17", "05-31"]),
        (replace(BIWEEKLY, every_from=date(2024, 5, 20)), ["05-24", "06-07"]),
        (replace(BIWEEKLY, weekday=THURSDAY_DAY, clock=time(10)), ["05-16", "05-30"]),
        (URGENT, ["05-14", "05-15"]),
    ],
    ids=["daily", "daily with a sync", "biweekly", "from next week", "biweekly with a sync", "urgent"],
)
def test_the_group_reads_it_at_the_cadence(facts: RhythmFacts, days: list[str]) -> None:
    assert [day[:5] for day, step, _ in said(facts) if step.endswith("digest")] == days


def test_a_daily_update_is_asked_for_at_five_on_working_days_and_on_every_day_if_urgent() -> None:
    friday = shanghai(2024, 5, 17, 19)
    assert [one[0] for one in said(DAILY, friday) if one[1] == "update_ask"] == ["05-20 17", "05-21 17"]
    assert [one[0] for one in said(URGENT, friday) if one[1] == "urgent_ask"] == ["05-18 17", "05-19 17"]


def test_a_sync_on_a_day_off_does_not_take_place_and_the_week_is_told_on_friday() -> None:
    monday = replace(SYNCED, weekday=0)
    assert sync_on(monday, date(2024, 6, 10), CHINA) is None  # the Dragon Boat Festival
    one = round_at(monday, shanghai(2024, 6, 10, 9), CHINA)
    assert one is not None
    assert one.day == date(2024, 6, 14)
    assert [moment.date() for moment in coming_syncs(monday, shanghai(2024, 6, 5, 9), CHINA)] == [
        date(2024, 6, 17),
        date(2024, 6, 24),
    ]


def test_before_a_make_up_saturday_the_eve_is_a_working_day_too() -> None:
    monday = replace(SYNCED, weekday=0)
    now = shanghai(2024, 5, 10, 17)
    assert ("05-11 16", "sync_agenda", "chat:3") in said(monday, now)  # Saturday 2024-05-11 is worked


def test_an_agenda_whose_hour_was_over_when_the_day_was_set_comes_at_once() -> None:
    evening = shanghai(2024, 5, 20, 17)
    assert first_agenda(evening, just_set=True) == evening + timedelta(minutes=1)
    assert first_agenda(evening, just_set=False) < evening  # it was said, or is about to be


def test_nobody_is_called_to_a_sync_of_the_day_it_was_set() -> None:
    assert first_agenda(shanghai(2024, 5, 21, 9, 30), just_set=True) < shanghai(2024, 5, 21, 9)


def first_agenda(now: datetime, *, just_set: bool) -> datetime:
    """When the agenda of the next sync comes."""
    planned = plan_rhythm(SYNCED, now, CHINA, just_set=just_set)
    return next(p.fire_at for p in planned if p.step == "sync_agenda")


def test_what_is_due_stays_in_the_plan_until_it_is_said() -> None:
    one = coming_rounds(SYNCED, shanghai(2024, 5, 20, 9), CHINA)[0]
    later = plan_rhythm(SYNCED, one.digest + timedelta(seconds=5), CHINA)
    assert ("update_digest", one.digest) in [(p.step, p.fire_at) for p in later]


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        (replace(SYNCED, running=False), set()),
        (replace(SYNCED, owner_ids=()), {"sync_agenda", "sync_lapse"}),
        (replace(DAILY, owner_ids=()), set()),
    ],
)
def test_nobody_to_ask_means_no_round(facts: RhythmFacts, left: set[str]) -> None:
    assert {p.step for p in plan_rhythm(facts, NOW, CHINA)} == left


@pytest.mark.parametrize(
    ("cadence", "urgent", "clock", "own"),
    [
        (Cadence.WEEKLY, False, "", False),
        (Cadence.WEEKLY, False, "10:00", True),
        (Cadence.WEEKLY, True, "", True),
        (Cadence.DAILY, False, "", True),
        (Cadence.BIWEEKLY, False, "", True),
    ],
)
def test_a_plain_project_is_told_of_in_its_groups_week(
    cadence: Cadence, urgent: bool, clock: str, own: bool
) -> None:
    assert own_rhythm(cadence, urgent=urgent, clock=clock) is own


@pytest.mark.parametrize("weekday", range(5))
@pytest.mark.parametrize("week", range(6))
def test_the_company_is_only_told_in_working_time(weekday: int, week: int) -> None:
    now = NOW + timedelta(weeks=week)
    for planned in plan_rhythm(replace(SYNCED, weekday=weekday, clock=time(14)), now, CHINA):
        local = CHINA.local(planned.fire_at)
        if planned.step != "sync_lapse" and planned.fire_at > now + timedelta(minutes=1):
            assert CHINA.is_workday(local.date())
            assert local.minute not in {0, 30}
            assert time(9) <= local.time() <= time(18, 30)


def test_every_step_has_words_for_the_plan() -> None:
    afternoon = replace(SYNCED, clock=time(14))
    steps = {p.step for facts in (afternoon, URGENT) for p in plan_rhythm(facts, NOW, CHINA)}
    assert steps >= {"update_ask", "update_again", "update_digest", "urgent_ask", "urgent_digest"}
    for step in steps:
        assert "上市" in say(f"plan.{step}", about="上市")

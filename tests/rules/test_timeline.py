"""The clock of a live meeting: minutes left, colours, cues, and when it closes."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.meetings.models import Segment
from app.meetings.timeline import (
    Running,
    RunningTopic,
    Stretch,
    closing_at,
    cues,
    planned_end,
    slot_of,
    still_true,
    stretch_of,
)
from app.reminders.live_ladder import plan_live
from tests.support.time import shanghai

START = shanghai(2024, 5, 20, 14)
END = shanghai(2024, 5, 20, 15, 30)


def at(minutes: float) -> datetime:
    """So many minutes into the meeting."""
    return START + timedelta(minutes=minutes)


def topic(*, minutes: int | None = 20, extended: bool = False) -> RunningTopic:
    """A topic that began five minutes in."""
    return RunningTopic(7, at(5), minutes, extended)


def running(segment: Segment, since: float = 0, about: RunningTopic | None = None) -> Running:
    """A meeting from 14:00 to 15:30."""
    return Running(segment, at(since), START, END, about)


@pytest.mark.parametrize(
    ("minutes", "left", "stage"),
    [
        (5, 20, "calm"),
        (5.5, 20, "calm"),
        (6, 19, "calm"),
        (20.9, 5, "calm"),
        (21, 4, "near"),
        (24.9, 1, "near"),
        (25, 0, "over"),
        (25.9, 0, "over"),
        (26, -1, "over"),
        (30.5, -5, "over"),
    ],
)
def test_minutes_left_are_whole_and_colours_change_at_80_and_100_percent(
    minutes: float, left: int, stage: str
) -> None:
    slot = slot_of(topic())
    assert (slot.left(at(minutes)), slot.stage(at(minutes))) == (left, stage)


def test_an_extension_moves_the_end_by_five_minutes() -> None:
    assert slot_of(topic(extended=True)).ends_at == at(30)


def test_a_topic_without_a_length_counts_up() -> None:
    slot = slot_of(topic(minutes=None))
    assert (slot.left(at(17.5)), slot.stage(at(90))) == (12, "calm")


@given(st.integers(-7200, 7200), st.booleans())
def test_the_shown_number_stands_until_the_next_change_and_not_longer(seconds: int, ends: bool) -> None:
    stretch = Stretch(START, END if ends else None)
    now = END + timedelta(seconds=seconds)
    change = stretch.next_change(now)
    assert timedelta() < change - now <= timedelta(minutes=1)
    assert stretch.left(change - timedelta(microseconds=1)) == stretch.left(now)
    assert stretch.left(change) == stretch.left(change + timedelta(seconds=59))


@pytest.mark.parametrize(
    ("starts", "length", "began", "ends"),
    [
        (0, 90, 0, 90),  # on time
        (0, 90, -10, 90),  # early: as announced
        (0, 90, 12, 90),  # late: as announced
        (0, 90, 70, 160),  # hardly any time would be left: a meeting of its own
        (0, 90, -3000, -2910),  # on another day
        (None, 45, 3, 48),
        (None, None, 0, 60),
    ],
)
def test_the_planned_end(starts: int | None, length: int | None, began: int, ends: int) -> None:
    assert planned_end(None if starts is None else at(starts), length, at(began)) == at(ends)


@pytest.mark.parametrize(("length", "closes"), [(90, 80), (30, 20), (12, 5)])
def test_the_closing_begins_ten_minutes_before_the_end_but_not_in_the_opening(
    length: int, closes: int
) -> None:
    assert closing_at(START, at(length)) == at(closes)


def test_the_opening_lasts_five_minutes_and_the_closing_until_the_end() -> None:
    assert stretch_of(running(Segment.OPENING)).ends_at == at(5)
    assert stretch_of(running(Segment.CLOSING, 80)).ends_at == END


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (running(Segment.OPENING), [("live_opening", 5), ("live_closing", 80), ("live_end", 95)]),
        (
            running(Segment.TOPIC, 5, topic()),
            [
                ("live_intro", 8),
                ("live_near", 21),
                ("live_full", 25),
                ("live_over", 30),
                ("live_closing", 80),
                ("live_end", 95),
            ],
        ),
        (
            running(Segment.TOPIC, 5, topic(extended=True)),
            [("live_near", 25), ("live_full", 30), ("live_over", 35), ("live_closing", 80), ("live_end", 95)],
        ),
        (
            running(Segment.TOPIC, 5, topic(minutes=3)),  # 80 % come before the three minutes
            [
                ("live_near", 7.4),
                ("live_full", 8),
                ("live_over", 13),
                ("live_closing", 80),
                ("live_end", 95),
            ],
        ),
        (
            running(Segment.TOPIC, 5, topic(minutes=None)),
            [("live_intro", 8), ("live_closing", 80), ("live_end", 95)],
        ),
        (running(Segment.CLOSING, 80), [("live_end", 95)]),
    ],
)
def test_the_cues_of_each_segment(state: Running, expected: list[tuple[str, float]]) -> None:
    assert [(cue.step, cue.at) for cue in cues(state)] == [(step, at(minutes)) for step, minutes in expected]


@pytest.mark.parametrize(
    ("cue", "minutes", "true"),
    [
        ("live_intro", 8, True),
        ("live_intro", 22, False),
        ("live_near", 21, True),
        ("live_near", 26, False),
        ("live_full", 40, True),
        ("live_over", 40, True),
    ],
)
def test_a_late_cue_says_nothing_that_is_over(cue: str, minutes: float, true: bool) -> None:
    assert still_true(cue, running(Segment.TOPIC, 5, topic()), at(minutes)) is true


def test_only_the_next_redraw_is_planned_and_the_same_cue_is_never_planned_twice() -> None:
    told = [("live_near", at(21), 7), ("live_near", at(46), 8)]
    plan = plan_live(3, told, at(6))
    assert [p.step for p in plan] == ["live_minute", "live_near", "live_near"]
    assert {p.recipient for p in plan} == {"person:3"}
    assert len({(p.step, p.due_version) for p in plan}) == 3

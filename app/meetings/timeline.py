"""The clock of a live meeting as pure functions of now: segments, cues, whole minutes left (S34, S39, S47, S91, S92).

Nothing ticks here: what a card shows follows from when the segment began, so a restart in the middle changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal, TypeAlias

from app.meetings.models import Segment
from app.meetings.rules import CLOSING, OPENING

MINUTE = timedelta(minutes=1)
INTRO = timedelta(minutes=3)
"""S39: the owner introduces a topic within three minutes."""
EXTENSION = timedelta(minutes=5)
"""S92: a topic may be extended once, by so much."""
NEAR = 0.8
"""S91: from this share of the time on, the countdown changes its colour."""
OVERRUN = timedelta(minutes=5)
"""How long after the end the host is told once more, of a topic and of the meeting."""
USUAL_LENGTH = timedelta(minutes=60)
"""Of a meeting that was begun without a length."""
EARLY = timedelta(minutes=30)
"""A meeting begun so much ahead of its time still ends when it was announced to."""

Stage: TypeAlias = Literal["calm", "near", "over"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the countdown runs over. Both moments are aware; without an end the minutes are counted up."""

    began_at: datetime
    ends_at: datetime | None

    def left(self, now: datetime) -> int:
        """Whole minutes until the end, begun ones counted; 0 in the first minute after it, then negative.

        Without an end: the minutes that have passed.
        """
        if self.ends_at is None:
            return (now - self.began_at) // MINUTE
        return ceil((self.ends_at - now) / MINUTE)

    def stage(self, now: datetime) -> Stage:
        """Below 80 %, below 100 %, or beyond (S91)."""
        if self.ends_at is None or now < self.near_at:
            return "calm"
        return "near" if now < self.ends_at else "over"

    @property
    def near_at(self) -> datetime:
        """When 80 % are over."""
        assert self.ends_at is not None
        return self.began_at + (self.ends_at - self.began_at) * NEAR

    def next_change(self, now: datetime) -> datetime:
        """The next moment after `now` at which another number of minutes is shown."""
        anchor = self.began_at if self.ends_at is None else self.ends_at
        whole = int((now - anchor) // MINUTE) + 1
        return anchor + whole * MINUTE


@dataclass(frozen=True, slots=True)
class RunningTopic:
    """The topic under discussion: its slot in minutes (None: without), when it began (aware), whether it was extended."""

    id: int
    began_at: datetime
    minutes: int | None
    extended: bool


@dataclass(frozen=True, slots=True)
class Running:
    """Where a live meeting stands. Moments are aware; `ends_at` is its planned end."""

    segment: Segment
    segment_at: datetime
    began_at: datetime
    ends_at: datetime
    topic: RunningTopic | None


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to tell the host at a moment (aware); `about` is the topic, 0 for the meeting."""

    step: str
    at: datetime
    about: int = 0


def planned_end(starts_at: datetime | None, length: int | None, began_at: datetime) -> datetime:
    """When a meeting is to end: as announced, if it began near its time; else its length after it began.

    Somebody who begins ten minutes late does not get ten minutes more; somebody who begins on another day does.
    """
    whole = USUAL_LENGTH if length is None else timedelta(minutes=length)
    if starts_at is not None and starts_at - EARLY <= began_at <= starts_at + whole / 2:
        return starts_at + whole
    return began_at + whole


def closing_at(began_at: datetime, ends_at: datetime) -> datetime:
    """When 收尾 begins: ten minutes before the end, but never within the opening (S47)."""
    return max(ends_at - timedelta(minutes=CLOSING), began_at + timedelta(minutes=OPENING))


def stretch_of(running: Running) -> Stretch:
    """What the countdown of the present segment runs over."""
    if running.segment == Segment.OPENING:
        return Stretch(running.segment_at, running.segment_at + timedelta(minutes=OPENING))
    if running.segment == Segment.TOPIC and running.topic is not None:
        return slot_of(running.topic)
    return Stretch(running.segment_at, running.ends_at)


def slot_of(topic: RunningTopic) -> Stretch:
    """The time a topic has, with its extension (S92)."""
    if not topic.minutes:
        return Stretch(topic.began_at, None)
    more = EXTENSION if topic.extended else timedelta()
    return Stretch(topic.began_at, topic.began_at + timedelta(minutes=topic.minutes) + more)


def cues(running: Running) -> tuple[Cue, ...]:
    """What the host is told in the present segment, and when the meeting comes to its end; in time's order."""
    found = [Cue("live_end", running.ends_at + OVERRUN)]
    if running.segment != Segment.CLOSING:
        found.append(Cue("live_closing", closing_at(running.began_at, running.ends_at)))
    if running.segment == Segment.OPENING:
        found.append(Cue("live_opening", stretch_of(running).began_at + timedelta(minutes=OPENING)))
    if running.segment == Segment.TOPIC and running.topic is not None:
        found.extend(_topic_cues(running.topic))
    return tuple(sorted(found, key=lambda cue: (cue.at, cue.step)))


def _topic_cues(topic: RunningTopic) -> list[Cue]:
    """S39, S91, S92: three minutes of introduction, 80 %, 100 %, and once more five minutes later."""
    slot = slot_of(topic)
    intro = Cue("live_intro", topic.began_at + INTRO, topic.id)
    if slot.ends_at is None:
        return [intro]
    found = [
        Cue("live_near", slot.near_at, topic.id),
        Cue("live_full", slot.ends_at, topic.id),
        Cue("live_over", slot.ends_at + OVERRUN, topic.id),
    ]
    return [intro, *found] if intro.at < slot.near_at and not topic.extended else found


def still_true(cue: str, running: Running, now: datetime) -> bool:
    """Whether a cue that comes late, after a stop of ours, still says something true (G6, G8)."""
    stage = stretch_of(running).stage(now)
    if cue == "live_intro":
        return stage == "calm"
    if cue == "live_near":
        return stage == "near"
    return True

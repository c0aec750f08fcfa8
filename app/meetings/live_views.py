"""What a live meeting shows beside 表2."""

from dataclasses import dataclass
from datetime import date, datetime

from app.meetings.models import Outcome
from app.meetings.timeline import Running, Stretch
from app.meetings.views import AttendeeView, DecisionView, DisputeView, MeetingView, ParkedView, TopicView
from app.people.views import PersonView


@dataclass(frozen=True, slots=True)
class NotedView:
    """A task as it was noted, which of the five points of S93 it meets, and how many the chat wants (R14)."""

    id: int
    topic_id: int | None
    description: str
    owner: PersonView | None
    due_on: date | None
    deliverable: str
    risk: str
    countermeasure: str
    smart: tuple[tuple[str, bool], ...]
    enough: int

    @property
    def complete(self) -> bool:
        """Whether it can become a task: one owner and a day (R7)."""
        return self.owner is not None and self.due_on is not None


@dataclass(frozen=True, slots=True)
class HeadView:
    """What a head says to a major decision (S84); `agreed` None: nothing yet."""

    person: PersonView
    agreed: bool | None
    doubt: str


@dataclass(frozen=True, slots=True)
class LiveView:
    """A meeting while it runs. `running` is None before and after; `position` is what buttons carry (see live_rights)."""

    meeting: MeetingView
    running: Running | None
    stretch: Stretch | None
    position: str
    noted: tuple[NotedView, ...]
    heads: dict[int, tuple[HeadView, ...]]
    undo: int | None

    @property
    def topic(self) -> TopicView | None:
        """The topic being discussed, or that was when the closing began."""
        return self.meeting.current_topic

    @property
    def open_topics(self) -> tuple[TopicView, ...]:
        """The topics without a result, in the order of the agenda."""
        return tuple(topic for topic in self.meeting.topics if topic.outcome == Outcome.NONE)

    @property
    def next_topic(self) -> TopicView | None:
        """What comes after the present topic."""
        return next((topic for topic in self.open_topics if topic.id != self.meeting.topic_id), None)

    @property
    def ends_at(self) -> datetime | None:
        """When the present segment is to end (aware)."""
        return None if self.stretch is None else self.stretch.ends_at

    @property
    def objections(self) -> tuple[AttendeeView, ...]:
        """Those who object to the conclusions (S49)."""
        return tuple(a for a in self.meeting.required if a.objection)

    @property
    def one_sided(self) -> tuple[DisputeView, ...]:
        """Disputes that lack the demand of a second side (S45)."""
        return tuple(dispute for dispute in self.meeting.disputes if len(dispute.sides) < 2)

    @property
    def incomplete(self) -> tuple[NotedView, ...]:
        """Noted tasks without an owner or a day (R7)."""
        return tuple(task for task in self.noted if not task.complete)

    @property
    def homeless(self) -> tuple[ParkedView, ...]:
        """Parked items nobody has said where they go (S42)."""
        return tuple(item for item in self.meeting.parked if not item.goes_to)

    def decisions_of(self, topic_id: int | None) -> tuple[DecisionView, ...]:
        """The conclusions of a topic; None: those of none."""
        return tuple(d for d in self.meeting.decisions if d.topic_id == topic_id)

    def disputes_of(self, topic_id: int | None) -> tuple[DisputeView, ...]:
        """The disputes of a topic."""
        return tuple(d for d in self.meeting.disputes if d.topic_id == topic_id)

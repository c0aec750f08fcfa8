"""What leaves this package."""

from dataclasses import dataclass
from datetime import date, datetime

from app.meetings.models import MeetingKind, MeetingStatus, Outcome, Rsvp, Segment, Stance
from app.meetings.rules import Finding, TermFacts
from app.people.views import PersonView


@dataclass(frozen=True, slots=True)
class WhoField:
    """Somebody as typed: by platform id where a mention told it, by name, or a department (U4)."""

    name: str = ""
    external_id: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class TopicField:
    """A row of the agenda as typed (S75). `id` is set for a topic that exists already."""

    title: str = ""
    discussion: str = ""
    owner: WhoField = WhoField()
    minutes: int | None = None
    output: str = ""
    criterion: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class PreWorkField:
    """A piece of pre-work as typed (S30)."""

    text: str = ""
    owner: WhoField = WhoField()
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingFields:
    """表2 as it is typed, all of it or some. None leaves what is there; an empty value clears it.

    `starts_at` is aware; `doubt` is what was typed for the time when it could not be read for certain.
    """

    title: str | None = None
    necessity: str | None = None
    objective: str | None = None
    form: str | None = None
    place: str | None = None
    link: str | None = None
    starts_at: datetime | None = None
    length: int | None = None
    host: WhoField | None = None
    recorder: WhoField | None = None
    attendees: tuple[WhoField, ...] | None = None
    copied: tuple[WhoField, ...] | None = None
    topics: tuple[TopicField, ...] | None = None
    preworks: tuple[PreWorkField, ...] | None = None
    confidential: bool | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class AttendeeView:
    """Somebody invited, with what they answered and who stands in for them.

    `person` is None while it has to be asked for: `department` or `label` then say what was typed.
    """

    id: int
    person: PersonView | None
    department: str
    label: str
    cc: bool
    rsvp: Rsvp
    reason: str
    delegate: PersonView | None
    delegate_decides: bool
    opened_at: datetime | None
    present_at: datetime | None
    stance: Stance | None
    objection: str

    @property
    def comes(self) -> PersonView | None:
        """Who will sit there: the delegate of somebody absent, else the person; nobody when absent without one."""
        if self.rsvp == Rsvp.NO:
            return self.delegate
        return self.person

    @property
    def shown(self) -> str:
        """How the invitation names them."""
        if self.person is not None:
            return self.person.shown
        return self.department or self.label


@dataclass(frozen=True, slots=True)
class DecisionView:
    """结论. `pending`: a major one that waits for a head's word (S84). `name` is how people call it (D2); `replaced_by`
    the name of a later one that holds instead, `replaces` of those it took the place of (X6).
    """

    id: int
    topic_id: int | None
    text: str
    criterion: str
    basis: str
    major: bool
    confirmed_by: PersonView | None
    name: str = ""
    replaced_by: str = ""
    replaces: str = ""

    @property
    def stands(self) -> bool:
        """Whether it still holds."""
        return not self.replaced_by

    @property
    def pending(self) -> bool:
        """Whether a head still has to confirm it."""
        return self.major and self.confirmed_by is None


@dataclass(frozen=True, slots=True)
class DisputeView:
    """分歧 with its sides (department or person, core demand), the way and the deadline (aware)."""

    id: int
    topic_id: int | None
    point: str
    sides: tuple[tuple[str, PersonView | None, str], ...]
    way: str
    due_at: datetime
    settled: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ParkedView:
    """停车场: one item and where it goes."""

    id: int
    text: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class OpinionView:
    """What somebody said to the material of a topic (None: to all of it)."""

    person: PersonView
    topic_id: int | None
    stance: Stance
    text: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """A row of the agenda and what became of it."""

    id: int
    position: int
    title: str
    discussion: str
    owner: PersonView | None
    department: str
    label: str
    minutes: int | None
    output: str
    criterion: str
    progress: str
    problem: str
    decision_asked: str
    outcome: Outcome
    outcome_note: str
    began_at: datetime | None
    ended_at: datetime | None
    extended: bool
    prior_talk: str

    @property
    def owner_shown(self) -> str:
        """The owner's name, the department while nobody is known, or nothing."""
        return self.owner.shown if self.owner is not None else self.department or self.label


@dataclass(frozen=True, slots=True)
class PreWorkView:
    """A piece of pre-work, its owner (None: everybody who comes) and day, the material that came, and who still owes it."""

    id: int
    text: str
    owner: PersonView | None
    due_on: date | None
    materials: tuple[tuple[PersonView, str], ...]
    owed_by: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with all its parts. Moments are aware; `zone` is the chat's IANA name."""

    id: int
    number: int
    chat_id: int
    home_chat: str
    private_home: bool
    zone: str
    project: str
    project_id: int | None
    initiator: PersonView
    host: PersonView
    recorder: PersonView
    kind: MeetingKind
    title: str
    necessity: str
    objective: str
    form: str
    place: str
    link: str
    starts_at: datetime | None
    length: int | None
    urgent_reason: str
    confidential: bool
    status: MeetingStatus
    published_at: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    segment: Segment | None
    segment_at: datetime | None
    topic_id: int | None
    attendees: tuple[AttendeeView, ...]
    topics: tuple[TopicView, ...]
    preworks: tuple[PreWorkView, ...]
    opinions: tuple[OpinionView, ...]
    decisions: tuple[DecisionView, ...]
    disputes: tuple[DisputeView, ...]
    parked: tuple[ParkedView, ...]
    checks: tuple[Finding, ...]
    missing: tuple[str, ...]
    terms: tuple[TermFacts, ...] = ()
    replaced: tuple[DecisionView, ...] = ()

    @property
    def required(self) -> tuple[AttendeeView, ...]:
        """Those who are to come."""
        return tuple(attendee for attendee in self.attendees if not attendee.cc)

    @property
    def copied(self) -> tuple[AttendeeView, ...]:
        """Those who only learn through the minutes (S88)."""
        return tuple(attendee for attendee in self.attendees if attendee.cc)

    @property
    def current_topic(self) -> TopicView | None:
        """The topic being discussed."""
        return next((topic for topic in self.topics if topic.id == self.topic_id), None)

    @property
    def where(self) -> str:
        """Place and link as one text, in the guide's words: 线下：3号会议室."""
        return "；".join(part for part in (self.place, self.link) if part)

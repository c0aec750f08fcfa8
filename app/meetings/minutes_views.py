"""Minutes as they are shown."""

from dataclasses import dataclass
from datetime import date, datetime

from app.meetings.readers import Reader
from app.meetings.views import MeetingView
from app.people.views import PersonView
from app.tasks.models import TaskStatus

SECTIONS: tuple[str, ...] = ("basic", "topics", "tasks", "plan")
"""S51: 会议基本信息, 各议题结论, 待办任务, 下一步行动计划."""
Sections = dict[str, str]
"""Each of SECTIONS to its text; lines are separated by line breaks, and none is empty."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task of the meeting as its minutes list it (S51): content, owner, deadline."""

    number: int
    description: str
    owner: PersonView
    departments: str
    due_on: date
    status: TaskStatus
    deliverable: str
    edition: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting that comes next. `starts_at` is aware."""

    number: int
    title: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class MinutesMaterial:
    """All that the four sections are assembled from."""

    meeting: MeetingView
    tasks: tuple[TaskLine, ...]
    next_meeting: NextMeeting | None


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """异议 to a section, with its answer or the dispute it became. `answer_by` is aware."""

    id: int
    person: PersonView
    section: str
    text: str
    at: datetime
    answer_by: datetime
    answer: str
    dispute_id: int | None

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return not self.answer and self.dispute_id is None


@dataclass(frozen=True, slots=True)
class MinutesView:
    """An edition as published. `changed` holds the sections that differ from the edition before, in its old words.

    `readers` are all who it went to; `answered_ids` those who confirmed or objected. Moments are aware.
    """

    id: int
    edition: int
    newest: bool
    sections: Sections
    changed: Sections
    published_at: datetime
    publisher: PersonView
    closes_at: datetime
    final: bool
    readers: tuple[Reader, ...]
    answered_ids: frozenset[int]
    objections: tuple[ObjectionView, ...]

    @property
    def confirmed(self) -> int:
        """How many readers have answered."""
        return sum(1 for reader in self.readers if reader.person.id in self.answered_ids)


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A line of a pasted transcript that waits to be taken or left."""

    id: int
    kind: str
    text: str
    topic: str
    owner: PersonView | None
    owner_name: str
    due_on: date | None

"""What leaves this package."""

from dataclasses import dataclass
from datetime import date, datetime

from app.people.views import PersonView
from app.tasks.models import DelayCause, TaskStatus

OPEN: tuple[TaskStatus, ...] = (TaskStatus.TODO, TaskStatus.DOING)
"""What still has to be done."""


@dataclass(frozen=True, slots=True)
class DelayView:
    """A later date that was asked for. `agreed` is None until somebody (or silence) decides."""

    id: int
    old_due_on: date
    new_due_on: date
    cause: DelayCause
    reason: str
    asked_by: PersonView
    asked_at: datetime
    decided_by: PersonView | None
    agreed: bool | None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A task offered to somebody else; `taken` and `refused` are both false while it waits."""

    id: int
    giver: PersonView
    taker: PersonView
    note: str
    owner_agreed: bool
    taken: bool
    refused: bool

    @property
    def waits(self) -> bool:
        """Whether somebody still has to answer."""
        return not self.taken and not self.refused


@dataclass(frozen=True, slots=True)
class HelpView:
    """Help asked of a department (S61), and what it answered."""

    id: int
    task_id: int
    department: str
    asked: PersonView | None
    by: PersonView
    what: str
    due_on: date | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskView:
    """A row of 表3 with all that belongs to it. `due_on` is a day of the chat's zone; moments are aware, UTC.

    `initiator` is the owner of its project. `smart` tells for each of the five points of S93 whether it is met, of
    which the chat's rules want `enough` (R14; 0 where nobody asks).
    """

    id: int
    number: int
    description: str
    owner: PersonView
    assigner: PersonView
    initiator: PersonView | None
    project_id: int | None
    project: str
    meeting_id: int | None
    topic_id: int | None
    chat_id: int
    departments: str
    due_on: date
    first_due_on: date
    due_waived: bool
    status: TaskStatus
    delayed: bool
    percent: int | None
    progress_note: str
    deliverable: str
    edition: str
    link: str
    risk: str
    countermeasure: str
    countermeasure_at: datetime | None
    created_at: datetime
    accepted_at: datetime | None
    done_at: datetime | None
    approved_at: datetime | None
    delays: tuple[DelayView, ...]
    handovers: tuple[HandoverView, ...]
    smart: tuple[tuple[str, bool], ...]
    enough: int

    @property
    def open(self) -> bool:
        """Whether it still has to be done."""
        return self.status in OPEN

    @property
    def asked_delay(self) -> DelayView | None:
        """The later date that waits for a decision (延期待批)."""
        return next((delay for delay in reversed(self.delays) if delay.agreed is None), None)

    @property
    def offered(self) -> HandoverView | None:
        """The hand-over that waits for somebody's yes."""
        return next((one for one in reversed(self.handovers) if one.waits), None)

    def overdue(self, today: date) -> bool:
        """逾期: open, and its day is over. `today` is the day in the chat's zone."""
        return self.open and self.due_on < today


@dataclass(frozen=True, slots=True)
class TaskFields:
    """What a form about a task holds, complete or not. Each verb uses its own; people are platform ids.

    `due_typed` and `due_doubt` are set while the day is not certain. `at` is an aware moment (改到…).
    """

    description: str = ""
    owner: str = ""
    owner_typed: str = ""
    due_on: date | None = None
    due_typed: str = ""
    due_doubt: str = ""
    departments: str = ""
    deliverable: str = ""
    risk: str = ""
    project_id: int | None = None
    cause: str = ""
    text: str = ""
    percent: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftView:
    """A form begun: what it does (`verb`), to which task, and what it holds so far."""

    id: int
    verb: str
    task_id: int | None
    chat_id: int
    author_id: int
    fields: TaskFields
    done: bool


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk told of. `told` are those who read of it in private; `affects_goal` None: not said yet."""

    id: int
    project: str
    by: PersonView
    text: str
    countermeasure: str
    affects_goal: bool | None
    told: tuple[PersonView, ...]
    reported_at: datetime
    settled_by: PersonView | None


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of tasks. `narrowed` is what was typed (逾期, 研发部 …), `mine`: the reader's own."""

    id: int
    narrowed: str
    mine: bool
    tasks: tuple[TaskView, ...]
    total: int
    page: int
    pages: int

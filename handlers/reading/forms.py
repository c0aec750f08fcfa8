"""What a message asks for, typed: one frozen form per intent. A slot nobody filled is empty, never invented."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from handlers.reading.times import Reading

Intent: TypeAlias = Literal[
    "request",
    "meeting",
    "task",
    "minutes",
    "progress",
    "retro",
    "glossary",
    "contacts",
    "help",
    "home",
    "unknown",
    "none",
    "search",
    "record",
    "absence",
    "leave",
    "undo",
    "settings",
]


@dataclass(frozen=True, slots=True)
class PersonSlot:
    """Somebody as typed: a `name`, a mention's `key` in the text, or only a department (S12, S13).

    `decides` is set where the text says so: 研发部@张伟(决策).
    """

    name: str = ""
    key: str | None = None
    department: str | None = None
    decides: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A day or a moment as typed. `day` and `at` are what the words say; `at` is aware, set when an hour was named.

    `doubt` tells why it must be asked about: "unclear" (several days, or none), "past", "impossible" (2月30日).
    A day that is past keeps its `day`. `candidates` are what may have been meant.
    """

    typed: str = ""
    day: date | None = None
    at: datetime | None = None
    doubt: Literal["", "unclear", "past", "impossible"] = ""
    candidates: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """When a meeting takes place. `start` and `end` are aware; `day` alone when no hour was named.

    `end` comes from an end or a length that was typed, never from a default. `doubt` as in When.
    """

    typed: str = ""
    day: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    minutes: int | None = None
    doubt: Literal["", "unclear", "past", "impossible"] = ""
    candidates: tuple[Reading, ...] = ()


NO_DAY = When()
NO_SLOT = Slot()


@dataclass(frozen=True, slots=True)
class RequestForm:
    """需求: the columns of 表1 (S71) and what else a request may hold. Texts are as typed."""

    action: Literal["create", "show", "list", "edit", "close", "cancel", "export"] = "create"
    request_id: int | None = None
    project: str = ""
    initiator: str = ""
    goal: str = ""
    departments: tuple[str, ...] = ()
    contacts: tuple[PersonSlot, ...] = ()
    description: str = ""
    deadline: When = NO_DAY
    note: str = ""
    scenario: Literal["", "joint", "resources", "urgent", "strategy"] = ""
    deliverables: str = ""
    milestones: tuple[tuple[str, date], ...] = ()
    own_resources: str = ""
    support_list: bool = False
    """The 协作需求清单 is meant (S20), not 表1."""

    @property
    def due(self) -> date | None:
        """The day to take over; None while there is a doubt about it."""
        return None if self.deadline.doubt else self.deadline.day

    @property
    def due_typed(self) -> str:
        """The words the day was read from."""
        return self.deadline.typed

    @property
    def due_doubt(self) -> str:
        """Why the day must be asked about: unclear, past, impossible; empty when it is certain."""
        return self.deadline.doubt


@dataclass(frozen=True, slots=True)
class TopicSlot:
    """One line of an agenda (S75): title, what is discussed, owner, length in minutes, output, criterion (S89)."""

    title: str
    discussion: str = ""
    owner: PersonSlot | None = None
    minutes: int | None = None
    output: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """会议: what 表2 holds (S74, S75). An attendee may be a department (U4). `shift` is how far it is moved, as typed
    (推迟半小时); 改期 alone says only that it is."""

    action: Literal["create", "show", "list", "edit", "publish", "start", "end", "cancel", "export"] = (
        "create"
    )
    meeting_id: int | None = None
    topic: str = ""
    when: Slot = NO_SLOT
    place: str = ""
    attendees: tuple[PersonSlot, ...] = ()
    goal: str = ""
    agenda: tuple[TopicSlot, ...] = ()
    prework: str = ""
    shift: str = ""


TaskAction: TypeAlias = Literal[
    "create",
    "done",
    "progress",
    "delay",
    "reschedule",
    "transfer",
    "risk",
    "cancel",
    "list",
    "show",
    "export",
]


@dataclass(frozen=True, slots=True)
class TaskForm:
    """任务: a new one (S77), or what happens to those that are named.."""

    action: TaskAction = "list"
    task_ids: tuple[int, ...] = ()
    description: str = ""
    assignee: PersonSlot | None = None
    deadline: When = NO_DAY
    departments: tuple[str, ...] = ()
    deliverable: str = ""
    risk: str = ""
    reason: str = ""
    filter: str = ""


@dataclass(frozen=True, slots=True)
class MinutesForm:
    """纪要: of a meeting by id or name; `text` is an objection's or what shall stand in the minutes (S50–S55)."""

    action: Literal["show", "publish", "receipt", "objection", "export"] = "show"
    meeting_id: int | None = None
    meeting: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ProgressForm:
    """进度: of a project by name or request; `period` as typed (本周)."""

    project: str = ""
    request_id: int | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class RetroForm:
    """复盘: what went well, what to improve, what to change (S67–S69)."""

    action: Literal["create", "export"] = "create"
    project: str = ""
    request_id: int | None = None
    good: str = ""
    improve: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryForm:
    """术语: the list, one term, or its definition (S82)."""

    action: Literal["list", "lookup", "define"] = "list"
    term: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class ContactsForm:
    """部门: the list, one department, or who speaks, decides and heads there (S12, S13, S83)."""

    action: Literal["list", "lookup", "set"] = "list"
    department: str = ""
    contact: PersonSlot | None = None
    decision_maker: PersonSlot | None = None
    head: PersonSlot | None = None


@dataclass(frozen=True, slots=True)
class HelpForm:
    """帮助, or with `home` the home card. `topic` is a noun."""

    topic: str = ""
    home: bool = False


@dataclass(frozen=True, slots=True)
class SearchForm:
    """查: what is looked for in decisions, tasks and terms."""

    words: str


@dataclass(frozen=True, slots=True)
class RecordForm:
    """记: one line for the meeting that runs. `basis` is what follows 依据 (S41)."""

    kind: Literal["decision", "task", "dispute", "parked", "note"]
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """缺席: who cannot come, who stands in, and whether the delegate may decide (S37). No person: the writer."""

    meeting_id: int | None = None
    person: PersonSlot | None = None
    delegate: PersonSlot | None = None
    decides: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LeaveForm:
    """我请假: first and last day, and the deputy (D4)."""

    start: date | None = None
    end: date | None = None
    typed: str = ""
    deputy: PersonSlot | None = None


@dataclass(frozen=True, slots=True)
class UndoForm:
    """撤销: take back one's last change (D10)."""


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """设置: the chat's settings card."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not understood; nothing is run. `command` is what may have been meant, to be offered as one tap."""

    command: str = ""
    suggest: Intent | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Not for us: say nothing."""


Form: TypeAlias = (
    RequestForm
    | MeetingForm
    | TaskForm
    | MinutesForm
    | ProgressForm
    | RetroForm
    | GlossaryForm
    | ContactsForm
    | HelpForm
    | SearchForm
    | RecordForm
    | AbsenceForm
    | LeaveForm
    | UndoForm
    | SettingsForm
    | Unknown
    | Silence
)

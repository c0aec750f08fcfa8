"""What leaves this package."""

from dataclasses import dataclass
from datetime import date, datetime

from app.needs.models import NeedStatus, SupportStatus
from app.people.views import PersonView


@dataclass(frozen=True, slots=True)
class SupportView:
    """One department's part: who speaks for it in this project, what is asked, what it answered."""

    id: int
    department: str
    department_id: int
    contact: PersonView | None
    decision_maker: PersonView | None
    content: str
    status: SupportStatus
    manpower: str
    time: str
    budget: str
    difficulty: str
    gap: str
    direction: str
    answered_by: PersonView | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A named day."""

    name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class NeedView:
    """A registered need with all its parts. `start_by` is set when the note names a lead time (S73)."""

    id: int
    number: int
    project_id: int
    project: str
    scenario: str
    initiator: PersonView
    department: str
    goal: str
    deliverables: str
    own_resources: str
    description: str
    due_on: date
    due_waived: bool
    note: str
    lead_days: int | None
    start_by: date | None
    status: NeedStatus
    registered_at: datetime
    supports: tuple[SupportView, ...]
    milestones: tuple[MilestoneView, ...]
    checks: tuple["Finding", ...]
    home_chat: str
    timezone: str

    @property
    def unassigned(self) -> tuple[SupportView, ...]:
        """The departments nobody speaks for yet."""
        return tuple(support for support in self.supports if support.contact is None)

    @property
    def gaps(self) -> tuple[SupportView, ...]:
        """What was answered in part or with difficulty (S19)."""
        return tuple(s for s in self.supports if s.status in {SupportStatus.PARTIAL, SupportStatus.HARD})


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of 体检: a rule, what it is about, and the day it offers instead."""

    rule: str
    about: str = ""
    about_id: int = 0
    offered: date | None = None


@dataclass(frozen=True, slots=True)
class NeedFields:
    """表1 as it is typed, before and after it is complete. Texts are as the person wrote them; lists keep order."""

    project: str = ""
    department: str = ""
    goal: str = ""
    departments: tuple[str, ...] = ()
    contacts: tuple["ContactField", ...] = ()
    description: str = ""
    supports: tuple[tuple[str, str], ...] = ()
    due_on: date | None = None
    due_typed: str = ""
    due_doubt: str = ""
    home: str = ""
    note: str = ""
    lead_days: int | None = None
    scenario: str = ""
    deliverables: str = ""
    milestones: tuple[MilestoneView, ...] = ()
    own_resources: str = ""


@dataclass(frozen=True, slots=True)
class ContactField:
    """Who was named for a department: by platform id where a mention told it, else by name."""

    department: str = ""
    name: str = ""
    external_id: str = ""
    decides: bool = False


@dataclass(frozen=True, slots=True)
class DraftView:
    """A request begun: what it has, what it lacks, and when it is forgotten."""

    id: int
    need_id: int | None
    fields: NeedFields
    missing: tuple[str, ...]
    expires_at: datetime
    done: bool
    author: PersonView


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """What one department said on the collecting card (S18)."""

    department: str
    by: PersonView | None
    agreed: bool | None
    text: str

"""What leaves this package."""

from dataclasses import dataclass
from datetime import date, datetime

from app.meetings.views import DisputeView, MeetingView
from app.needs.views import MilestoneView, NeedView
from app.people.views import PersonView
from app.progress.rules import Phase
from app.projects.models import Cadence
from app.tasks.views import RiskView, TaskView


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project and everything in it that may be seen by who looks. `next_meeting` (aware) and `next_due` lie ahead."""

    id: int
    name: str
    owner: PersonView
    phase: Phase
    started_at: datetime
    needs: tuple[NeedView, ...]
    meetings: tuple[MeetingView, ...]
    tasks: tuple[TaskView, ...]
    disputes: tuple[DisputeView, ...]
    risks: tuple[RiskView, ...]
    milestones: tuple[MilestoneView, ...]
    missing: tuple[tuple[str, int], ...]
    next_meeting: MeetingView | None
    next_due: date | None
    next_dispute: datetime | None
    cadence: Cadence
    urgent: bool
    sync_weekday: int | None
    sync_clock: str

    @property
    def goal(self) -> str:
        """What it is for: the goal of its first need."""
        return self.needs[0].goal if self.needs else ""

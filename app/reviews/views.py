"""What leaves this package."""

from dataclasses import dataclass
from datetime import datetime

from app.people.views import PersonView
from app.rulepacks.service import ProposalView


@dataclass(frozen=True, slots=True)
class WordView:
    """What one of the core people said, or is asked."""

    id: int
    retro_id: int
    person: PersonView
    good: str
    figures: str
    improve: str
    said: bool


@dataclass(frozen=True, slots=True)
class RetroView:
    """A retrospective with everything said in it. Moments are aware; `closed_at` is empty while it is open."""

    id: int
    project_id: int
    project: str
    by: PersonView
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    words: tuple[WordView, ...]
    proposals: tuple[ProposalView, ...]

    @property
    def said(self) -> tuple[WordView, ...]:
        """Those who have answered."""
        return tuple(word for word in self.words if word.said)

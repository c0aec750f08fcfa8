"""What leaves this package."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.people.views import PersonView

ItemKind: TypeAlias = Literal[
    "task", "host", "recorder", "topic", "contact", "decision_maker", "head", "project"
]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing somebody who left still holds. `heir_id` gives it to somebody else.

    `id` is of the task, meeting, topic, department or project; `project_id` is set where a department's role is held
    in one project only. `number` is what people say of it (T5, M3), 0 for what has none.
    """

    kind: ItemKind
    id: int
    number: int
    text: str
    heir_id: int
    project_id: int = 0

    @property
    def key(self) -> str:
        """Its field in the hand-over form."""
        return f"give_{self.kind}_{self.id}_{self.project_id}"


@dataclass(frozen=True, slots=True)
class DepartureView:
    """A hand-over card: who left (moment aware), and what is still to be given to others by its reader."""

    id: int
    person: PersonView
    at: datetime
    items: tuple[Item, ...]
    choices: tuple[PersonView, ...]

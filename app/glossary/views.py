"""What leaves this package."""

from dataclasses import dataclass
from datetime import datetime

from app.glossary.rules import differ
from app.people.views import PersonView


@dataclass(frozen=True, slots=True)
class DefinitionView:
    """口径 of one department (empty: of everybody), who said it and when (aware)."""

    id: int
    department: str
    department_id: int | None
    text: str
    by: PersonView | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TermView:
    """A term with what each department means by it."""

    id: int
    name: str
    definitions: tuple[DefinitionView, ...]

    @property
    def conflict(self) -> bool:
        """S82: whether two departments differ."""
        return differ(one.text for one in self.definitions)

"""What leaves this package."""

from dataclasses import dataclass

LONGEST_DEPARTMENT, LONGEST_NAME, LONGEST_CHAT_NAME = 60, 100, 200
"""Characters of a name that are kept. What a platform tells of is cut; what somebody types is refused."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody as cards and files show them. `external_id` is the platform's id."""

    id: int
    external_id: str
    name: str
    department: str = ""

    @property
    def shown(self) -> str:
        """The name, or a placeholder until the platform has told it."""
        return self.name or "同事"


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department and who speaks for it."""

    id: int
    name: str
    contact: PersonView | None
    decision_maker: PersonView | None
    head: PersonView | None


@dataclass(frozen=True, slots=True)
class ChatView:
    """A chat. `timezone` is an IANA name."""

    id: int
    external_id: str
    private: bool
    name: str
    timezone: str

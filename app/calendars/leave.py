"""Who is away, and who stands in (product D4). Only the fact is kept, never the reason."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Leave:
    """A person's days away, both included, in the chat's zone. Without a deputy nobody is asked instead."""

    person_id: str
    start: date
    end: date
    deputy_id: str | None = None

    def covers(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.start <= day <= self.end


def on_leave(leaves: tuple[Leave, ...], person_id: str, day: date) -> Leave | None:
    """The leave that keeps the person away on that day. Of several the one that ends last: it is the one in force."""
    covering = [leave for leave in leaves if leave.person_id == person_id and leave.covers(day)]
    return max(covering, key=lambda leave: leave.end, default=None)


def reached_instead(leaves: tuple[Leave, ...], person_id: str, day: date) -> str | None:
    """Who is told on that day: the person, else the deputy (or the deputy's own), else nobody (None)."""
    asked: set[str] = set()
    current: str | None = person_id
    while current is not None and current not in asked:
        asked.add(current)
        leave = on_leave(leaves, current, day)
        if leave is None:
            return current
        current = leave.deputy_id
    return None

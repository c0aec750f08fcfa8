"""What leaves this package."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.people.views import PersonView

HitKind: TypeAlias = Literal["decision", "task", "minutes", "need", "term"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `id` is of what its button opens: a decision's and the minutes' is their meeting's.

    `number` is the short number people say (M3, T5, N1), 0 for a term; `where` the meeting, topic or project around
    it; `at` (aware) when it was decided, given, published or said. `published`: there are minutes to read.
    `replaced_by` names the conclusion that holds instead (X6).
    """

    kind: HitKind
    id: int
    number: int
    text: str
    where: str
    who: PersonView | None
    at: datetime
    published: bool = False
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, newest first. `here`: only one group was looked through."""

    id: int
    words: str
    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int
    here: bool

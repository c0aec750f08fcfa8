"""A transcript: one JSON object a line (docs/replay.md)."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from bot.ports import Value

PRIVATE = "私聊"


class Unreadable(Exception):
    """A line is no line of a transcript. Told with its number."""


class Line(BaseModel):
    """One line: who the people are, something said, something pressed, or only time that passes.

    `at` is on the wall clock of `timezone`. `press` is a button's label, on the newest card with `card` in its title, the
    first one behind the text `after`; with `fill` the form's fields by label. `optional`: left out where there is no
    such card.
    """

    model_config = ConfigDict(extra="forbid")

    people: dict[str, str] = Field(default_factory=dict)
    timezone: str = ""
    at: datetime | None = None
    who: str = ""
    chat: str = PRIVATE
    text: str = ""
    quote: str | None = None
    reply: str = ""
    card: str = ""
    press: str = ""
    after: str = ""
    fill: dict[str, Value] = Field(default_factory=dict)
    optional: bool = False
    note: str = ""

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        if name:
            ZoneInfo(name)  # raises an error that is a ValueError for a zone nobody knows
        return name

    @model_validator(mode="after")
    def _says_one_thing(self) -> "Line":
        if self.text and self.press:
            raise ValueError("text or press, not both")
        if (self.text or self.press) and not self.who:
            raise ValueError("who is missing")
        if self.press and not self.card:
            raise ValueError("card is missing")
        return self


def read_transcript(lines: Iterable[str]) -> list[tuple[int, Line]]:
    """Its lines with their numbers; blank lines and those that begin with # are left out. Raises Unreadable."""
    found: list[tuple[int, Line]] = []
    for number, written in enumerate(lines, start=1):
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        try:
            found.append((number, Line.model_validate_json(written)))
        except (ValidationError, ValueError, LookupError) as error:
            why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise Unreadable(f"第 {number} 行看不懂：{why}") from None
    if not any(line.at is not None for _, line in found):
        raise Unreadable('至少要有一行写明时间，例如 {"at": "2024-05-14 10:00"}')
    return found


def people_in(lines: Iterable[Line]) -> dict[str, str]:
    """Everybody by name, with their department: those who are introduced first, then those who act."""
    found: dict[str, str] = {}
    given = list(lines)
    for line in given:
        found |= line.people
    for line in given:
        if line.who:
            found.setdefault(line.who, "")
    return found


def groups_in(lines: Iterable[Line]) -> list[str]:
    """The groups, in the order they come up."""
    return list(dict.fromkeys(line.chat for line in lines if line.who and line.chat != PRIVATE))

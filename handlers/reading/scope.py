"""What a reader may know besides the words: the moment, the calendar, and whose names stand behind the mentions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.calendars import Calendar


@dataclass(frozen=True, slots=True)
class MentionName:
    """Whom a mention's key stands for. `bot` is set for us and for every other bot."""

    name: str
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """One reading. `now` is aware; `mentions` are by the key that stands in the text."""

    now: datetime
    calendar: Calendar
    mentions: Mapping[str, MentionName]

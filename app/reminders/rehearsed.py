"""预演 as pure functions: planned reminders put together as they will be sent (G4), and what each costs whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.calendars import Calendar
from app.reminders.halfdays import DEEDS, half_of, is_exempt
from app.reminders.service import Due

TODAY = frozenset(("today", "unanswered_group", "minutes_overdue"))
"""Lines of the group's one post of a day (G11)."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: when (aware), to whom (`person:7`, `chat:3`), and the reminders in it by subject and step."""

    at: datetime
    recipient: str
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change would do to somebody's messages: those that would come no more, and those that would come instead."""

    recipient: str
    before: int
    after: int
    gone: tuple[Message, ...]
    new: tuple[Message, ...]


def messages(planned: Iterable[Due], calendar: Calendar) -> tuple[Message, ...]:
    """As they would be sent if nobody did anything, soonest first. What is done without a word is left out."""
    together: dict[tuple[str, str], list[Due]] = {}
    for due in sorted(planned, key=lambda one: (one.fire_at, one.id)):
        if due.step in DEEDS or due.subject.startswith("live:"):
            continue
        half = half_of(due.fire_at, calendar).key
        if due.recipient.startswith("chat:"):
            half = f"{half} today" if due.step in TODAY else str(due.id)
        elif is_exempt(due.subject, due.step, late=timedelta(0)):
            half = str(due.id)
        together.setdefault((due.recipient, half), []).append(due)
    found = (
        Message(
            dues[0].fire_at, dues[0].recipient, tuple(dict.fromkeys((one.subject, one.step) for one in dues))
        )
        for dues in together.values()
    )
    return tuple(sorted(found, key=lambda one: (one.at, one.recipient)))


def by_recipient(found: Iterable[Message]) -> dict[str, tuple[Message, ...]]:
    """Each one's messages, whoever hears first ahead."""
    each: dict[str, tuple[Message, ...]] = {}
    for one in found:
        each[one.recipient] = (*each.get(one.recipient, ()), one)
    return each


def weeks_of(found: tuple[Message, ...]) -> int:
    """Over how many weeks messages are spread, at least one."""
    return max(1, -(-(found[-1].at - found[0].at).days // 7))


def differences(before: Iterable[Message], after: Iterable[Message]) -> tuple[Difference, ...]:
    """Whom a change touches, and how. Nobody: the change moves no reminder."""
    old, new = by_recipient(before), by_recipient(after)
    found = []
    for recipient in dict.fromkeys((*old, *new)):
        was, becomes = old.get(recipient, ()), new.get(recipient, ())
        gone = tuple(one for one in was if one not in becomes)
        come = tuple(one for one in becomes if one not in was)
        if gone or come:
            found.append(Difference(recipient, len(was), len(becomes), gone, come))
    return tuple(found)

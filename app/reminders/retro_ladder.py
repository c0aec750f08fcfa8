"""L9 as pure functions: a project's named days ask for its owner's eye, and afterwards for a retrospective (S9, S65)."""

from dataclasses import dataclass
from datetime import date, datetime

from app.calendars import Calendar, nudge_after, nudge_before
from app.reminders.ladder import MORNING, Planned, version_at

AHEAD = (5, 1)
"""Working days before a milestone on which its owner is told of it."""
REMIND_AFTER, CLOSE_AFTER = 2, 3
"""Working days: the silent are asked once more, and the retrospective closes."""
CLOSING = "close"
"""The occasion of a project's end; a milestone's is its day."""


@dataclass(frozen=True, slots=True)
class ProjectDays:
    """What L9 depends on. `closed_on` is the chat's day on which the last need was closed."""

    subject: str
    owner_id: int
    milestones: tuple[date, ...]
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class RetroFacts:
    """An open retrospective. Moments are aware."""

    subject: str
    chat_id: int
    silent_ids: tuple[int, ...]
    opened_at: datetime
    closes_at: datetime
    open: bool


def plan_project(facts: ProjectDays, calendar: Calendar) -> tuple[Planned, ...]:
    """L9: five and one working days ahead of each milestone while the project runs; a working day after it, or after
    the end, whether to look back (S65). `due_version` is the occasion."""
    owner = f"person:{facts.owner_id}"
    planned: list[Planned] = []
    for day in dict.fromkeys(facts.milestones):
        if facts.closed_on is None:
            for count in AHEAD:
                nominal = calendar.at(calendar.add_workdays(day, -count), MORNING)
                moment = nudge_before(calendar, nominal, f"{facts.subject}:{day}:{count}")
                planned.append(Planned(f"milestone_{count}", owner, moment, day.isoformat()))
        if facts.closed_on is None or day < facts.closed_on:
            planned.append(_ask(facts, calendar, day, day.isoformat()))
    if facts.closed_on is not None:
        planned.append(_ask(facts, calendar, facts.closed_on, CLOSING))
    return tuple(sorted(planned, key=lambda p: (p.fire_at, p.step, p.due_version)))


def plan_retro(facts: RetroFacts, calendar: Calendar) -> tuple[Planned, ...]:
    """The silent once, two working days on; the close after three."""
    if not facts.open:
        return ()
    version = version_at(facts.opened_at)
    day = calendar.add_workdays(calendar.local(facts.opened_at).date(), REMIND_AFTER)
    nudge = nudge_after(calendar, calendar.at(day, MORNING), facts.subject)
    planned = [Planned("retro_silent", f"person:{one}", nudge, version) for one in facts.silent_ids]
    planned.append(Planned("retro_close", f"chat:{facts.chat_id}", facts.closes_at, version))
    return tuple(planned)


def _ask(facts: ProjectDays, calendar: Calendar, day: date, occasion: str) -> Planned:
    nominal = calendar.at(calendar.add_workdays(day, 1), MORNING)
    moment = nudge_after(calendar, nominal, f"{facts.subject}:{occasion}")
    return Planned("retro_ask", f"person:{facts.owner_id}", moment, occasion)

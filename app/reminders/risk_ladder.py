"""L10 as a pure function: a risk is told at once, but at night only where it is urgent (S86)."""

from dataclasses import dataclass
from datetime import datetime

from app.calendars import Calendar, into_window_after, nudge_after
from app.reminders.ladder import Planned, version_at


@dataclass(frozen=True, slots=True)
class Alarm:
    """What L10 depends on. `reported_at` is aware; `urgent`: of an urgent project."""

    subject: str
    concerned_ids: tuple[int, ...]
    reported_at: datetime
    urgent: bool


def plan_alarm(facts: Alarm, calendar: Calendar) -> tuple[Planned, ...]:
    """Everybody concerned at the moment it is told; outside working hours when they begin, unless it is urgent."""
    at_once = facts.urgent or into_window_after(calendar, facts.reported_at) == facts.reported_at
    version = version_at(facts.reported_at)
    return tuple(
        Planned(
            "risk_told",
            f"person:{one}",
            facts.reported_at
            if at_once
            else nudge_after(calendar, facts.reported_at, f"{facts.subject}:{one}"),
            version,
        )
        for one in facts.concerned_ids
    )

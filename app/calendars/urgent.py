"""The hours of an urgent project (G10): every day, from eight in the morning to ten at night."""

from dataclasses import dataclass, fields
from datetime import date, time

from app.calendars.working import Calendar, Shift

WAKING: tuple[Shift, ...] = ((time(8), time(22)),)


@dataclass(frozen=True, slots=True)
class UrgentDays(Calendar):
    """A calendar without days off."""

    def is_workday(self, day: date) -> bool:  # noqa: ARG002
        """Every day is one."""
        return True


def urgent_days(calendar: Calendar) -> Calendar:
    """The same zone, but every day counts, between 08:00 and 22:00 (G10)."""
    known = {field.name: getattr(calendar, field.name) for field in fields(calendar)}
    return UrgentDays(**{**known, "shifts": WAKING})

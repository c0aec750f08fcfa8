"""An office's hours: when its people begin, eat and leave; nudges and deadlines follow from them (G1)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.calendars.working import Calendar

AFTER_WORK = timedelta(minutes=30)
"""For so long after people leave a nudge still finds them: 18:00 makes a window until 18:30."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Wall clock of the chat's zone: 上班, the break at noon, 下班."""

    starts: time
    lunch_from: time
    lunch_until: time
    ends: time

    def __str__(self) -> str:
        return " ".join(
            f"{clock:%H:%M}" for clock in (self.starts, self.lunch_from, self.lunch_until, self.ends)
        )


USUAL_HOURS = OfficeHours(time(9), time(12), time(13, 30), time(18))


def read_office_hours(text: str) -> OfficeHours:
    """`09:00 12:00 13:30 18:00`; empty is the usual. Raises ValueError for anything that is no day in this order."""
    if not text:
        return USUAL_HOURS
    starts, lunch_from, lunch_until, ends = (time.fromisoformat(part) for part in text.split())
    if not starts < lunch_from < lunch_until < ends:
        raise ValueError(text)
    return OfficeHours(starts, lunch_from, lunch_until, ends)


def with_hours(calendar: Calendar, hours: OfficeHours) -> Calendar:
    """The calendar of an office that keeps these hours."""
    last = (datetime.combine(date.min, hours.ends) + AFTER_WORK).time()
    return replace(
        calendar,
        shifts=((hours.starts, hours.lunch_from), (hours.lunch_until, last)),
        day_starts=hours.starts,
        day_ends=hours.ends,
    )

"""The three clocks (U1): working days, calendar days and hours, never turned into one another."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.calendars.working import Calendar


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A number of working days: notice, disputes, ladders."""

    count: int


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """A number of plain days: lead time, material."""

    count: int


@dataclass(frozen=True, slots=True)
class Hours:
    """A number of hours on the clock: minutes, objections."""

    count: int


def after_working_days(calendar: Calendar, day: date, wait: WorkingDays) -> date:
    """The working day on which a wait ends; `day` itself is not counted. Negative counts back."""
    return calendar.add_workdays(day, wait.count)


def after_days(day: date, wait: CalendarDays) -> date:
    """The day on which a wait of plain days ends, whatever day that is."""
    return day + timedelta(days=wait.count)


def after_hours(moment: datetime, wait: Hours) -> datetime:
    """The moment so many hours later, literally (U2: minutes are due 24 h after the end, Sunday or not)."""
    return moment + timedelta(hours=wait.count)


def dispute_due(calendar: Calendar, raised: datetime, wait: WorkingDays) -> datetime:
    """When a dispute must be settled: the end of the working day on which the wait ends (U1)."""
    return calendar.end_of_day(after_working_days(calendar, calendar.local(raised).date(), wait))


def objection_closes(calendar: Calendar, published: datetime, wait: Hours) -> datetime:
    """When silence becomes consent. On a day off it waits for the same clock time on the next working day (U2)."""
    literal = calendar.local(after_hours(published, wait))
    return datetime.combine(calendar.next_workday_on_or_after(literal.date()), literal.time(), literal.tzinfo)


def start_by(calendar: Calendar, expected: date, lead: CalendarDays) -> date:
    """The last day to start so that `expected` can be kept, moved back to a working day (S73)."""
    return calendar.previous_workday_on_or_before(after_days(expected, CalendarDays(-lead.count)))

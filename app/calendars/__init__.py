"""Working days, leave and the three clocks: what the office's calendar says, without a database or a chat."""

from app.calendars.breaks import Break, break_around, breaks_from, named_break, next_break
from app.calendars.clocks import (
    CalendarDays,
    Hours,
    WorkingDays,
    after_days,
    after_hours,
    after_working_days,
    dispute_due,
    objection_closes,
    start_by,
)
from app.calendars.companydays import BadDaysFile, TooManyDays, read_company_days, write_company_days
from app.calendars.hours import (
    add_working_hours,
    into_window_after,
    into_window_before,
    nudge_after,
    nudge_before,
    with_offset,
)
from app.calendars.leave import Leave, on_leave, reached_instead
from app.calendars.office import USUAL_HOURS, OfficeHours, read_office_hours, with_hours
from app.calendars.saying import say_date, say_days, say_moment, say_span
from app.calendars.urgent import urgent_days
from app.calendars.working import CHINA, Calendar

__all__ = [
    "CHINA",
    "USUAL_HOURS",
    "BadDaysFile",
    "Break",
    "Calendar",
    "CalendarDays",
    "Hours",
    "Leave",
    "OfficeHours",
    "TooManyDays",
    "WorkingDays",
    "add_working_hours",
    "after_days",
    "after_hours",
    "after_working_days",
    "break_around",
    "breaks_from",
    "dispute_due",
    "into_window_after",
    "into_window_before",
    "named_break",
    "next_break",
    "nudge_after",
    "nudge_before",
    "objection_closes",
    "on_leave",
    "reached_instead",
    "read_company_days",
    "read_office_hours",
    "say_date",
    "say_days",
    "say_moment",
    "say_span",
    "start_by",
    "urgent_days",
    "with_hours",
    "with_offset",
    "write_company_days",
]

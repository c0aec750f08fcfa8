"""G11: when a group's 今日提醒 goes out, and which living card each day's is. Pure."""

from collections.abc import Sequence
from datetime import date, datetime

from app.calendars import Calendar, into_window_after, with_offset
from app.reminders.ladder import TODAY_POST, Planned

UNWRITTEN_DAYS = 8
"""Minutes nobody writes are spoken of on so many working days; then in the weekly digest only, as a task is."""

_DAY = 10**8


def today_subject(chat_id: int, day: date) -> str:
    """今日提醒 of a group (G11): each day's post is a living card of its own."""
    return f"today:{chat_id * _DAY + int(day.strftime('%Y%m%d'))}"


def day_of_post(key: int) -> tuple[int, date]:
    """The chat and the day behind the key of `today_subject`."""
    chat_id, digits = divmod(key, _DAY)
    return chat_id, date.fromisoformat(str(digits))


def plan_posts(chat_id: int, days: Sequence[date], calendar: Calendar) -> tuple[Planned, ...]:
    """A line in the group's post of each of these days. Every line of a day asks for it at the same moment."""
    recipient = f"chat:{chat_id}"
    return tuple(
        Planned(
            "today",
            recipient,
            with_offset(calendar, into_window_after(calendar, calendar.at(day, TODAY_POST)), recipient),
            day.isoformat(),
        )
        for day in days
    )


def days_of_meeting(starts_at: datetime, calendar: Calendar) -> list[date]:
    """A meeting is spoken of on its day and on the working day before. `starts_at` is aware."""
    day = calendar.local(starts_at).date()
    own = [day] if calendar.is_workday(day) else []
    return [calendar.add_workdays(day, -1), *own]


def days_of_minutes(due_at: datetime, calendar: Calendar) -> list[date]:
    """Minutes that are missing are spoken of from the working day they are due. `due_at` is aware."""
    first = calendar.next_workday_on_or_after(calendar.local(due_at).date())
    return [first, *(calendar.add_workdays(first, count) for count in range(1, UNWRITTEN_DAYS))]

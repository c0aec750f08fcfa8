"""G4 as pure functions: what may be said together, and the half-day of a person it is said in (D1)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.calendars import Calendar, into_window_after, with_offset

LATE = timedelta(hours=2)
"""G8: what is later than this is made up for, together, instead of being said one by one."""
ON_TIME = timedelta(minutes=30)
"""A reminder that is said within this time of its own was planned into working hours; a later one looks again."""

ON_THE_MINUTE = frozenset(
    ("call_host", "again", "minutes_ready", "minutes_4h", "minutes_20h", "minutes_due", "minutes_escalation")
)
"""G12: the call at the door, what a person has asked for, and the clock of the minutes."""
URGENT = "urgent_"
"""G10: the steps of an urgent project have hours of their own, and are said at them."""
DEEDS = frozenset(("delay_silent", "review_silent", "minutes_close", "objection_unanswered", "sync_lapse"))
"""Steps that do something when silence has lasted long enough. They tell their recipient nothing."""
NOT_AHEAD = frozenset(("dispute_due",))
"""Would be untrue before its own moment."""


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A morning or an afternoon. `key` is `2024-05-20 am`; `ends` is aware and not in it any more."""

    key: str
    ends: datetime


def half_of(moment: datetime, calendar: Calendar) -> HalfDay:
    """The half-day a moment (aware) lies in, by the calendar's wall clock."""
    local = calendar.local(moment)
    day, noon = local.date(), _noon(local.date(), calendar)
    if moment < noon:
        return HalfDay(f"{day.isoformat()} am", noon)
    return HalfDay(f"{day.isoformat()} pm", calendar.at(day + timedelta(days=1), time(0)))


def _noon(day: date, calendar: Calendar) -> datetime:
    """The middle of the break between the shifts: what comes later belongs to the afternoon."""
    ends, begins = calendar.at(day, calendar.shifts[0][1]), calendar.at(day, calendar.shifts[-1][0])
    return ends + (begins - ends) / 2


def is_exempt(subject: str, step: str, *, late: timedelta) -> bool:
    """Whether a step is said by itself whatever else the half-day brings (G12). Late, the minutes' clock is not: what
    was missed is made up for in one (G8)."""
    if subject.startswith("live:") or step in DEEDS:
        return True
    minded = step in ON_THE_MINUTE or step.startswith(URGENT)
    return minded and (late <= LATE or step == "call_host")


def next_room(moment: datetime, calendar: Calendar, key: str) -> datetime:
    """When somebody who has been written to in this half-day can be written to again (aware)."""
    return with_offset(calendar, into_window_after(calendar, half_of(moment, calendar).ends), key)


def working_moment(moment: datetime, calendar: Calendar, key: str) -> datetime:
    """The moment itself if people work then, else soon after they begin again (G1)."""
    then = into_window_after(calendar, moment)
    return moment if then == moment else with_offset(calendar, then, key)

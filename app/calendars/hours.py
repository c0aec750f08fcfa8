"""Working hours: counting them, and moving a nudge into them (G1–G3)."""

from datetime import datetime, timedelta
from hashlib import blake2b

from app.calendars.working import ONE_DAY, Calendar

ROOM_FOR_OFFSET = timedelta(minutes=10)


def into_window_before(calendar: Calendar, moment: datetime) -> datetime:
    """The moment itself if people work then, else the end of the last shift before it (G2, before a deadline)."""
    day = calendar.local(moment).date()
    while True:
        if calendar.is_workday(day):
            for first, last in reversed(calendar.shifts):
                if calendar.at(day, first) <= moment:
                    return min(moment, calendar.at(day, last))
        day -= ONE_DAY


def into_window_after(calendar: Calendar, moment: datetime) -> datetime:
    """The moment itself if people work then, else the start of the next shift (G2, after a deadline)."""
    day = calendar.local(moment).date()
    while True:
        if calendar.is_workday(day):
            for first, last in calendar.shifts:
                if moment < calendar.at(day, last):
                    return max(moment, calendar.at(day, first))
        day += ONE_DAY


def with_offset(calendar: Calendar, moment: datetime, key: str) -> datetime:
    """A moment in the window, moved by 3 to 9 minutes that `key` alone decides; never at :00 or :30 (G3).

    At the end of a shift there is no room behind, so the moment first steps back: the nudge stays in the window.
    """
    local = calendar.local(moment)
    ends = [calendar.at(local.date(), last) for _, last in calendar.shifts]
    base = min((end - ROOM_FOR_OFFSET for end in ends if end - ROOM_FOR_OFFSET < local <= end), default=local)
    minutes = 3 + int.from_bytes(blake2b(key.encode(), digest_size=4).digest()) % 7
    fired = base + timedelta(minutes=minutes)
    if fired.minute % 30 == 0:
        fired += timedelta(minutes=1 if minutes < 9 else -1)
    return fired


def nudge_before(calendar: Calendar, moment: datetime, key: str) -> datetime:
    """When a nudge meant for `moment`, ahead of a deadline, is sent: in the window, not at a round minute."""
    return with_offset(calendar, into_window_before(calendar, moment), key)


def nudge_after(calendar: Calendar, moment: datetime, key: str) -> datetime:
    """When a nudge meant for `moment`, behind a deadline, is sent: in the window, not at a round minute."""
    return with_offset(calendar, into_window_after(calendar, moment), key)


def add_working_hours(calendar: Calendar, moment: datetime, hours: float) -> datetime:
    """The moment reached by `hours` of working time, lunch and days off not counted; negative goes back.

    Two days' dispute due at 18:00 is told of four working hours earlier, at 14:00 (L8).
    """
    left = timedelta(hours=abs(hours))
    if hours < 0:
        return _back(calendar, moment, left)
    while True:
        moment = into_window_after(calendar, moment)
        room = _shift_end(calendar, moment) - moment
        if left <= room:
            return moment + left
        left -= room
        moment += room


def _back(calendar: Calendar, moment: datetime, left: timedelta) -> datetime:
    while True:
        moment = into_window_before(calendar, moment)
        start = _shift_start(calendar, moment)
        if left <= moment - start:
            return moment - left
        left -= moment - start
        moment = start - timedelta(microseconds=1)


def _shift_end(calendar: Calendar, moment: datetime) -> datetime:
    day = calendar.local(moment).date()
    return min(end for _, last in calendar.shifts if (end := calendar.at(day, last)) > moment)


def _shift_start(calendar: Calendar, moment: datetime) -> datetime:
    day = calendar.local(moment).date()
    return max(start for first, _ in calendar.shifts if (start := calendar.at(day, first)) <= moment)

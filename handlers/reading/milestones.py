"""里程碑：6月1日 样机；6月20日 上市: names with their days."""

from datetime import date, datetime

from app.calendars import Calendar
from handlers.reading.lists import STRONG, split, unbulleted
from handlers.reading.slips import words_of
from handlers.reading.times import find_times


def read_milestones(text: str, *, now: datetime, calendar: Calendar) -> tuple[tuple[str, date], ...]:
    """Each milestone's name and day, in the order typed. A part without a certain day is left out. `now` is aware."""
    found: list[tuple[str, date]] = []
    for piece in split(words_of(text), STRONG):
        part = unbulleted(piece)
        for reading in find_times(part.typed, now=now, calendar=calendar):
            value = reading.value
            if isinstance(value, date):
                name = part.without([(reading.start, reading.end)]).strip(" :-/()=→完成").typed
                found.append((name, value.date() if isinstance(value, datetime) else value))
                break
    return tuple(found)

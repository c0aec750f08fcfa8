"""Time slots of forms: the day something is due, and when a meeting takes place."""

from datetime import date, datetime, timedelta

from app.calendars import Calendar
from handlers.reading.forms import NO_DAY, NO_SLOT, Slot, When
from handlers.reading.patterns import Pattern
from handlers.reading.times import Length, Reading, Span, find_times, read_time

_BARE_MINUTES = Pattern("\\s*(\\d{1,3})\\s*(?:min|分)?\\s*")


def read_due(typed: str, *, now: datetime, calendar: Calendar) -> When:
    """The day a date slot means (product.md section 3). `now` is aware; nothing is made of 尽快 or 2月30日."""
    words = typed.strip()
    if not words:
        return NO_DAY
    return when_of(read_time(words, now=now, calendar=calendar), words, now=now, calendar=calendar)


def when_of(reading: Reading, typed: str, *, now: datetime, calendar: Calendar) -> When:
    """A reading as the day something is due. A length or a stretch of days must be asked about."""
    if reading.kind == "none":
        return When(
            typed, doubt="impossible" if reading.problem in {"no_such_day", "no_such_time"} else "unclear"
        )
    value = reading.value
    if isinstance(value, datetime):
        return When(typed, value.date(), value, "past" if value < now else "")
    if isinstance(value, date):
        return When(typed, value, doubt="past" if value < calendar.local(now).date() else "")
    candidates = reading.candidates
    if isinstance(value, Span):
        candidates = (Reading("date", _day(value.end)),)
    return When(typed, doubt="unclear", candidates=candidates)


def slot_of(reading: Reading, typed: str, *, now: datetime, calendar: Calendar) -> Slot:
    """A reading as the time of a meeting. Nothing is made up: no end without an end or a length."""
    if reading.kind == "none":
        return Slot(
            typed, doubt="impossible" if reading.problem in {"no_such_day", "no_such_time"} else "unclear"
        )
    value = reading.value
    if isinstance(value, Span):
        return _stretch(value, typed, now)
    if isinstance(value, datetime):
        return Slot(typed, value.date(), value, doubt="past" if value < now else "")
    if isinstance(value, date):
        return Slot(typed, value, doubt="past" if value < calendar.local(now).date() else "")
    minutes = _minutes(value) if isinstance(value, Length) else None
    return Slot(typed, _common_day(reading), minutes=minutes, doubt="unclear", candidates=reading.candidates)


def _stretch(span: Span, typed: str, now: datetime) -> Slot:
    start, end = span.start, span.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        return Slot(typed, start.date(), start, end, doubt="past" if start < now else "")
    return Slot(typed, start, doubt="unclear", candidates=(Reading("date", start),))


def read_slot(typed: str, *, now: datetime, calendar: Calendar) -> Slot:
    """When a meeting takes place, from a time slot's words."""
    words = typed.strip()
    if not words:
        return NO_SLOT
    return slot_of(read_time(words, now=now, calendar=calendar), words, now=now, calendar=calendar)


def read_minutes(typed: str, *, now: datetime, calendar: Calendar) -> int | None:
    """A length in minutes: 40分钟, 1.5小时, 90. None when it is none."""
    bare = _BARE_MINUTES.fullmatch(typed)
    if bare is not None:
        return int(bare[1])
    for reading in find_times(typed, now=now, calendar=calendar):
        if isinstance(reading.value, Length) and (minutes := _minutes(reading.value)) is not None:
            return minutes
    return None


def with_minutes(slot: Slot, minutes: int | None) -> Slot:
    """The slot with a length; it gives the end when the start is known."""
    if minutes is None or slot.end is not None:
        return slot
    end = None if slot.start is None else slot.start + timedelta(minutes=minutes)
    doubt = slot.doubt if slot.typed else ""
    return Slot(slot.typed, slot.day, slot.start, end, minutes, doubt, slot.candidates)


def with_end(slot: Slot, typed: str, *, calendar: Calendar) -> Slot:
    """The slot with an end typed apart: 结束：16:00, on the day of the start."""
    if slot.start is None or not typed.strip():
        return slot
    value = read_time(typed, now=slot.start, calendar=calendar).value
    if not isinstance(value, datetime) or value <= slot.start:
        return slot
    return Slot(slot.typed, slot.day, slot.start, value, slot.minutes, slot.doubt, slot.candidates)


def _minutes(length: Length) -> int | None:
    return length.amount if length.unit == "minutes" else None


def _common_day(reading: Reading) -> date | None:
    days = {
        _day(one.value.start if isinstance(one.value, Span) else one.value)
        for one in reading.candidates
        if isinstance(one.value, (date, Span))
    }
    return days.pop() if len(days) == 1 else None


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value

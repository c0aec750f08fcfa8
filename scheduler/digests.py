"""G4: what one person has to hear in one half-day is one message, across projects (D1)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeAlias

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.outbox import service as outbox
from app.people import leaves
from app.people.models import Person
from app.reminders import service as reminders
from app.reminders.halfdays import (
    DEEDS,
    LATE,
    NOT_AHEAD,
    ON_TIME,
    half_of,
    is_exempt,
    next_room,
    working_moment,
)
from app.reminders.service import Due
from bot.cards.digest import digest_card
from bot.cards.model import to_json
from scheduler.chats import calendar_for
from scheduler.deputies import deputy_word, reader_of
from scheduler.posts import take_lines
from scheduler.word import Word

Remind: TypeAlias = Callable[[Session, Due, datetime], Word | None]


def tell(session: Session, due: Due, *, platform: str, now: datetime, remind: Remind) -> tuple[Due, ...]:
    """Say a reminder that was taken: at once if it is exempt (G12) or a group's, else with the rest of its half-day.

    Hours and days are those of the chat that it is about. What was done, or said, is returned.
    """
    calendar = calendar_for(session, due)
    exempt = is_exempt(due.subject, due.step, late=due.late(now))
    if not exempt and now - due.fire_at > ON_TIME:
        then = working_moment(now, calendar, due.recipient)
        if then > now:
            reminders.put_off(session, due, then, missed=True)
            return ()
    if due.step in DEEDS or not due.recipient.startswith("person:"):
        remind(session, due, now)
        return (due, *(take_lines(session, due, now) if due.step == "today" else ()))
    reader = reader_of(session, due, now, calendar)
    if exempt:
        word = _word(session, due, reader, now=now, remind=remind)
        if word is not None:
            word.say(session)
        return (due,)
    if reader is None:
        return ()
    return _say_half(session, due, reader, platform=platform, now=now, remind=remind, calendar=calendar)


def _say_half(
    session: Session,
    due: Due,
    reader: Person,
    *,
    platform: str,
    now: datetime,
    remind: Remind,
    calendar: Calendar,
) -> tuple[Due, ...]:
    """The first of a half-day takes the others with it; one that comes after them waits for the next half-day."""
    half = half_of(now, calendar)
    if reminders.has_spoken(session, reader.id, half.key):
        reminders.put_off(session, due, next_room(now, calendar, due.recipient), missed=False)
        return ()
    recipients = [
        f"person:{one}" for one in leaves.stands_in_for(session, reader, calendar.local(now).date())
    ]
    fits = partial(_goes_along, now=now)
    rest = reminders.take_rest(session, platform, recipients, until=half.ends, now=now, fits=fits)
    late = any(one.late(now) > LATE for one in (due, *rest))
    dues = _still_new([due, *rest], now)
    found = [(word, one) for one in dues if (word := _word(session, one, reader, now=now, remind=remind))]
    said = tuple(one for _, one in found)
    words = list({word.line: word for word, _ in found}.values())
    if not words:
        return ()
    reminders.note_spoken(session, reader.id, half.key, now=now)
    if len(words) == 1:
        words[0].say(session)
        return said
    card = digest_card([(word.line, word.ways) for word in words], late=late)
    outbox.owe_notice(session, words[0].place, to_json(card))
    for word in words:
        word.attach(session)
    return said


def _word(session: Session, due: Due, reader: Person | None, *, now: datetime, remind: Remind) -> Word | None:
    """What is said to the one to be reminded, or to who stands in; a word nobody is there to hear is dropped (D4)."""
    if reader is None:
        return None
    if due.recipient != f"person:{reader.id}":
        return deputy_word(session, due, reader)
    # What goes along ahead of its minute is true as of that minute: it is the same half-day.
    return remind(session, due, max(now, due.fire_at))


def _goes_along(due: Due, *, now: datetime) -> bool:
    if is_exempt(due.subject, due.step, late=due.late(now)):
        return False
    return due.fire_at <= now or due.step not in NOT_AHEAD


def _still_new(dues: list[Due], now: datetime) -> list[Due]:
    """Of several missed steps about the same thing only the last is made up for (G8)."""
    last = {(due.subject, due.recipient): due for due in dues}
    return [due for due in dues if due.late(now) <= LATE or last[due.subject, due.recipient] is due]

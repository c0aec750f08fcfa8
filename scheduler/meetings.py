"""L2: what each step about a meeting says, if it is still true when its time has come (G6)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.meetings import queries, shown
from app.meetings.models import Attendee, Meeting, MeetingStatus, Rsvp
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.reminders.service import Due
from bot.cards import meeting_reminders as cards
from bot.cards.meeting_parts import Sight
from bot.cards.model import Card, to_json
from bot.cards.parts import button
from bot.texts import say
from scheduler.posts import has_room
from scheduler.word import Word, word_of

GRACE = timedelta(hours=1)
"""How long after the planned end a host is still called to a meeting nobody has begun."""


def remind_of_meeting(session: Session, due: Due, now: datetime) -> Word | None:
    """What a due step of L2 says; nothing when it is no longer planned as things stand now, or comes too late."""
    meeting = session.get(Meeting, int(due.subject.partition(":")[2]))
    if meeting is None or _is_too_late(meeting, due, now):
        return None
    calendar = calendar_of(session, session.get_one(Chat, meeting.chat_id))
    place = shown.home_place(session, meeting)
    chat_id = None if place.chat is None else meeting.chat_id
    planned = shown.plan(meeting, calendar, chat_id=chat_id)
    if not any((one.step, one.recipient) == (due.step, due.recipient) for one in planned):
        return None
    sight = Sight(queries.view(session, meeting, calendar, now=now), now, calendar)
    if due.recipient.startswith("person:"):
        return _tell(session, meeting, due, sight)
    if has_room(session, due, now):  # where there is none its line in 今日提醒 stands for it
        outbox.owe_notice(session, place, to_json(cards.eve_card(sight)), subject=f"meeting:{meeting.id}")
    return None


def _is_too_late(meeting: Meeting, due: Due, now: datetime) -> bool:
    """What leads up to a meeting is of no use once its time has come; the call to its host until its end (G8)."""
    if meeting.starts_at is None:
        return False
    if due.step == "call_host":
        return meeting.starts_at + timedelta(minutes=meeting.length or 0) + GRACE <= now
    return meeting.starts_at <= now


def _tell(session: Session, meeting: Meeting, due: Due, sight: Sight) -> Word | None:
    person = session.get_one(Person, int(due.recipient.partition(":")[2]))
    company = session.get_one(Company, meeting.company_id)
    place = Place(company.platform, company.tenant, person=person.external_id)
    if due.step == "call_host":
        _call_host(session, meeting, place)
        return None
    attendee = _attendee(meeting, person.id)
    if due.step == "sync_invite":
        if attendee is None or shown.reads_there(session, meeting, person.id):
            return None
        return _invite(sight, attendee, place)
    card = _card(sight, due.step, person.id, attendee)
    return None if card is None else word_of(place, card, subject=f"meeting:{meeting.id}")


def _invite(sight: Sight, attendee: Attendee, place: Place) -> Word:
    """To a sync that was announced in a group where this one does not read."""
    way = button(say("meeting.open"), "meeting.show", meeting=sight.meeting.id)
    line = say("sync.invite", title=sight.title, at=sight.at)
    return Word(place, line, (way,), brings=(f"invite:{attendee.id}",))


def _card(sight: Sight, step: str, person_id: int, attendee: Attendee | None) -> Card | None:
    if step in {"window_opens", "window_closes"}:
        return cards.publish_reminder(sight, step)
    if step.startswith("prework_"):
        return cards.prework_reminder(sight, person_id, None if attendee is None else attendee.id)
    if step in _TO_ORGANISER:
        return _TO_ORGANISER[step](sight)
    return None if attendee is None or step not in _TO_ATTENDEE else _TO_ATTENDEE[step](sight, attendee.id)


_TO_ORGANISER: dict[str, Callable[[Sight], Card]] = {
    "no_delegate": cards.no_delegate_reminder,
    "material_2": cards.material_reminder,
    "material_1": cards.material_reminder,
}
_TO_ATTENDEE: dict[str, Callable[[Sight, int], Card]] = {
    "rsvp": cards.rsvp_reminder,
    "delegate": cards.delegate_reminder,
    "read_ahead": cards.read_reminder,
}


def _call_host(session: Session, meeting: Meeting, place: Place) -> None:
    """The meeting's card with 开始 at the bottom of the host's chat, and in the group in place."""
    if meeting.status != MeetingStatus.PUBLISHED:
        return
    subject = f"meeting:{meeting.id}"
    outbox.retire_at(session, place, subject)
    outbox.owe_card(session, place, subject)
    for standing in outbox.places_of(session, place.platform, place.tenant, subject):
        outbox.owe_card(session, standing, subject)


def _attendee(meeting: Meeting, person_id: int) -> Attendee | None:
    """Their place in it; somebody who stands in for an absentee has that one's."""
    return next(
        (
            one
            for one in meeting.attendees
            if one.person_id == person_id or (one.rsvp == Rsvp.NO and one.delegate_id == person_id)
        ),
        None,
    )

"""L3, L4 and L8: what each step about minutes and disputes says, if it is still true when its time has come."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar, say_moment
from app.meetings import objections
from app.meetings.minutes_due import due_of
from app.meetings.minutes_models import Minutes, Objection
from app.meetings.minutes_shown import answered, latest
from app.meetings.models import Dispute, Meeting
from app.meetings.readers import group_of, private_place, readers
from app.outbox.service import Place
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import DIRECT, Chat
from app.reminders.service import Due
from bot.cards import minutes_reminders as cards
from bot.cards.parts import button
from bot.texts import say
from scheduler.aloud import Called, call_out
from scheduler.posts import post_or_wait, post_today
from scheduler.saying import describe
from scheduler.word import Word, word_of


def remind_of_minutes(session: Session, due: Due, now: datetime) -> Word | None:
    """What a due step of L3 or L4 says. Whatever the step, what is over by now is over (S55)."""
    meeting = session.get(Meeting, _key(due))
    if meeting is None or meeting.ended_at is None:
        return None
    calendar = _calendar(session, meeting)
    objections.keep_time(session, meeting, now=now, calendar=calendar)
    minutes = latest(session, meeting.id)
    if minutes is None:
        return _unpublished(session, meeting, due, now=now, calendar=calendar)
    if due.step == "minutes_silent":
        return _silent(session, meeting, minutes, due, now=now, calendar=calendar)
    if due.step == "minutes_final" and minutes.closed_at is not None:
        return _final(session, meeting, minutes, due, now)
    return None


def remind_of_objection(session: Session, due: Due, now: datetime) -> None:
    """An objection nobody answered in time becomes a dispute (L4)."""
    objection = session.get(Objection, _key(due))
    if objection is not None:
        meeting = session.get_one(Meeting, objection.meeting_id)
        objections.keep_time(session, meeting, now=now, calendar=_calendar(session, meeting))


def remind_of_dispute(session: Session, due: Due, now: datetime) -> Word | None:
    """What a due step of L8 says; nothing once it is settled (G6)."""
    dispute = session.get(Dispute, _key(due))
    if dispute is None or dispute.settled_at is not None:
        return None
    meeting = session.get_one(Meeting, dispute.meeting_id)
    at = _at(dispute.due_at, now, _calendar(session, meeting))
    if due.step == "dispute_raised":
        text = say("digest.disputed", number=meeting.number, point=dispute.point, at=at)
        opened = button(say("remind.open_dispute"), "dispute.open", dispute=dispute.id)
        place = _where(session, meeting, due)
        return Word(place, text, (opened,), brings=(f"dispute:{dispute.id}",))
    text = say(f"remind.{due.step}", number=meeting.number, point=dispute.point, at=at)
    card = cards.dispute_reminder(text, dispute.id)
    return word_of(_where(session, meeting, due), card, subject=f"dispute:{dispute.id}")


def _unpublished(
    session: Session, meeting: Meeting, due: Due, *, now: datetime, calendar: Calendar
) -> Word | None:
    """L3: to who writes, with the draft; to the decision-maker without. The group reads of it in 今日提醒 (G11)."""
    if due.step == "minutes_overdue":
        post_today(session, due, now)
        return None
    if due.recipient.startswith("chat:"):
        call_out(session, due, now, called)
        return None
    at = _at(due_of(session, meeting, calendar), now, calendar)
    text = say(f"remind.{due.step}", number=meeting.number, title=meeting.title, at=at)
    writes = due.step != "minutes_escalation"
    card = cards.write_reminder(text, meeting.id) if writes else cards.told(text)
    subject = f"minutesdraft:{meeting.id}" if writes else ""
    return word_of(_where(session, meeting, due), card, subject=subject)


def called(session: Session, due: Due) -> Called | None:
    """What a blunt group hears of a step of L3, the recorder named (G11)."""
    meeting = session.get_one(Meeting, _key(due))
    if session.get_one(Chat, meeting.chat_id).naming != DIRECT or group_of(session, meeting) is None:
        return None
    recorder = people.person(session, meeting.recorder_id)
    if recorder is None:
        return None
    return Called(say("aloud.line", who=recorder.shown, what=describe(session, due)), recorder)


def _final(session: Session, meeting: Meeting, minutes: Minutes, due: Due, now: datetime) -> Word | None:
    """L4: 定稿 with the file, to the recorder and to the group (S55)."""
    living, file = f"minutesfinal:{minutes.id}", f"minutes:{meeting.id}:docx"
    if due.recipient.startswith("person:"):
        text = say("digest.final", number=meeting.number, title=meeting.title)
        return Word(_where(session, meeting, due), text, brings=(living,), files=(file,))
    group = group_of(session, meeting)
    if group is not None:
        post_or_wait(session, due, now, Word(group, "", brings=(living,), files=(file,)).say)
    return None


def _silent(
    session: Session, meeting: Meeting, minutes: Minutes, due: Due, *, now: datetime, calendar: Calendar
) -> Word | None:
    """L4: once, to who has not answered (D15)."""
    person_id = int(due.recipient.partition(":")[2])
    reader = next((r for r in readers(session, meeting) if r.person.id == person_id), None)
    if reader is None or minutes.closed_at is not None or person_id in answered(session, minutes):
        return None
    key = "remind.minutes_silent" if reader.may_object else "remind.minutes_silent_reader"
    text = say(key, number=meeting.number, title=meeting.title, at=_at(minutes.closes_at, now, calendar))
    card = cards.read_reminder(text, minutes.id, may_object=reader.may_object)
    return word_of(_where(session, meeting, due), card, subject=f"minutes:{minutes.id}")


def _where(session: Session, meeting: Meeting, due: Due) -> Place:
    return private_place(session, meeting, int(due.recipient.partition(":")[2]))


def _calendar(session: Session, meeting: Meeting) -> Calendar:
    return calendar_of(session, session.get_one(Chat, meeting.chat_id))


def _at(moment: datetime, now: datetime, calendar: Calendar) -> str:
    return say_moment(moment, this_year=calendar.local(now).year, calendar=calendar)


def _key(due: Due) -> int:
    return int(due.subject.partition(":")[2])

"""What follows whenever minutes change: cards redrawn, L3 and L4 planned anew, and the end of the time to object."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.meetings.day_posts import plan_day_posts
from app.meetings.minutes_due import rolls
from app.meetings.minutes_models import Minutes, Objection, Receipt
from app.meetings.models import Meeting
from app.meetings.readers import decider_of, group_of, private_place, readers
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.models import DIRECT, Chat, Company
from app.reminders import service as reminders
from app.reminders.minutes_ladder import MinutesFacts, plan_minutes


def latest(session: Session, meeting_id: int) -> Minutes | None:
    """The newest edition, if any was published."""
    return session.scalar(
        select(Minutes).where(Minutes.meeting_id == meeting_id).order_by(Minutes.edition.desc()).limit(1)
    )


def is_final(minutes: Minutes, *, now: datetime) -> bool:
    """Whether the time to object is over: by the clock, whether or not anything ran at that moment (S55)."""
    return minutes.closed_at is not None or now >= minutes.closes_at


def answered(session: Session, minutes: Minutes) -> set[int]:
    """Who confirmed this edition, or objected to it: an objection implies receipt (U8)."""
    confirmed = select(Receipt.person_id).where(
        Receipt.meeting_id == minutes.meeting_id, Receipt.at >= minutes.published_at
    )
    objected = select(Objection.person_id).where(
        Objection.meeting_id == minutes.meeting_id, Objection.at >= minutes.published_at
    )
    return {*session.scalars(confirmed), *session.scalars(objected)}


def refresh(session: Session, meeting: Meeting, *, now: datetime, calendar: Calendar) -> None:
    """Redraw the draft, where the recorder and others have it; plan L3 or L4 anew."""
    session.flush()
    company = session.get_one(Company, meeting.company_id)
    subject = f"minutesdraft:{meeting.id}"
    outbox.owe_card(session, private_place(session, meeting, meeting.recorder_id), subject)
    redraw(session, meeting, subject)
    plan = plan_minutes(_facts(session, meeting), calendar) if meeting.ended_at is not None else ()
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=subject,
        plan=plan,
        now=now,
    )
    plan_day_posts(session, meeting, now=now, calendar=calendar)


def redraw(session: Session, meeting: Meeting, subject: str, *, only: Place | None = None) -> None:
    """Redraw a living card wherever it stands, or at one place alone."""
    company = session.get_one(Company, meeting.company_id)
    for place in outbox.places_of(session, company.platform, company.tenant, subject):
        if only is None or place == only:
            outbox.owe_card(session, place, subject)


def close_when_due(session: Session, meeting: Meeting, *, now: datetime, calendar: Calendar) -> None:
    """Once the time to object is over the edition is final (S55); what is said of it is planned (L4)."""
    minutes = latest(session, meeting.id)
    if minutes is None or minutes.closed_at is not None or now < minutes.closes_at:
        return
    minutes.closed_at = minutes.closes_at
    redraw(session, meeting, f"minutes:{minutes.id}")
    refresh(session, meeting, now=now, calendar=calendar)


def _facts(session: Session, meeting: Meeting) -> MinutesFacts:
    assert meeting.ended_at is not None
    minutes = latest(session, meeting.id)
    said = set() if minutes is None else answered(session, minutes)
    return MinutesFacts(
        subject=f"minutesdraft:{meeting.id}",
        recorder_id=meeting.recorder_id,
        organiser_id=meeting.host_id,
        chat_id=None if group_of(session, meeting) is None else meeting.chat_id,
        escalation_id=decider_of(session, meeting, meeting.initiator_id),
        ended_at=meeting.ended_at,
        published_at=None if minutes is None else minutes.published_at,
        closes_at=None if minutes is None else minutes.closes_at,
        closed=minutes is not None and minutes.closed_at is not None,
        rolls=rolls(session, meeting),
        aloud=session.get_one(Chat, meeting.chat_id).naming == DIRECT,
        silent_ids=tuple(
            reader.person.id for reader in readers(session, meeting) if reader.person.id not in said
        ),
    )

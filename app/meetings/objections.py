"""What readers say to published minutes: 确认收到 and 异议, and what time makes of it (S54, S55, U8)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotAllowed, NotFound, UserError
from app.calendars import Calendar, WorkingDays, dispute_due, say_moment
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.meetings import settling
from app.meetings.minutes import by_id as meeting_by_id
from app.meetings.minutes import confirm, may_write
from app.meetings.minutes_models import Minutes, Objection
from app.meetings.minutes_queries import answer_by
from app.meetings.minutes_shown import close_when_due, is_final, latest, redraw, refresh
from app.meetings.minutes_views import SECTIONS
from app.meetings.models import Dispute, DisputeSide, Meeting
from app.meetings.readers import Reader, private_place, readers
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Company, Person
from app.reminders import service as reminders
from app.reminders.minutes_ladder import plan_objection

SETTLE_WITHIN = WorkingDays(2)
"""S46."""


class Final(UserError):
    """The time to object is over. Details: at, who."""

    key = "minutes_final"


class Replaced(UserError):
    """A newer edition took its place. Details: none."""

    key = "minutes_replaced"


class Answered(UserError):
    """The objection is answered, or has become a dispute. Details: none."""

    key = "objection_answered"


def receive(session: Session, minutes: Minutes, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """确认收到 (S54), by any reader, at any time; twice is no error. Raises NotAllowed, Replaced."""
    meeting = session.get_one(Meeting, minutes.meeting_id)
    _reader(session, meeting, by, what="what.receive")
    if latest(session, meeting.id) is not minutes:
        raise Replaced()
    confirm(session, meeting, by, now=now)
    _own_card(session, meeting, by.id)
    refresh(session, meeting, now=now, calendar=calendar)


def object_to(
    session: Session,
    minutes: Minutes,
    section: str,
    text: str,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> Objection:
    """有异议 to a section (S55), by who was there, until the close. Recorder and host hear of it at once.

    Raises NotAllowed, Replaced, Final, Invalid (no words).
    """
    meeting = session.get_one(Meeting, minutes.meeting_id)
    may_object(session, minutes, by, now=now, calendar=calendar)
    if not text or section not in SECTIONS:
        raise Invalid(field="objection.text", example="example.objection")
    confirm(session, meeting, by, now=now)
    objection = Objection(meeting_id=meeting.id, person_id=by.id, section=section, text=text, at=now)
    session.add(objection)
    session.flush()
    for person_id in dict.fromkeys((meeting.recorder_id, meeting.host_id)):
        outbox.owe_card(session, private_place(session, meeting, person_id), f"objection:{objection.id}")
    _plan(session, meeting, objection, now=now, calendar=calendar)
    _own_card(session, meeting, by.id)
    refresh(session, meeting, now=now, calendar=calendar)
    return objection


def may_object(session: Session, minutes: Minutes, by: Person, *, now: datetime, calendar: Calendar) -> None:
    """Section 6: every attendee and delegate, while the edition is open. Raises NotAllowed, Replaced, Final."""
    meeting = session.get_one(Meeting, minutes.meeting_id)
    if not _reader(session, meeting, by, what="what.object").may_object:
        raise NotAllowed(what="what.object", who="who.attendees")
    if latest(session, meeting.id) is not minutes:
        raise Replaced()
    if is_final(minutes, now=now):
        recorder = people.person(session, meeting.recorder_id)
        year = calendar.local(now).year
        raise Final(
            at=say_moment(minutes.closes_at, this_year=year, calendar=calendar),
            who="who.recorder" if recorder is None else recorder.shown,
        )


def answer(
    session: Session, objection: Objection, text: str, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """回复 an objection (L4); who objected is told. Raises NotAllowed, Answered, Invalid (no words)."""
    meeting = session.get_one(Meeting, objection.meeting_id)
    _may_answer(session, meeting, objection, by)
    if not text:
        raise Invalid(field="objection.answer", example="example.answer")
    with recording(
        session,
        company_id=meeting.company_id,
        subject=f"objection:{objection.id}",
        verb="answer",
        by_id=by.id,
        now=now,
    ):
        objection.answer, objection.answered_at = text, now
    _shown(session, meeting, objection, now=now, calendar=calendar)


def to_dispute(
    session: Session, objection: Objection, *, by: Person | None, now: datetime, calendar: Calendar
) -> Dispute:
    """Turn an objection into a dispute between who objected and the host, due in two working days (S46, L8).

    `by` is None when time does it. Raises NotAllowed, Answered.
    """
    meeting = session.get_one(Meeting, objection.meeting_id)
    if by is not None:
        _may_answer(session, meeting, objection, by)
    dispute = Dispute(
        meeting_id=meeting.id,
        point=objection.text,
        due_at=dispute_due(calendar, now, SETTLE_WITHIN),
        raised_at=now,
        sides=[
            _side(session, objection.person_id, objection.text),
            _side(session, meeting.host_id, "维持纪要原文"),
        ],
    )
    session.add(dispute)
    session.flush()
    objection.dispute_id = dispute.id
    settling.raised(session, dispute, now=now, calendar=calendar, by_time=by is None)
    _shown(session, meeting, objection, now=now, calendar=calendar, tells=by is not None)
    return dispute


def undo(
    session: Session, objection_id: int, change: ChangeAbout, *, now: datetime, calendar: Calendar
) -> None:
    """Take an answer back (D10). Raises TooLate."""
    history.undo(session, change.id, now=now)
    session.expire_all()
    objection = session.get_one(Objection, objection_id)
    meeting = session.get_one(Meeting, objection.meeting_id)
    _shown(session, meeting, objection, now=now, calendar=calendar)


def keep_time(session: Session, meeting: Meeting, *, now: datetime, calendar: Calendar) -> None:
    """Let what is over be over, whoever looks first: unanswered objections become disputes, minutes become final."""
    waiting = session.scalars(
        select(Objection).where(
            Objection.meeting_id == meeting.id, Objection.answer == "", Objection.dispute_id.is_(None)
        )
    ).all()
    for objection in waiting:
        if now >= answer_by(objection, calendar):
            to_dispute(session, objection, by=None, now=now, calendar=calendar)
    close_when_due(session, meeting, now=now, calendar=calendar)


def by_id(session: Session, company_id: int, objection_id: int, *, reader: Person) -> Objection:
    """The objection of that key, for who may read the minutes. Raises NotFound."""
    objection = session.get(Objection, objection_id)
    if objection is None:
        raise NotFound(what="what.objection", number="")
    meeting_by_id(session, company_id, objection.meeting_id, reader=reader)
    return objection


def _may_answer(session: Session, meeting: Meeting, objection: Objection, by: Person) -> None:
    may_write(session, meeting, by)
    if objection.answer or objection.dispute_id is not None:
        raise Answered()


def _reader(session: Session, meeting: Meeting, by: Person, *, what: str) -> Reader:
    for reader in readers(session, meeting):
        if reader.person.id == by.id:
            return reader
    raise NotAllowed(what=what, who="who.readers")


def _side(session: Session, person_id: int, demand: str) -> DisputeSide:
    person = people.person(session, person_id)
    department = "" if person is None else person.department
    return DisputeSide(department=department, person_id=person_id, demand=demand)


def _own_card(session: Session, meeting: Meeting, person_id: int) -> None:
    """What one reader did shows on their own card, wherever they did it."""
    newest = latest(session, meeting.id)
    if newest is not None:
        place = private_place(session, meeting, person_id)
        redraw(session, meeting, f"minutes:{newest.id}", only=place)


def _plan(
    session: Session, meeting: Meeting, objection: Objection, *, now: datetime, calendar: Calendar
) -> None:
    company = session.get_one(Company, meeting.company_id)
    open_still = not objection.answer and objection.dispute_id is None
    due = answer_by(objection, calendar)
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"objection:{objection.id}",
        plan=plan_objection(meeting.recorder_id, due) if open_still else (),
        now=now,
    )


def _shown(
    session: Session,
    meeting: Meeting,
    objection: Objection,
    *,
    now: datetime,
    calendar: Calendar,
    tells: bool = True,
) -> None:
    """The objection's card is redrawn, and (with `tells`) who objected gets it with the answer."""
    subject = f"objection:{objection.id}"
    if tells:
        outbox.owe_card(session, private_place(session, meeting, objection.person_id), subject)
    redraw(session, meeting, subject)
    _own_card(session, meeting, objection.person_id)
    _plan(session, meeting, objection, now=now, calendar=calendar)
    refresh(session, meeting, now=now, calendar=calendar)

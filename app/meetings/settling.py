"""分歧 after the meeting: both sides are asked, settle it, or are reminded until they do (S44–S46, L8)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Closed, Invalid, NotAllowed, NotFound
from app.calendars import Calendar
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.meetings import queries
from app.meetings.models import Dispute, Meeting
from app.meetings.readers import decider_of, private_place
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Company, Department, Person
from app.reminders import service as reminders
from app.reminders.minutes_ladder import DisputeFacts, plan_dispute


def raised(
    session: Session, dispute: Dispute, *, now: datetime, calendar: Calendar, by_time: bool = False
) -> None:
    """Ask both sides in private and plan L8. Also after every later change; nobody is asked twice. What came of
    silence, `by_time`, is asked of them when people work (G1)."""
    session.flush()
    meeting = session.get_one(Meeting, dispute.meeting_id)
    company = session.get_one(Company, meeting.company_id)
    sides = _side_ids(meeting, dispute) if meeting.ended_at is not None else ()
    subject = f"dispute:{dispute.id}"
    for person_id in () if by_time else sides:
        outbox.owe_card(session, private_place(session, meeting, person_id), subject)
    for place in outbox.places_of(session, company.platform, company.tenant, subject):
        outbox.owe_card(session, place, subject)
    facts = DisputeFacts(
        subject=subject,
        side_ids=sides or (meeting.host_id,),
        organiser_id=meeting.host_id,
        decider_ids=_decider_ids(session, meeting, dispute) or (meeting.host_id,),
        due_at=dispute.due_at,
        open=dispute.settled_at is None,
        unasked_ids=sides if by_time else (),
        raised_at=dispute.raised_at,
    )
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=subject,
        plan=plan_dispute(facts, calendar),
        now=now,
    )


def settle(
    session: Session, dispute: Dispute, text: str, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """达成一致: what both sides agreed on (S46). Raises NotAllowed, Closed (it is settled), Invalid (no words)."""
    meeting = session.get_one(Meeting, dispute.meeting_id)
    may_settle(session, dispute, by)
    if dispute.settled_at is not None:
        raise Closed(what="what.dispute")
    if not text:
        raise Invalid(field="dispute.settled", example="example.settled")
    with recording(
        session,
        company_id=meeting.company_id,
        subject=f"dispute:{dispute.id}",
        verb="settle",
        by_id=by.id,
        now=now,
    ):
        dispute.settled, dispute.settled_at = text, now
    raised(session, dispute, now=now, calendar=calendar)


def undo(
    session: Session, dispute_id: int, change: ChangeAbout, *, now: datetime, calendar: Calendar
) -> Dispute:
    """Take a settlement back (D10). Raises TooLate."""
    history.undo(session, change.id, now=now)
    session.expire_all()
    dispute = session.get_one(Dispute, dispute_id)
    raised(session, dispute, now=now, calendar=calendar)
    return dispute


def may_settle(session: Session, dispute: Dispute, by: Person) -> None:
    """Those who speak for a side, their decision-makers, the host and the recorder. Raises NotAllowed with who may."""
    meeting = session.get_one(Meeting, dispute.meeting_id)
    sides = _side_ids(meeting, dispute)
    deciders = _decider_ids(session, meeting, dispute)
    if by.id not in {*sides, *deciders, meeting.host_id, meeting.recorder_id}:
        named = [people.person(session, person_id) for person_id in sides or (meeting.host_id,)]
        raise NotAllowed(
            what="what.settle", who="、".join(person.shown for person in named if person is not None)
        )


def by_id(session: Session, company_id: int, dispute_id: int, *, reader: Person) -> Dispute:
    """The dispute of that key, if it is this company's and the reader may read of it. Raises NotFound."""
    dispute = session.get(Dispute, dispute_id)
    meeting = None if dispute is None else session.get_one(Meeting, dispute.meeting_id)
    if (
        dispute is None
        or meeting is None
        or meeting.company_id != company_id
        or not queries.may_read(meeting, reader.id)
    ):
        raise NotFound(what="what.some_dispute", number="")
    return dispute


def unsettled(session: Session, meeting_id: int) -> list[Dispute]:
    """The disputes of a meeting that are still open, oldest first."""
    return list(
        session.scalars(
            select(Dispute)
            .where(Dispute.meeting_id == meeting_id, Dispute.settled_at.is_(None))
            .order_by(Dispute.id)
        )
    )


def _side_ids(meeting: Meeting, dispute: Dispute) -> tuple[int, ...]:
    """Who speaks for a side, as far as they may read of the meeting (X7)."""
    named = dict.fromkeys(side.person_id for side in dispute.sides if side.person_id is not None)
    return tuple(person_id for person_id in named if queries.may_read(meeting, person_id))


def _decider_ids(session: Session, meeting: Meeting, dispute: Dispute) -> tuple[int, ...]:
    found: list[int] = []
    for side in dispute.sides:
        department = people.find_department(session, meeting.company_id, side.department)
        if side.person_id is not None:
            found.append(decider_of(session, meeting, side.person_id))
        elif isinstance(department, Department) and department.decision_maker_id is not None:
            found.append(department.decision_maker_id)
    return tuple(one for one in dict.fromkeys(found) if queries.may_read(meeting, one))

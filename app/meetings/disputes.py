"""记分歧 (S44–S46): where people differ, what each side demands, who settles it how and by when. L8 begins at 散会."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid
from app.calendars import Calendar, WorkingDays, dispute_due
from app.meetings import live_rights as rights
from app.meetings.live import entry
from app.meetings.live_shown import refresh
from app.meetings.models import Dispute, DisputeSide, Meeting, Outcome, Topic
from app.people import service as people
from app.people.models import Person

USUAL_DAYS = 2
"""S46: working days a dispute is given unless the host says otherwise."""
DAYS: tuple[int, ...] = (1, 2, 3, 5)
SIDES = 2
"""S45: a dispute has two sides at least."""


@dataclass(frozen=True, slots=True)
class SideFields:
    """One side: who speaks for it, and its core demand."""

    person_id: int
    demand: str


@dataclass(frozen=True, slots=True)
class DisputeFields:
    """分歧 as it is filled in; `days` are working days."""

    point: str
    sides: tuple[SideFields, ...] = ()
    way: str = ""
    days: int = USUAL_DAYS


def differ(
    session: Session,
    meeting: Meeting,
    topic: Topic | None,
    given: DisputeFields,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> Dispute:
    """记分歧 by the form: with both sides. The same point about the same topic again is the same dispute, filled in anew.

    Raises NotAllowed, NotBegun, Over, Invalid, TopicEnded (the topic was 搁置 or went to 会后专项).
    """
    if len(given.sides) < SIDES:
        raise Invalid(field="live.field.demands", example="live.example.demands")
    return note_point(session, meeting, topic, given, by=by, now=now, calendar=calendar)


def note_point(
    session: Session,
    meeting: Meeting,
    topic: Topic | None,
    given: DisputeFields,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> Dispute:
    """记 分歧 by text: the point alone; its sides are asked for before 散会 (S45). Raises as `differ`."""
    rights.require_writer(session, meeting, by)
    if not given.point:
        raise Invalid(field="live.field.point", example="live.example.point")
    if topic is not None:
        rights.require_open(topic, recorded=(Outcome.DECISION, Outcome.DISPUTE))
    topic_id = None if topic is None else topic.id
    dispute = session.scalar(
        select(Dispute).where(
            Dispute.meeting_id == meeting.id, Dispute.topic_id == topic_id, Dispute.point == given.point
        )
    )
    with entry(session, meeting, "differ", by, now):
        if dispute is None:
            dispute = Dispute(meeting_id=meeting.id, topic_id=topic_id, raised_at=now)
            session.add(dispute)
        _fill(session, dispute, given, calendar)
    refresh(session, meeting, now=now)
    return dispute


def complete(
    session: Session,
    meeting: Meeting,
    dispute: Dispute,
    given: DisputeFields,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Fill in what a dispute lacks. Raises NotAllowed, NotBegun, Over, Invalid."""
    rights.require_writer(session, meeting, by)
    if len(given.sides) < SIDES:
        raise Invalid(field="live.field.demands", example="live.example.demands")
    with entry(session, meeting, "differ", by, now):
        _fill(session, dispute, given, calendar)
    refresh(session, meeting, now=now)


def drop(session: Session, meeting: Meeting, dispute: Dispute, *, by: Person, now: datetime) -> None:
    """Take a dispute out that is none. Raises NotAllowed, NotBegun, Over."""
    rights.require_writer(session, meeting, by)
    with entry(session, meeting, "drop_dispute", by, now):
        session.delete(dispute)
    refresh(session, meeting, now=now)


def _fill(session: Session, dispute: Dispute, given: DisputeFields, calendar: Calendar) -> None:
    dispute.point = given.point or dispute.point
    dispute.way = given.way
    dispute.due_at = dispute_due(calendar, dispute.raised_at, WorkingDays(given.days))
    wanted = []
    for side in given.sides:
        person = people.view(session, session.get_one(Person, side.person_id))
        wanted.append((person.department, side.person_id, side.demand))
    if [(s.department, s.person_id, s.demand) for s in dispute.sides] != wanted:
        dispute.sides[:] = [DisputeSide(department=d, person_id=p, demand=text) for d, p, text in wanted]

"""What was said and written down in a meeting, as it is shown."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.meetings.models import Decision, Dispute, Meeting, Opinion, ParkedItem
from app.meetings.views import DecisionView, DisputeView, OpinionView, ParkedView
from app.people import service as people
from app.people.models import Person


def opinions(session: Session, meeting_id: int) -> tuple[OpinionView, ...]:
    """What was said to the material ahead (S32), oldest first."""
    rows = session.scalars(select(Opinion).where(Opinion.meeting_id == meeting_id).order_by(Opinion.id))
    return tuple(
        OpinionView(
            people.view(session, session.get_one(Person, row.person_id)), row.topic_id, row.stance, row.text
        )
        for row in rows
    )


def decisions(session: Session, meeting_id: int) -> tuple[DecisionView, ...]:
    """结论 of a meeting, oldest first, those that were replaced as well (X6)."""
    rows = session.scalars(
        select(Decision).where(Decision.meeting_id == meeting_id).order_by(Decision.id)
    ).all()
    return tuple(_decision(session, row) for row in rows)


def decision_name(session: Session, decision: Decision, *, seen_from: int) -> str:
    """How people call a conclusion: D2, the second of its meeting; from another meeting (`seen_from`) M5·D2."""
    query = select(func.count()).where(Decision.meeting_id == decision.meeting_id, Decision.id <= decision.id)
    name = f"D{session.scalar(query)}"
    if decision.meeting_id == seen_from:
        return name
    return f"M{session.get_one(Meeting, decision.meeting_id).number}·{name}"


def _decision(session: Session, row: Decision) -> DecisionView:
    later = None if row.replaced_by_id is None else session.get_one(Decision, row.replaced_by_id)
    earlier = session.scalars(select(Decision).where(Decision.replaced_by_id == row.id).order_by(Decision.id))
    replaces = [decision_name(session, one, seen_from=row.meeting_id) for one in earlier]
    return DecisionView(
        row.id,
        row.topic_id,
        row.text,
        row.criterion,
        row.basis,
        row.major,
        people.person(session, row.confirmed_by_id),
        decision_name(session, row, seen_from=row.meeting_id),
        "" if later is None else decision_name(session, later, seen_from=row.meeting_id),
        "、".join(replaces),
    )


def disputes(session: Session, meeting_id: int) -> tuple[DisputeView, ...]:
    """分歧 of a meeting, oldest first."""
    rows = session.scalars(select(Dispute).where(Dispute.meeting_id == meeting_id).order_by(Dispute.id))
    return tuple(
        DisputeView(
            row.id,
            row.topic_id,
            row.point,
            tuple((s.department, people.person(session, s.person_id), s.demand) for s in row.sides),
            row.way,
            row.due_at,
            row.settled,
            row.settled_at,
        )
        for row in rows
    )


def parked(session: Session, meeting_id: int) -> tuple[ParkedView, ...]:
    """停车场 of a meeting, oldest first."""
    rows = session.scalars(
        select(ParkedItem).where(ParkedItem.meeting_id == meeting_id).order_by(ParkedItem.id)
    )
    return tuple(ParkedView(row.id, row.text, row.goes_to) for row in rows)

"""预演 of what will be said about a project or a meeting: the planned rows, put together as they will be sent (G4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.models import Dispute, Meeting
from app.needs.models import Need
from app.people import service as people
from app.people.calendars import calendar_in
from app.people.models import Chat
from app.reminders import service as reminders
from app.reminders.halfdays import DEEDS, half_of, is_exempt
from app.reminders.service import Due
from app.tasks.models import Task
from scheduler.deputies import ZONE
from scheduler.saying import describe


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One message: when (aware), to whom by name, and its lines."""

    at: datetime
    to: str
    lines: tuple[str, ...]


def subjects_of_project(session: Session, project_id: int) -> list[str]:
    """Everything of a project that reminders are planned for."""
    meetings = session.scalars(select(Meeting.id).where(Meeting.project_id == project_id)).all()
    needs = session.scalars(select(Need.id).where(Need.project_id == project_id))
    tasks = session.scalars(select(Task.id).where(Task.project_id == project_id))
    found = [f"project:{project_id}", *(f"need:{one}" for one in needs), *(f"task:{one}" for one in tasks)]
    for meeting_id in meetings:
        found += subjects_of_meeting(session, meeting_id)
    return found


def subjects_of_meeting(session: Session, meeting_id: int) -> list[str]:
    """A meeting, its minutes and its disputes."""
    disputes = session.scalars(select(Dispute.id).where(Dispute.meeting_id == meeting_id))
    kinds = ("meeting", "agenda", "minutesdraft")
    return [*(f"{kind}:{meeting_id}" for kind in kinds), *(f"dispute:{one}" for one in disputes)]


def rehearse(session: Session, subjects: Sequence[str]) -> list[Rehearsed]:
    """What will be sent if nothing changes, soonest first. What is done without a word is left out."""
    calendar = calendar_in(ZONE)
    together: dict[tuple[str, ...], list[Due]] = {}
    for due in reminders.planned_for(session, subjects):
        if due.step in DEEDS:
            continue
        exempt = is_exempt(due.subject, due.step, late=timedelta(0))
        alone = exempt or not due.recipient.startswith("person:")
        key: tuple[str, ...] = (due.recipient, half_of(due.fire_at, calendar).key)
        if alone:
            key = (due.recipient, str(due.id))
        if due.step == "today":
            key = (due.recipient, due.step, half_of(due.fire_at, calendar).key)
        together.setdefault(key, []).append(due)
    return [
        Rehearsed(
            calendar.local(dues[0].fire_at),
            _name(session, dues[0].recipient),
            tuple(describe(session, due) for due in dues),
        )
        for dues in together.values()
    ]


def _name(session: Session, recipient: str) -> str:
    kind, _, key = recipient.partition(":")
    if kind == "chat":
        return session.get_one(Chat, int(key)).name
    person = people.person(session, int(key))
    return "" if person is None else person.shown

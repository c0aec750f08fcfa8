"""What departments answer: resources committed or a gap named (S14, S15, S19), and the alignment online (S18)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Closed, Invalid, NotAllowed, NotFound
from app.calendars import Calendar
from app.history.service import recording
from app.needs.models import Alignment, Need, NeedStatus, SupportItem, SupportStatus
from app.needs.shown import refresh
from app.people import service as people
from app.people.models import Department, Person
from app.projects import service as projects


@dataclass(frozen=True, slots=True)
class SupportReply:
    """What a contact filled in. Texts may be empty, but a gap has to be named when not all is accepted."""

    status: SupportStatus
    manpower: str = ""
    time: str = ""
    budget: str = ""
    difficulty: str = ""
    gap: str = ""
    direction: str = ""


def reply(
    session: Session, item: SupportItem, given: SupportReply, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """Commit resources or name a gap. Raises NotAllowed, Closed, Invalid (a gap without words)."""
    need = session.get_one(Need, item.need_id)
    _may_speak(session, need, item.department_id, by)
    if given.status in {SupportStatus.PARTIAL, SupportStatus.HARD} and not (given.gap or given.difficulty):
        raise Invalid(field="confirm.gap", example="example.gap")
    with recording(
        session, company_id=need.company_id, subject=f"need:{need.id}", verb="reply", by_id=by.id, now=now
    ):
        item.status = given.status
        item.manpower, item.time, item.budget = given.manpower, given.time, given.budget
        item.difficulty, item.gap, item.direction = given.difficulty, given.gap, given.direction
        item.answered_by_id, item.answered_at = by.id, now
    refresh(session, need, now=now, calendar=calendar)


def set_direction(
    session: Session, item: SupportItem, direction: str, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """解决方向 of a gap (S19): the initiator, or whoever speaks for the department."""
    need = session.get_one(Need, item.need_id)
    if by.id != need.initiator_id:
        _may_speak(session, need, item.department_id, by)
    with recording(
        session, company_id=need.company_id, subject=f"need:{need.id}", verb="direction", by_id=by.id, now=now
    ):
        item.direction = direction
    refresh(session, need, now=now, calendar=calendar)


def align(
    session: Session, need: Need, *, agreed: bool, text: str, by: Person, now: datetime, calendar: Calendar
) -> None:
    """线上对齐: what the departments a person speaks for say to the need as it stands (S18)."""
    if need.status != NeedStatus.OPEN:
        raise Closed(what="what.need", number=need.number)
    mine = [item for item in need.supports if by.id in _speakers(session, need, item.department_id)]
    if not mine:
        raise NotAllowed(what="what.align", who="who.speakers")
    with recording(
        session, company_id=need.company_id, subject=f"need:{need.id}", verb="align", by_id=by.id, now=now
    ):
        for item in mine:
            found = session.scalar(
                select(Alignment).where(
                    Alignment.need_id == need.id, Alignment.department_id == item.department_id
                )
            )
            if found is None:
                found = Alignment(need_id=need.id, department_id=item.department_id)
                session.add(found)
            found.by_id, found.agreed, found.text, found.at = by.id, agreed, text, now
    refresh(session, need, now=now, calendar=calendar)


def item_by_id(session: Session, company_id: int, item_id: int) -> SupportItem:
    """The support item of that key, if it is this company's. Raises NotFound."""
    item = session.get(SupportItem, item_id)
    if item is None or session.get_one(Need, item.need_id).company_id != company_id:
        raise NotFound(what="what.support", number=item_id)
    return item


def _may_speak(session: Session, need: Need, department_id: int, by: Person) -> None:
    if need.status != NeedStatus.OPEN:
        raise Closed(what="what.need", number=need.number)
    speakers = _speakers(session, need, department_id)
    if by.id not in speakers:
        contact = people.person(session, next(iter(speakers), None))
        department = session.get_one(Department, department_id)
        raise NotAllowed(
            what="what.reply",
            department=department.name,
            who=contact.shown if contact else "who.contact_of",
        )


def _speakers(session: Session, need: Need, department_id: int) -> tuple[int, ...]:
    department = session.get_one(Department, department_id)
    return tuple(p for p in projects.speakers(session, need.project_id, department) if p is not None)

"""删除或匿名化 (D20): who somebody was is forgotten; what was agreed on with them stays, under 「已匿名」."""

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed
from app.base.lanes import State
from app.demo.models import Demo
from app.inbox.models import Incoming
from app.leaving import service as leaving
from app.meetings.minutes_models import Minutes
from app.needs.models import Draft
from app.outbox.models import Outgoing, Posted
from app.outbox.service import Place
from app.people.models import Chat, Company, LeaveRow, Membership, Person
from app.projects.models import CurrentProject, ProjectAsk
from app.search.models import Lookup
from app.tasks.models import TaskDraft, TaskList

ANONYMOUS = "已匿名"


def erase(session: Session, person: Person, *, by: Person, chat: Chat, now: datetime) -> None:
    """Forget who somebody was: their name, account, department, days away, drafts, and what was said in private.

    What they still held is handed on first, as of somebody who left. By the person, or a chat's admin. `chat` is
    where it was asked for. Raises NotAllowed.
    """
    if by.id != person.id and not leaving.is_admin(session, by):
        raise NotAllowed(what="what.erase", who="who.admin")
    leaving.mark_left(session, person, by=None, now=now)
    company = session.get_one(Company, person.company_id)
    _forget_talk(session, Place(company.platform, company.tenant, person=person.external_id))
    for table in (Draft, TaskDraft, TaskList, Lookup, Membership, LeaveRow, CurrentProject, ProjectAsk, Demo):
        session.execute(delete(table).where(table.person_id == person.id))
    _forget_name(session, person)
    if chat.private and by.id == person.id:
        chat.name = ""
    person.name, person.department_id = ANONYMOUS, None
    person.external_id, person.erased_at = f"erased-{person.id}", now
    session.flush()


def _forget_talk(session: Session, place: Place) -> None:
    """What went to and fro in private, as far as it is done with."""
    session.execute(delete(Incoming).where(Incoming.lane == place.lane, Incoming.state == State.DONE))
    lanes = or_(Outgoing.lane == place.lane, Outgoing.lane.startswith(f"{place.lane}~", autoescape=True))
    # What is on its way this very moment is left to its sender.
    session.execute(delete(Outgoing).where(lanes, Outgoing.leased_until.is_(None)))
    session.execute(
        delete(Posted).where(
            Posted.platform == place.platform, Posted.tenant == place.tenant, Posted.place == place.key
        )
    )


def _forget_name(session: Session, person: Person) -> None:
    """In the minutes too, unless somebody else bears the same name."""
    same = select(Person.id).where(
        Person.company_id == person.company_id, Person.name == person.name, Person.id != person.id
    )
    if len(person.name) < 2 or session.scalar(same.limit(1)) is not None:
        return
    rows = session.scalars(
        select(Minutes)
        .join(Person, Person.id == Minutes.published_by_id)
        .where(Person.company_id == person.company_id, Minutes.text.contains(person.name, autoescape=True))
    )
    for minutes in rows:
        minutes.text = minutes.text.replace(person.name, ANONYMOUS)

"""报风险 (S86, L10): a risk of a project, told at once in private to those concerned."""

from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.needs.speakers import contacts_of
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.projects.models import Project
from app.reminders import service as reminders
from app.reminders.ladder import Planned
from app.reminders.risk_ladder import Alarm, plan_alarm
from app.tasks import rights
from app.tasks.models import Risk
from app.tasks.rules import split_risk
from app.tasks.views import RiskView


def report(
    session: Session, *, chat: Chat, project_id: int | None, text: str, by: Person, now: datetime
) -> Risk:
    """Tell the project's contacts and its owner in private at once, outside working hours as soon as they begin, unless
    the project is urgent (L10); the group hears only of what touches the goal."""
    risk, countermeasure = split_risk(text)
    told = Risk(
        company_id=chat.company_id,
        chat_id=chat.id,
        project_id=project_id,
        by_id=by.id,
        text=risk,
        countermeasure=countermeasure,
        reported_at=now,
    )
    session.add(told)
    session.flush()
    company = session.get_one(Company, chat.company_id)
    planned = planned_alarm(session, told)
    for one in planned:
        if one.fire_at <= now:
            person_id = int(one.recipient.partition(":")[2])
            outbox.owe_card(session, private_place(session, person_id), f"risk:{told.id}")
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"risk:{told.id}",
        plan=planned,
        now=now,
    )
    return told


def planned_alarm(session: Session, risk: Risk) -> tuple[Planned, ...]:
    """When each of those concerned is told of a risk; nobody once it is settled."""
    project = None if risk.project_id is None else session.get_one(Project, risk.project_id)
    if project is None or risk.settled_at is not None:
        return ()
    facts = Alarm(f"risk:{risk.id}", tuple(concerned(session, risk)), risk.reported_at, urgent=project.urgent)
    return plan_alarm(facts, calendar_of(session, session.get_one(Chat, project.home_chat_id)))


def affects_goal(session: Session, risk: Risk, *, yes: bool, by: Person, now: datetime) -> None:
    """影响总目标: the reporter or the project's owner says so; then the group reads of it too. Raises NotAllowed."""
    _may_judge(session, risk, by, what="what.judge_risk")
    with _entry(session, risk, "affects_goal", by, now):
        risk.affects_goal = yes
    _redraw(session, risk)
    if yes and (group := _group(session, risk)) is not None:
        outbox.owe_card(session, group, f"risk:{risk.id}")


def settle(session: Session, risk: Risk, *, by: Person, now: datetime) -> None:
    """已解除. Raises NotAllowed."""
    _may_judge(session, risk, by, what="what.settle_risk")
    with _entry(session, risk, "settle", by, now):
        risk.settled_by_id, risk.settled_at = by.id, now
    _redraw(session, risk)


def undo(session: Session, risk_id: int, change: ChangeAbout, *, now: datetime) -> None:
    """Take one change of a risk back (D10). Raises TooLate."""
    history.undo(session, change.id, now=now)
    session.expire_all()
    _redraw(session, session.get_one(Risk, risk_id))


def by_id(session: Session, company_id: int, risk_id: int) -> Risk:
    """The risk of that key, if it is this company's. Raises NoSuchTask."""
    risk = session.get(Risk, risk_id)
    if risk is None or risk.company_id != company_id:
        raise rights.NoSuchTask(number="")
    return risk


def open_of_project(session: Session, project_id: int) -> list[RiskView]:
    """The risks of a project nobody has settled, oldest first (S64)."""
    rows = session.scalars(
        select(Risk).where(Risk.project_id == project_id, Risk.settled_at.is_(None)).order_by(Risk.id)
    )
    return [view(session, risk) for risk in rows]


def view(session: Session, risk: Risk) -> RiskView:
    """How a risk is shown."""
    project = None if risk.project_id is None else session.get_one(Project, risk.project_id)
    return RiskView(
        id=risk.id,
        project="" if project is None else project.name,
        by=people.view(session, session.get_one(Person, risk.by_id)),
        text=risk.text,
        countermeasure=risk.countermeasure,
        affects_goal=risk.affects_goal,
        told=tuple(people.view(session, session.get_one(Person, one)) for one in concerned(session, risk)),
        reported_at=risk.reported_at,
        settled_by=people.person(session, risk.settled_by_id),
    )


def concerned(session: Session, risk: Risk) -> list[int]:
    """The contacts of the project and its owner, but for the reporter."""
    if risk.project_id is None:
        return []
    project = session.get_one(Project, risk.project_id)
    found = [project.owner_id, *contacts_of(session, project.id)]
    return [one for one in dict.fromkeys(found) if one != risk.by_id]


def _may_judge(session: Session, risk: Risk, by: Person, *, what: str) -> None:
    allowed = {risk.by_id}
    if risk.project_id is not None:
        allowed.add(session.get_one(Project, risk.project_id).owner_id)
    if by.id not in allowed:
        names = [people.view(session, session.get_one(Person, one)).shown for one in sorted(allowed)]
        raise NotAllowed(what=what, who="、".join(names))


def _entry(
    session: Session, risk: Risk, verb: str, by: Person, now: datetime
) -> AbstractContextManager[None]:
    return recording(
        session, company_id=risk.company_id, subject=f"risk:{risk.id}", verb=verb, by_id=by.id, now=now
    )


def _redraw(session: Session, risk: Risk) -> None:
    company = session.get_one(Company, risk.company_id)
    subject = f"risk:{risk.id}"
    session.flush()
    for place in outbox.places_of(session, company.platform, company.tenant, subject):
        outbox.owe_card(session, place, subject)


def _group(session: Session, risk: Risk) -> Place | None:
    """The project's home group, else the group it was told in."""
    company = session.get_one(Company, risk.company_id)
    chat_id = risk.chat_id
    if risk.project_id is not None:
        chat_id = session.get_one(Project, risk.project_id).home_chat_id
    chat = session.get_one(Chat, chat_id)
    return None if chat.private else Place(company.platform, company.tenant, chat=chat.external_id)


def private_place(session: Session, person_id: int) -> Place:
    """Where somebody is told of a risk."""
    person = session.get_one(Person, person_id)
    company = session.get_one(Company, person.company_id)
    return Place(company.platform, company.tenant, person=person.external_id)

"""Needs as they are shown."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.needs import rules
from app.needs.models import Alignment, Need, NeedStatus, SupportItem, SupportStatus
from app.needs.views import AlignmentView, MilestoneView, NeedFields, NeedView, SupportView
from app.people import service as people
from app.people.models import Chat, Department, Person
from app.projects import service as projects
from app.projects.models import Project
from app.rulepacks import service as rulepacks


def view(session: Session, need: Need, calendar: Calendar) -> NeedView:
    """The need with its parts, checks and derived days."""
    project = session.get_one(Project, need.project_id)
    home = session.get_one(Chat, project.home_chat_id)
    supports = tuple(_support(session, need, item) for item in need.supports)
    pack = rulepacks.pack_of(session, home.id)
    return NeedView(
        id=need.id,
        number=need.number,
        project_id=project.id,
        project=project.name,
        scenario=project.scenario,
        initiator=people.view(session, session.get_one(Person, need.initiator_id)),
        department=need.department,
        goal=need.goal,
        deliverables=need.deliverables,
        own_resources=need.own_resources,
        description=need.description,
        due_on=need.due_on,
        due_waived=need.due_waived,
        note=need.note,
        lead_days=need.lead_days,
        start_by=rules.start_by(need.due_on, need.lead_days, calendar),
        status=need.status,
        registered_at=need.registered_at,
        supports=supports,
        milestones=tuple(MilestoneView(*row) for row in projects.milestones(session, project.id)),
        checks=rules.check(
            goal=need.goal,
            due_on=need.due_on,
            due_waived=need.due_waived,
            deciders=tuple((s.id, s.department, s.decision_maker is not None) for s in supports),
            calendar=calendar,
            pack=pack,
        ),
        home_chat=home.external_id,
        timezone=home.timezone,
    )


def unanswered_on(
    session: Session, chat_id: int, day: date, calendar: Calendar, days: int
) -> list[tuple[int, str, tuple[str, ...]]]:
    """The open needs at home in a group that departments have not answered for so many working days: number, project,
    and those departments."""
    rows = session.execute(
        select(Need, Project)
        .join(Project, Project.id == Need.project_id)
        .where(Project.home_chat_id == chat_id, Need.status == NeedStatus.OPEN)
        .order_by(Need.number)
    )
    found = []
    for need, project in rows:
        waiting = [one for one in need.supports if one.status == SupportStatus.WAITING]
        asked = [calendar.local(one.asked_at).date() for one in waiting if one.asked_at is not None]
        if asked and calendar.add_workdays(min(asked), days) <= day:
            names = tuple(session.get_one(Department, one.department_id).name for one in waiting)
            found.append((need.number, project.name, names))
    return found


def fields_of(need: NeedView) -> NeedFields:
    """A registered need as the fields of its form, to be edited."""
    return NeedFields(
        project=need.project,
        department=need.department,
        goal=need.goal,
        departments=tuple(support.department for support in need.supports),
        description=need.description,
        supports=tuple((s.department, s.content) for s in need.supports if s.content),
        due_on=need.due_on,
        note=need.note,
        lead_days=need.lead_days,
        scenario=need.scenario,
        deliverables=need.deliverables,
        milestones=need.milestones,
        own_resources=need.own_resources,
    )


def alignments(session: Session, need: Need) -> tuple[AlignmentView, ...]:
    """What each department said on the collecting card; those silent so far have `agreed` None."""
    said = {
        a.department_id: a for a in session.scalars(select(Alignment).where(Alignment.need_id == need.id))
    }
    return tuple(
        _alignment(session, session.get_one(Department, item.department_id), said.get(item.department_id))
        for item in need.supports
    )


def support(session: Session, item: SupportItem) -> SupportView:
    """One department's part."""
    return _support(session, session.get_one(Need, item.need_id), item)


def _alignment(session: Session, department: Department, said: Alignment | None) -> AlignmentView:
    if said is None:
        return AlignmentView(department.name, None, None, "")
    return AlignmentView(department.name, people.person(session, said.by_id), said.agreed, said.text)


def _support(session: Session, need: Need, item: SupportItem) -> SupportView:
    department = session.get_one(Department, item.department_id)
    contact, decision_maker = projects.speakers(session, need.project_id, department)
    return SupportView(
        id=item.id,
        department=department.name,
        department_id=department.id,
        contact=people.person(session, contact),
        decision_maker=people.person(session, decision_maker),
        content=item.content,
        status=item.status,
        manpower=item.manpower,
        time=item.time,
        budget=item.budget,
        difficulty=item.difficulty,
        gap=item.gap,
        direction=item.direction,
        answered_by=people.person(session, item.answered_by_id),
        answered_at=item.answered_at,
    )

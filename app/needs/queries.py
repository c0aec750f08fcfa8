"""Needs as they are shown."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.needs import rules
from app.needs.models import Alignment, Need, SupportItem
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

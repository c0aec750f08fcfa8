"""Projects and who speaks for a department in them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.models import Chat, Department, Person
from app.projects.chats import here
from app.projects.models import Milestone, Project, ProjectRole


def create(
    session: Session, *, chat: Chat, owner: Person, name: str, scenario: str, now: datetime
) -> Project:
    """A new project at home in `chat`."""
    project = Project(
        company_id=chat.company_id,
        home_chat_id=chat.id,
        owner_id=owner.id,
        name=name,
        scenario=scenario,
        created_at=now,
    )
    session.add(project)
    session.flush()
    return project


def running_in(session: Session, chat_id: int) -> list[Project]:
    """The projects at home in a chat, or linked to it, that are not closed; newest first."""
    return list(
        session.scalars(
            select(Project)
            .where(Project.id.in_(here(chat_id)), Project.closed_at.is_(None))
            .order_by(Project.id.desc())
        )
    )


def running_named(session: Session, chat_id: int, name: str) -> Project | None:
    """The running project of that name in a chat: a further need joins it."""
    return next((project for project in running_in(session, chat_id) if project.name == name), None)


def set_milestones(session: Session, project_id: int, milestones: Iterable[tuple[str, date]]) -> None:
    """The named days of a project, replaced as a whole (S9)."""
    wanted = list(milestones)
    for old in session.scalars(select(Milestone).where(Milestone.project_id == project_id)):
        if (old.name, old.due_on) in wanted:
            wanted.remove((old.name, old.due_on))
        else:
            session.delete(old)
    session.add_all(Milestone(project_id=project_id, name=name, due_on=due_on) for name, due_on in wanted)


def milestones(session: Session, project_id: int) -> list[tuple[str, date]]:
    """The named days of a project, soonest first."""
    rows = session.scalars(
        select(Milestone).where(Milestone.project_id == project_id).order_by(Milestone.due_on, Milestone.id)
    )
    return [(row.name, row.due_on) for row in rows]


def speakers(session: Session, project_id: int, department: Department) -> tuple[int | None, int | None]:
    """Contact and decision-maker of a department in a project: the project's own, else the company's (S83)."""
    role = session.get(ProjectRole, (project_id, department.id))
    contact = role.contact_id if role is not None and role.contact_id is not None else department.contact_id
    if role is not None and role.decision_maker_id is not None:
        return contact, role.decision_maker_id
    return contact, department.decision_maker_id


def set_speaker(
    session: Session,
    project_id: int,
    department_id: int,
    *,
    contact_id: int | None,
    decision_maker_id: int | None,
) -> None:
    """Name who speaks for a department in this project; None leaves what is there."""
    role = session.get(ProjectRole, (project_id, department_id))
    if role is None:
        role = ProjectRole(project_id=project_id, department_id=department_id)
        session.add(role)
    if contact_id is not None:
        role.contact_id = contact_id
    if decision_maker_id is not None:
        role.decision_maker_id = decision_maker_id

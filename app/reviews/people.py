"""Who a project's retrospective is for, and who may read of the project at all."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.needs.models import Need, NeedStatus
from app.people.models import Chat, Department, Person
from app.projects import service as projects
from app.projects.chats import is_here, is_member
from app.projects.models import Project
from app.tasks.models import Task, TaskStatus

MANY = 2
"""S66: whoever owns so many tasks of a project is one of its core people."""


def core_ids(session: Session, project: Project) -> tuple[int, ...]:
    """S66: the owner, every department's contact and decision-maker, and who owns two tasks or more; each once."""
    found: list[int | None] = [project.owner_id]
    needs = session.scalars(
        select(Need)
        .where(Need.project_id == project.id, Need.status != NeedStatus.CANCELLED)
        .order_by(Need.number)
    )
    for need in needs:
        found.append(need.initiator_id)
        for item in need.supports:
            department = session.get_one(Department, item.department_id)
            found.extend(projects.speakers(session, project.id, department))
    owners = Counter(
        session.scalars(
            select(Task.owner_id)
            .where(Task.project_id == project.id, Task.status != TaskStatus.CANCELLED)
            .order_by(Task.number)
        )
    )
    found.extend(owner for owner, count in owners.items() if count >= MANY)
    known = dict.fromkeys(one for one in found if one is not None)
    return tuple(one for one in known if session.get_one(Person, one).active)


def may_see(session: Session, project: Project, person: Person, chat: Chat) -> bool:
    """A project is shown in its chats, to their members, and to its core people."""
    if is_here(session, project, chat.id) or is_member(session, project, person.id):
        return True
    return person.id in core_ids(session, project)

"""Who speaks for the departments that take part in a project, in all its needs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.needs.models import Need, NeedStatus, SupportItem
from app.people.models import Department, Person
from app.projects import service as projects
from app.projects.models import ProjectRole


def contacts_of(session: Session, project_id: int) -> list[int]:
    """The contacts of a project's departments who are still here, each once: the project's own, else the company's."""
    asked = (
        select(SupportItem.department_id)
        .join(Need, Need.id == SupportItem.need_id)
        .where(Need.project_id == project_id, Need.status != NeedStatus.CANCELLED)
    )
    named = select(ProjectRole.department_id).where(ProjectRole.project_id == project_id)
    departments = session.scalars(
        select(Department).where(Department.id.in_(asked) | Department.id.in_(named)).order_by(Department.id)
    )
    contacts = (projects.speakers(session, project_id, department)[0] for department in departments)
    known = dict.fromkeys(one for one in contacts if one is not None)
    return [one for one in known if session.get_one(Person, one).active]

"""Who speaks for a department: one contact, one decision-maker, one head (S12, S13, S83)."""

from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from app.base.errors import NotAllowed, NotFound
from app.history.service import recording
from app.people import service as people
from app.people.models import Chat, Company, Department, Person
from app.people.views import DepartmentView

Role = Literal["contact", "decision_maker", "head"]
ROLES: tuple[Role, ...] = ("contact", "decision_maker", "head")
SUFFIXES = ("部", "部门", "中心", "组")
"""How a department's name may end where people leave it out."""


def assign(
    session: Session,
    department: Department,
    role: Role,
    person: Person | None,
    *,
    by: Person,
    chat: Chat | None,
    now: datetime,
) -> None:
    """Set or replace (None: clear) who has a role of a department, for the whole company.

    Whoever names the first one may; to replace one takes that department's decision-maker or head, the person who
    hands the role on, or the chat's admin. Raises NotAllowed.
    """
    current: int | None = getattr(department, f"{role}_id")
    wanted = None if person is None else person.id
    if current == wanted:
        return
    allowed = {
        current,
        department.decision_maker_id,
        department.head_id,
        *(() if chat is None else chat.admin_ids),
    }
    if current is not None and by.id not in allowed:
        keeper = people.person(session, department.decision_maker_id or department.head_id or current)
        raise NotAllowed(
            what="what.replace_role", department=department.name, who=keeper.shown if keeper else "who.admin"
        )
    if person is not None:
        people.require_active(person)
    with recording(
        session,
        company_id=department.company_id,
        subject=f"department:{department.id}",
        verb=f"assign_{role}",
        by_id=by.id,
        now=now,
    ):
        setattr(department, f"{role}_id", wanted)
    if person is not None and person.department_id is None:
        person.department_id = department.id


def by_id(session: Session, company_id: int, department_id: int) -> Department:
    """The department of that key, if it is this company's. Raises NotFound."""
    department = session.get(Department, department_id)
    if department is None or department.company_id != company_id:
        raise NotFound(what="what.department", number="")
    return department


def all_departments(session: Session, company_id: int) -> list[DepartmentView]:
    """Every department of a company, by name."""
    return [view(session, department) for department in people.departments_in(session, company_id).values()]


def view(session: Session, department: Department) -> DepartmentView:
    """How a department is shown."""
    return DepartmentView(
        department.id,
        department.name,
        people.person(session, department.contact_id),
        people.person(session, department.decision_maker_id),
        people.person(session, department.head_id),
    )


def own_department(session: Session, person: Person) -> Department | None:
    """The department somebody belongs to: as the directory says, else the one they are contact of."""
    if person.department_id is not None:
        return session.get(Department, person.department_id)
    known = people.departments_in(session, person.company_id).values()
    mine = [department for department in known if department.contact_id == person.id]
    return min(mine, key=lambda department: department.id, default=None)


def rename_to_known(session: Session, company: Company, typed: str) -> str:
    """What people type for a department, matched to a known one: 研发 is 研发部 when only that exists."""
    name = typed.strip().strip("*＊")
    meant = [name, *(name + suffix for suffix in SUFFIXES if not name.endswith(suffix))]
    known = people.departments_in(session, company.id)
    return next((one for one in meant if one in known), name)

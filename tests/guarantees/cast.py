"""Two hundred people of one company and their forty groups, on a calendar of their own here and there."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people import calendars
from app.people import service as people
from app.people.models import Chat, Company, Department, Person

PEOPLE, GROUPS = 200, 40
DEPARTMENTS = ("市场部", "研发部", "销售部", "客服部", "产品部", "财务部", "法务部", "采购部")
LONDON = "伦敦办事处"
LONDONERS = 8
"""Nobody of them is in another group: the days of two continents do not mix."""
TOKYO_GROUPS = (5, 17)
LONDON_GROUP = 39
FREE_GROUPS, FREE_DAY = (3, 4, 7, 8), date(2024, 6, 21)
"""Groups whose office is closed on a Friday that all others work on."""
WORKING_GROUPS, WORKING_DAY = (9, 10, 11, 12, 13, 14), date(2024, 6, 15)
"""Some that work on a Saturday that is everybody else's."""


@dataclass(frozen=True)
class Group:
    """A group's row, and who works in it."""

    chat_id: int
    people: tuple[int, ...]
    departments: tuple[str, ...]


def hire(session: Session, now: datetime) -> list[Group]:
    """The company as it stands before anything happens."""
    company = people.company_of(session, "playground", "demo")
    staff = {name: _department(session, company, name, 24) for name in DEPARTMENTS}
    london = _department(session, company, LONDON, LONDONERS)
    groups = []
    for number in range(GROUPS):
        names = tuple(DEPARTMENTS[(number + step) % len(DEPARTMENTS)] for step in range(3))
        members = [one for name in names for one in staff[name][number % 4 :: 4]]
        zone = "Asia/Tokyo" if number in TOKYO_GROUPS else "Asia/Shanghai"
        if number == LONDON_GROUP:
            names, members, zone = (LONDON,), london, "Europe/London"
        chat = Chat(
            company_id=company.id,
            external_id=f"g{number}",
            private=False,
            name=f"项目群{number}",
            timezone=zone,
        )
        session.add(chat)
        session.flush()
        groups.append(Group(chat.id, tuple(members), names))
        if number in {*FREE_GROUPS, *WORKING_GROUPS}:
            day = {FREE_DAY: False} if number in FREE_GROUPS else {WORKING_DAY: True}
            calendars.set_exceptions(session, chat, day, by=session.get_one(Person, members[0]), now=now)
    return groups


def _department(session: Session, company: Company, name: str, size: int) -> list[int]:
    """People of a department, by id; the first three speak for it."""
    department = people.department_of(session, company, name)
    rows = [
        Person(
            company_id=company.id,
            external_id=f"{name}{one}",
            name=f"{name}{one}",
            department_id=department.id,
        )
        for one in range(size)
    ]
    session.add_all(rows)
    session.flush()
    department.contact_id, department.decision_maker_id, department.head_id = (row.id for row in rows[:3])
    return [row.id for row in rows]


def contact_of(session: Session, name: str) -> Person:
    """Who speaks for a department."""
    contact_id = session.scalars(select(Department.contact_id).where(Department.name == name)).one()
    return session.get_one(Person, contact_id)

"""Companies, chats and people as they become known, and finding them by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.base.errors import TooLong, UserError
from app.base.lookups import find_once
from app.people.models import Chat, Company, Counter, Department, Membership, Person
from app.people.views import LONGEST_CHAT_NAME, LONGEST_DEPARTMENT, LONGEST_NAME, PersonView


class PersonLeft(UserError):
    """Nothing is given to somebody who has left (D17). Details: name."""

    key = "person_left"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as a platform tells of them; the name or department may be empty."""

    external_id: str
    name: str = ""
    department: str = ""


def company_of(session: Session, platform: str, tenant: str) -> Company:
    """The tenant's company, made at its first sign of life."""
    company = find_once(session, Company, platform=platform, tenant=tenant)
    if company is None:
        company = Company(platform=platform, tenant=tenant)
        session.add(company)
        session.flush()
    return company


def chat_of(
    session: Session, company: Company, external_id: str, *, private: bool, name: str, timezone: str
) -> Chat:
    """The chat, made at its first sign of life. A chat we hear from is active."""
    chat = find_chat(session, company.id, external_id)
    name = name[:LONGEST_CHAT_NAME]
    if chat is None:
        chat = Chat(
            company_id=company.id, external_id=external_id, private=private, timezone=timezone, name=name
        )
        session.add(chat)
        session.flush()
    elif name and chat.name != name:
        chat.name = name
    return chat


def find_chat(session: Session, company_id: int, external_id: str) -> Chat | None:
    """The chat of that platform id, if known."""
    return find_once(session, Chat, company_id=company_id, external_id=external_id)


def person_of(session: Session, company: Company, known: Known) -> Person:
    """The person, made at their first sign of life; a name or department that is told is remembered."""
    person = by_external(session, company.id, known.external_id)
    name = known.name[:LONGEST_NAME]
    if person is None:
        person = Person(company_id=company.id, external_id=known.external_id, name=name)
        session.add(person)
        session.flush()
    elif name and person.name != name:
        person.name = name
    if known.department and person.department_id is None:
        person.department_id = department_of(session, company, known.department[:LONGEST_DEPARTMENT]).id
        session.flush()
    return person


def remember_members(session: Session, chat: Chat, members: Iterable[Known]) -> None:
    """The people of a group, as the platform lists them now."""
    company = session.get_one(Company, chat.company_id)
    ids = {person_of(session, company, known).id for known in members}
    already = set(session.scalars(select(Membership.person_id).where(Membership.chat_id == chat.id)))
    if gone := already - ids:
        session.execute(
            delete(Membership).where(Membership.chat_id == chat.id, Membership.person_id.in_(gone))
        )
    session.add_all(Membership(chat_id=chat.id, person_id=person_id) for person_id in sorted(ids - already))


def join_chat(session: Session, chat: Chat, person: Person) -> None:
    """Somebody who speaks in a group is in it."""
    if not chat.private and session.get(Membership, (chat.id, person.id)) is None:
        session.add(Membership(chat_id=chat.id, person_id=person.id))


def members_of(session: Session, chat_id: int) -> list[PersonView]:
    """The known people of a group, by name."""
    people = session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.chat_id == chat_id, Person.active)
        .order_by(Person.name, Person.id)
    ).all()
    return [view(session, person) for person in people]


def around(session: Session, chat_id: int | None, person_id: int, *, limit: int = 50) -> list[PersonView]:
    """Whom somebody can choose: the people of a group; without one, those they share a group with."""
    members = [] if chat_id is None else members_of(session, chat_id)
    if members:
        return members[:limit]
    peers = select(Membership.chat_id).where(Membership.person_id == person_id)
    known = session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.chat_id.in_(peers), Person.active)
        .distinct()
        .order_by(Person.name)
        .limit(limit)
    )
    return [view(session, one) for one in known]


def people_named(session: Session, company_id: int, name: str, *, chat_id: int | None = None) -> list[Person]:
    """Everybody of that name; if several, those of the chat come alone."""
    people = list(
        session.scalars(
            select(Person)
            .where(Person.company_id == company_id, Person.name == name, Person.active)
            .order_by(Person.id)
        )
    )
    if len(people) > 1 and chat_id is not None:
        here = set(session.scalars(select(Membership.person_id).where(Membership.chat_id == chat_id)))
        return [person for person in people if person.id in here] or people
    return people


def person(session: Session, person_id: int | None) -> PersonView | None:
    """The person's view; None for nobody."""
    found = None if person_id is None else session.get(Person, person_id)
    return None if found is None else view(session, found)


def by_external(session: Session, company_id: int, external_id: str) -> Person | None:
    """The person of that platform id, if known."""
    return find_once(session, Person, company_id=company_id, external_id=external_id)


def department_of(session: Session, company: Company, name: str) -> Department:
    """The department of that name, made when first named. Raises TooLong."""
    found = find_department(session, company.id, name)
    if found is None:
        if len(name) > LONGEST_DEPARTMENT:
            raise TooLong(field="what.department_name", most=LONGEST_DEPARTMENT)
        found = Department(company_id=company.id, name=name)
        session.add(found)
        session.flush()
        session.info["huiban.departments", company.id].append(found)
    return found


def find_department(session: Session, company_id: int, name: str) -> Department | None:
    """The department of exactly that name."""
    return departments_in(session, company_id).get(name)


def departments_in(session: Session, company_id: int) -> dict[str, Department]:
    """The departments of a company by name; asked for once per transaction."""
    key = ("huiban.departments", company_id)
    known: list[Department] | None = session.info.get(key)
    if known is None:
        query = select(Department).where(Department.company_id == company_id).order_by(Department.name)
        known = session.info[key] = list(session.scalars(query))
    # One whose making was taken back is not in the session any more.
    return {department.name: department for department in known if department in session}


def require_active(person: Person) -> None:
    """Raises PersonLeft for somebody who has left (D17)."""
    if not person.active:
        raise PersonLeft(name=person.name)


def next_number(session: Session, company_id: int, kind: str) -> int:
    """The next short number of a kind (`need` → N1, N2 …) in a company."""
    counter = session.get(Counter, (company_id, kind), with_for_update=True)
    if counter is None:
        counter = Counter(company_id=company_id, kind=kind, last=0)
        session.add(counter)
    counter.last += 1
    session.flush()
    return counter.last


def view(session: Session, found: Person) -> PersonView:
    """How a person is shown."""
    department = None if found.department_id is None else session.get(Department, found.department_id)
    known_as = "" if found.erased_at is not None else found.external_id
    return PersonView(found.id, known_as, found.name, "" if department is None else department.name)

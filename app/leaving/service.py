"""Somebody has left: whoever started the work is asked to give what they held to others (D17)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed, NotFound
from app.leaving import giving, items
from app.leaving.models import Departure
from app.leaving.views import DepartureView
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import service as people
from app.people.admins import is_admin_of, step_down
from app.people.models import Chat, Company, Membership, Person


def mark_left(session: Session, person: Person, *, by: Person | None, now: datetime) -> list[Departure]:
    """They are given nothing any more, and each initiator gets a hand-over card. Twice is no error.

    `by` None: the platform told so. Else a chat's admin, about somebody else. Raises NotAllowed.
    """
    if by is not None and (by.id == person.id or not is_admin(session, by)):
        raise NotAllowed(what="what.mark_left", name=person.name, who="who.admin")
    person.active = False
    step_down(session, person)
    heirs = dict.fromkeys(item.heir_id for item in items.of_person(session, person))
    return [_ask(session, person, heir, now) for heir in heirs]


def came_back(session: Session, person: Person) -> None:
    """Whoever speaks to us is there, whatever we were told."""
    if person.active or person.erased_at is not None:
        return
    person.active = True
    session.flush()
    for departure in session.scalars(select(Departure).where(Departure.person_id == person.id)):
        redraw(session, departure)


def is_admin(session: Session, person: Person) -> bool:
    """Whether somebody is the admin of a chat of their company."""
    return session.scalar(select(Chat.id).where(is_admin_of(person.id)).limit(1)) is not None


def by_id(session: Session, departure_id: int, *, heir: Person) -> Departure:
    """The hand-over card of that key, if it is this person's. Raises NotFound."""
    departure = session.get(Departure, departure_id)
    if departure is None or departure.heir_id != heir.id:
        raise NotFound(what="what.leaver", number="")
    return departure


def give(
    session: Session, departure: Departure, chosen: Mapping[str, Person], *, by: Person, now: datetime
) -> int:
    """Give each item (by its key) to whom was chosen; how many were given. What changed hands since is left alone."""
    person = session.get_one(Person, departure.person_id)
    given = 0
    for item in items.of_person(session, person):
        heir = chosen.get(item.key)
        if item.heir_id == departure.heir_id and heir is not None:
            people.require_active(heir)
            giving.give(session, item, person, heir, by=by, now=now)
            given += 1
    redraw(session, departure)
    return given


def view(session: Session, departure: Departure) -> DepartureView:
    """Who left, and what is still to be given away (nothing once they came back) to people of the reader's groups."""
    person = session.get_one(Person, departure.person_id)
    held = [] if person.active else items.of_person(session, person)
    groups = select(Membership.chat_id).where(Membership.person_id == departure.heir_id)
    known = session.scalars(
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.chat_id.in_(groups), Person.active)
        .distinct()
        .order_by(Person.name, Person.id)
        .limit(50)
    )
    return DepartureView(
        departure.id,
        people.view(session, person),
        departure.at,
        tuple(item for item in held if item.heir_id == departure.heir_id),
        tuple(people.view(session, one) for one in known),
    )


def redraw(session: Session, departure: Departure) -> None:
    """The card of a departure, where it stands."""
    outbox.owe_card(session, _place(session, departure.heir_id), f"leaver:{departure.id}")


def _ask(session: Session, person: Person, heir_id: int, now: datetime) -> Departure:
    departure = session.scalar(
        select(Departure).where(Departure.person_id == person.id, Departure.heir_id == heir_id)
    )
    if departure is None:
        departure = Departure(person_id=person.id, heir_id=heir_id, at=now)
        session.add(departure)
        session.flush()
    outbox.retire_at(session, _place(session, heir_id), f"leaver:{departure.id}")
    redraw(session, departure)
    return departure


def _place(session: Session, person_id: int) -> Place:
    person = session.get_one(Person, person_id)
    company = session.get_one(Company, person.company_id)
    return Place(company.platform, company.tenant, person=person.external_id)

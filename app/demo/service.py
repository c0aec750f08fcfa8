"""Turning the pages of the demonstration."""

from sqlalchemy.orm import Session

from app.demo.models import Demo
from app.people.models import Person


def turn_to(session: Session, person: Person, step: int, *, last: int) -> int:
    """Open a page (from 1 to `last`; beyond is the nearest) for somebody; which one stands open then."""
    page = max(1, min(step, last))
    demo = session.get(Demo, person.id)
    if demo is None:
        session.add(Demo(person_id=person.id, step=page))
    else:
        demo.step = page
    session.flush()
    return page


def page_of(session: Session, person_id: int) -> int:
    """The page that stands open for somebody; the first one for who has not begun."""
    demo = session.get(Demo, person_id)
    return 1 if demo is None else demo.step

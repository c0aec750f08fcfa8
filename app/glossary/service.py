"""What is done to terms: each department says what it means by one (S82)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotAllowed, TooLong
from app.glossary import queries
from app.glossary.models import Definition, Term
from app.glossary.rules import key_of
from app.history.service import recording
from app.people import departments as roles
from app.people import service as people
from app.people.models import Chat, Company, Department, Person

LONGEST_NAME = 100


def define(
    session: Session, company: Company, name: str, text: str, department: str, *, by: Person, now: datetime
) -> Term:
    """Say what a department (empty: everybody) means by a term. What it said before is replaced.

    Anybody may speak for their own department, and for all as long as nobody else did; another department's own
    words are changed by who belongs to it, or speaks for it. Raises Invalid, NotAllowed, TooLong.
    """
    name, text = name.strip(), text.strip()
    if len(name) > LONGEST_NAME:
        raise TooLong(field="term.field.name", most=LONGEST_NAME)
    if not key_of(name):
        raise Invalid(field="term.field.name", example="term.example.name")
    if not text:
        raise Invalid(field="term.field.text", example="term.example.text")
    found = _department(session, company, department)
    term = queries.named(session, company.id, name)
    if term is None:
        term = Term(company_id=company.id, name=name, key=key_of(name), changed_at=now)
        session.add(term)
        session.flush()
    department_id = None if found is None else found.id
    row = next((one for one in term.definitions if one.department_id == department_id), None)
    if row is not None:
        _may_replace(session, row, found, by)
    with recording(
        session, company_id=company.id, subject=f"term:{term.id}", verb="define", by_id=by.id, now=now
    ):
        if row is None:
            row = Definition(term_id=term.id, department_id=department_id, text=text, by_id=by.id, at=now)
            term.definitions.append(row)
        else:
            row.text, row.by_id, row.at = text, by.id, now
        term.changed_at = now
    return term


def remove(
    session: Session, definition: Definition, term: Term, *, by: Person, chat: Chat, now: datetime
) -> bool:
    """Take a definition out, and with the last one the term; whether the term still stands. Raises NotAllowed."""
    department = (
        None if definition.department_id is None else session.get(Department, definition.department_id)
    )
    if by.id not in chat.admin_ids:
        _may_replace(session, definition, department, by)
    with recording(
        session, company_id=term.company_id, subject=f"term:{term.id}", verb="remove", by_id=by.id, now=now
    ):
        term.definitions.remove(definition)
        term.changed_at = now
    if not term.definitions:
        session.delete(term)
        return False
    return True


def _department(session: Session, company: Company, typed: str) -> Department | None:
    if not typed.strip():
        return None
    return people.department_of(session, company, roles.rename_to_known(session, company, typed))


def _may_replace(session: Session, row: Definition, department: Department | None, by: Person) -> None:
    """Who said it, and the people of that department."""
    allowed = {row.by_id}
    if department is not None:
        allowed |= {
            one
            for one in (department.contact_id, department.decision_maker_id, department.head_id)
            if one is not None
        }
        if (own := roles.own_department(session, by)) is not None and own.id == department.id:
            return
    if by.id not in allowed:
        keeper = people.person(session, row.by_id)
        raise NotAllowed(what="what.replace_term", who="who.changer" if keeper is None else keeper.shown)

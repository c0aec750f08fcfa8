"""Terms as they are shown."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.glossary.models import Definition, Term
from app.glossary.rules import key_of
from app.glossary.views import DefinitionView, TermView
from app.people import service as people
from app.people.models import Department


def view(session: Session, term: Term) -> TermView:
    """The term with its definitions, the oldest first."""
    return TermView(term.id, term.name, tuple(_definition(session, one) for one in term.definitions))


def by_id(session: Session, company_id: int, term_id: int) -> Term:
    """The term of that key, if it is this company's. Raises NotFound."""
    term = session.get(Term, term_id)
    if term is None or term.company_id != company_id:
        raise NotFound(what="what.term", number="")
    return term


def named(session: Session, company_id: int, name: str) -> Term | None:
    """The term of that name, however it is spaced or cased."""
    return session.scalar(select(Term).where(Term.company_id == company_id, Term.key == key_of(name)))


def near(session: Session, company_id: int, name: str) -> list[Term]:
    """Terms whose name holds what was typed, or stands in it, by name."""
    key = key_of(name)
    return [term for term in everything(session, company_id) if key in term.key or term.key in key]


def everything(session: Session, company_id: int) -> list[Term]:
    """Every term of a company, by name."""
    return list(session.scalars(select(Term).where(Term.company_id == company_id).order_by(Term.key)))


def _definition(session: Session, row: Definition) -> DefinitionView:
    department = None if row.department_id is None else session.get(Department, row.department_id)
    name = "" if department is None else department.name
    return DefinitionView(
        row.id, name, row.department_id, row.text, people.person(session, row.by_id), row.at
    )

"""The card of a term, drawn from the database."""

from collections.abc import Callable

from sqlalchemy import select

from app.calendars import Calendar
from app.glossary import queries
from app.glossary.models import Term
from app.people import departments as roles
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from bot.cards.glossary import gone_card, term_card
from bot.cards.model import Card
from bot.drawers.scene import Scene


def _term(scene: Scene, term_id: int) -> Card | None:
    term = scene.session.get(Term, term_id)
    if term is None:
        return gone_card()
    viewer = (
        None
        if scene.place.person is None
        else people.by_external(scene.session, term.company_id, scene.place.person)
    )
    own = None if viewer is None else roles.own_department(scene.session, viewer)
    departments = [one.name for one in roles.all_departments(scene.session, term.company_id)]
    return term_card(
        queries.view(scene.session, term),
        departments,
        own="" if own is None else own.name,
        now=scene.now,
        calendar=_calendar(scene, term),
    )


def _calendar(scene: Scene, term: Term) -> Calendar:
    """By the days of the chat it is shown in; in private by the company's first."""
    chat = people.find_chat(scene.session, term.company_id, scene.place.chat or "")
    if chat is None:
        first = select(Chat).where(Chat.company_id == term.company_id).order_by(Chat.id).limit(1)
        chat = scene.session.scalars(first).one()
    return calendar_of(scene.session, chat)


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"term": _term}

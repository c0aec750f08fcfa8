"""What stands on a card now, and who it is shown to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.outbox import faces
from app.outbox.models import Outgoing, Posted
from app.people import service as people
from app.web.forms.tickets import Ticket
from bot.cards.model import Card, Option, from_json
from bot.drawers import draw
from bot.drawers.scene import Scene


@dataclass(frozen=True, slots=True)
class Standing:
    """A card as it stands. `people` are offered where a field brings nobody to choose from."""

    card: Card
    viewer: str
    people: tuple[Option, ...]


def find(session: Session, ticket: Ticket, *, now: datetime) -> Standing | None:
    """The card a ticket is for; None when there is nothing to show any more. `now` is the platform's (aware)."""
    posted = session.scalar(
        select(Posted)
        .where(
            Posted.platform == ticket.platform,
            Posted.tenant == ticket.tenant,
            Posted.message_id == ticket.message_id,
            Posted.place == ticket.place.key,
        )
        .order_by(Posted.id.desc())
    )
    card = None if posted is None else _card(session, posted, ticket, now)
    if card is None:
        return None
    company = people.company_of(session, ticket.platform, ticket.tenant)
    person = people.by_external(session, company.id, ticket.person)
    chat = people.find_chat(session, company.id, ticket.chat)
    offered = [] if chat is None else people.members_of(session, chat.id)
    return Standing(
        card,
        "" if person is None else person.name,
        tuple(Option(one.external_id, one.shown) for one in offered),
    )


def renew(session: Session, ticket: Ticket) -> bool:
    """Owe a ticket's private card anew, with a link that is good again; False for what is no living card."""
    return faces.renew(session, ticket.place, ticket.message_id)


def _card(session: Session, posted: Posted, ticket: Ticket, now: datetime) -> Card | None:
    """A message that stays as it was said is kept with what was owed; living cards are drawn from what is stored."""
    owed = None if posted.outgoing_id is None else session.get(Outgoing, posted.outgoing_id)
    if owed is not None and owed.kind == "notice":
        return from_json(owed.payload)
    return draw(Scene(session, ticket.place, now), posted.subject) if posted.subject else None

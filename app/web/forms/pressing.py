"""Which button of the card as it stands now was meant, and the press it makes."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime

from app.web.forms.standing import Standing
from app.web.forms.tickets import Ticket
from app.web.forms.values import Sent, fill
from bot.cards.model import Button, Card, Element, Form, buttons_of
from bot.ports import Actor, Chat, Press, Update, Value


@dataclass(frozen=True, slots=True)
class Meant:
    """A button with what was filled in, the card as it was typed, and what keeps it from being pressed."""

    button: Button
    card: Card
    values: dict[str, Value]
    wrong: tuple[str, ...] = ()


def key_of(button: Button) -> str:
    """What a page sends for a button: it means this one and no other, wherever on the card it stands."""
    told = json.dumps([button.action, button.args], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def key_of_page(once: str) -> str:
    """The key of the press that a page can make. A page makes one."""
    return f"form:{once}"


def meant(standing: Standing, pressed: str, sent: Sent) -> Meant | None:
    """What somebody pressed; None when the card has no such button any more."""
    card = standing.card
    for at, element in enumerate(card.elements):
        if isinstance(element, Form) and (found := _in(element.submits, pressed)) is not None:
            filled = fill(element, sent, standing.people)
            typed = _with(card, at, filled.form)
            return Meant(found, typed, filled.values, tuple(filled.wrong))
    found = _in(buttons_of(card), pressed)
    return None if found is None else Meant(found, card, {})


def press_of(ticket: Ticket, what: Meant, once: str, *, now: datetime) -> Update:
    """The press of the ticket's person. `once` is the page's own number: sent twice it is the same press."""
    return Update(
        ticket.platform,
        ticket.tenant,
        key_of_page(once),
        Chat(ticket.chat, ticket.private),
        Actor(ticket.person),
        now,
        Press(
            ticket.message_id, what.button.action, what.button.args, what.values, alone=True, elsewhere=True
        ),
    )


def _in(buttons: tuple[Button, ...], pressed: str) -> Button | None:
    return next((one for one in buttons if one.action and key_of(one) == pressed), None)


def _with(card: Card, at: int, form: Form) -> Card:
    elements: list[Element] = list(card.elements)
    elements[at] = form
    return replace(card, elements=tuple(elements))

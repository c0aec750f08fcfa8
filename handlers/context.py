"""What a handler has at hand: the transaction, the update, who and where, and ways to answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.models import Chat, Company, Person
from bot.cards.model import LONGEST_INPUT, Card, to_json
from bot.ports import Update, Value


@dataclass(frozen=True, slots=True)
class Context:
    """One update being handled. `now` is aware, by the platform's clock; `subject` is what a reply or a press is about.

    `alone`: no other update shares its transaction. `quotes`: it answers what somebody else said. `project_id` is what was
    answered when it was asked which project is meant (0: none at all); None while nobody was asked.
    """

    session: Session
    update: Update
    company: Company
    chat: Chat
    actor: Person
    now: datetime
    calendar: Calendar
    subject: str = ""
    alone: bool = True
    quotes: bool = False
    project_id: int | None = None

    @property
    def place(self) -> Place:
        """Where the update came from: the chat, or in private the person."""
        company = self.company
        if self.chat.private:
            return Place(company.platform, company.tenant, person=self.actor.external_id)
        return Place(company.platform, company.tenant, chat=self.chat.external_id)

    def say(self, card: Card) -> None:
        """Answer with a card that stays as it was said."""
        outbox.owe_notice(self.session, self.place, to_json(card))

    def show(self, subject: str) -> None:
        """Show the living card of a subject anew, at the bottom of the chat where it was asked for."""
        outbox.retire_at(self.session, self.place, subject)
        outbox.owe_card(self.session, self.place, subject)

    def show_first(self, subject: str) -> None:
        """Show the living card of a subject that was made just now."""
        outbox.owe_first_card(self.session, self.place, subject)


class Together(Exception):
    """Something was refused while updates shared a transaction: each is to be handled again in its own."""


@contextmanager
def taken_back(ctx: Context) -> Iterator[None]:
    """What is done in it is taken back when it is refused, and the refusal goes on.

    Raises Together where the update is not `alone` in its transaction, whatever went wrong: a savepoint for each costs more
    than handling the few again that are refused.
    """
    if ctx.alone:
        with ctx.session.begin_nested():
            yield
            ctx.session.flush()
        return
    try:
        yield
    except Exception as refusal:
        raise Together from refusal


Args = dict[str, str | int]
Values = dict[str, Value]


def text_of(values: Values, name: str) -> str:
    """A text field's value, trimmed; empty when it was not sent."""
    value = values.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def typed_over(values: Values, name: str, before: str) -> str:
    """A text field's value over what it was filled with: not sent, that stays.

    What lay beyond the longest input was not shown: sent back as far as it was, it is not cut off there.
    """
    if name not in values:
        return before
    typed = text_of(values, name)
    cut = len(before) > LONGEST_INPUT and typed == before[:LONGEST_INPUT].strip()
    return before if cut else typed


def choice_of(values: Values, name: str) -> str:
    """A single choice or person; empty when none was made."""
    value = values.get(name, "")
    if isinstance(value, list):
        return value[0] if value else ""
    return value if isinstance(value, str) else ""

"""What one reminder says to one person, before it is decided whether it is said alone (G4)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.outbox import service as outbox
from app.outbox.service import Place
from bot.cards.model import Button, Card, buttons_of, to_json


@dataclass(frozen=True, slots=True)
class Word:
    """A reminder that is still true.

    Alone it is `card`, a notice about `subject`, and the living cards it `brings` come down behind it, older ones
    retired (G5). Among others it is `line` with `ways`, its main buttons. Its `files` come along either way.
    """

    place: Place
    line: str
    ways: tuple[Button, ...] = ()
    card: Card | None = None
    subject: str = ""
    brings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def say(self, session: Session) -> None:
        """Owe it as a message of its own."""
        if self.card is not None:
            outbox.owe_notice(session, self.place, to_json(self.card), subject=self.subject)
        for living in self.brings:
            outbox.retire_at(session, self.place, living)
            outbox.owe_card(session, self.place, living)
        self.attach(session)

    def attach(self, session: Session) -> None:
        """Owe its files behind whatever says it."""
        for file in self.files:
            outbox.owe_document(session, self.place, file)


def word_of(place: Place, card: Card, *, subject: str = "") -> Word:
    """A reminder whose card is one sentence (its summary) and a few buttons."""
    return Word(place, card.summary or card.title, buttons_of(card), card, subject)

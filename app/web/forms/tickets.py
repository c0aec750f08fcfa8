"""Signed tickets: whoever holds one acts as one person on one card, for a while. There is no session besides it.

A door is the other way to a card: its link may be clicked by anybody, and who did is asked of the platform.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer
from pydantic import TypeAdapter, ValidationError

from app.outbox.service import Place
from bot.abilities import Visitor

PATH = "/forms"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`chat` is the platform's id of where the card stands; `until` is in seconds since 1970."""

    platform: str
    tenant: str
    chat: str
    private: bool
    person: str
    message_id: str
    until: int

    @property
    def place(self) -> Place:
        """Where the card was posted."""
        if self.private:
            return Place(self.platform, self.tenant, person=self.person)
        return Place(self.platform, self.tenant, chat=self.chat)

    def is_over(self, now: datetime) -> bool:
        """Whether it is too old. `now` is aware."""
        return now.astimezone(UTC).timestamp() > self.until


@dataclass(frozen=True, slots=True)
class Door:
    """A card that stands in a group, or with `private` in several private chats. It names nobody, and lets nobody act.

    `until` is in seconds since 1970.
    """

    platform: str
    tenant: str
    chat: str
    private: bool
    message_id: str
    until: int

    def is_over(self, now: datetime) -> bool:
        """Whether it is too old. `now` is aware."""
        return now.astimezone(UTC).timestamp() > self.until

    def ticket(self, visitor: Visitor, until: datetime) -> Ticket:
        """The ticket of who was let in, good until then (aware)."""
        return Ticket(
            self.platform,
            self.tenant,
            visitor.chat if self.private else self.chat,
            self.private,
            visitor.person,
            self.message_id,
            int(until.timestamp()),
        )


_TICKET = TypeAdapter(Ticket)
_DOOR = TypeAdapter(Door)


class Tickets:
    """Signs and reads with the product's key. No door is ever read as a ticket."""

    def __init__(self, key: str) -> None:
        self._serializer = URLSafeSerializer(key, salt="huiban.forms")
        self._doors = URLSafeSerializer(key, salt="huiban.forms.door")

    def sign(self, ticket: Ticket) -> str:
        """As it stands in an address."""
        return str(self._serializer.dumps(asdict(ticket)))

    def read(self, signed: str) -> Ticket | None:
        """The ticket; None unless we signed exactly this."""
        try:
            return _TICKET.validate_python(self._serializer.loads(signed))
        except (BadData, ValidationError):
            return None

    def sign_door(self, door: Door) -> str:
        """As it stands in an address."""
        return str(self._doors.dumps(asdict(door)))

    def read_door(self, signed: str) -> Door | None:
        """The door; None unless we signed exactly this."""
        try:
            return _DOOR.validate_python(self._doors.loads(signed))
        except (BadData, ValidationError):
            return None

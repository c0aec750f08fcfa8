"""Signed tickets: whoever holds one acts as one person on one card, for a while. There is no session besides it."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from itsdangerous import BadData, URLSafeSerializer
from pydantic import TypeAdapter, ValidationError

from app.outbox.service import Place

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


_TICKET = TypeAdapter(Ticket)


class Tickets:
    """Signs and reads with the product's key."""

    def __init__(self, key: str) -> None:
        self._serializer = URLSafeSerializer(key, salt="huiban.forms")

    def sign(self, ticket: Ticket) -> str:
        """As it stands in an address."""
        return str(self._serializer.dumps(asdict(ticket)))

    def read(self, signed: str) -> Ticket | None:
        """The ticket; None unless we signed exactly this."""
        try:
            return _TICKET.validate_python(self._serializer.loads(signed))
        except (BadData, ValidationError):
            return None

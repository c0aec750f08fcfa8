"""What some platforms can do beside what every one does. Whoever wants it asks whether the platform is one of these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from bot.cards.model import Card
from bot.ports import SendError


@dataclass(frozen=True, slots=True)
class Effort:
    """What sending something would be, before it is sent. `kind` is the outbox's, or `redraw` for a card that stands.

    `message_id` is what stands already; empty for what is new. `urgent`: somebody has just filled in that very card on
    a page of ours, and comes back to look at it. `settled`: it asks nothing of its only reader.
    """

    kind: str
    subject: str
    private: bool
    message_id: str = ""
    urgent: bool = False
    settled: bool = False


@runtime_checkable
class Metered(Protocol):
    """A platform that counts our calls, so that the same has to be said with fewer of them."""

    def spare(self, effort: Effort) -> float | None:
        """Seconds to wait, so that a redraw takes in what changes meanwhile; 0.0: now. None: it is left out."""
        ...

    def look(self, card: Card) -> str:
        """How a card looks there: a redraw that looks the same is no change."""
        ...

    def warning(self) -> str:
        """What a chat's admin has to know when the month is running out; empty while it is not."""
        ...


@runtime_checkable
class Quoting(Protocol):
    """A platform that tells what somebody answered only when it is asked."""

    def quoted(self, tenant: str, message_id: str) -> str:
        """The text of a message somebody said; empty when it has none. May raise `Busy` or `Refused`."""
        ...


@runtime_checkable
class Grouping(Protocol):
    """A platform where what is said alike to several people in private is one call. `most` people at once."""

    most: int

    def alike(self, card: Card) -> str:
        """What a private message says there; empty where it had better go to each by itself."""
        ...

    def send_alike(
        self, tenant: str, persons: Sequence[str], card: Card, *, once: str
    ) -> Mapping[str, "str | SendError"]:
        """Say it to each; the message's id for each of them, or why it did not reach them. Raises `Busy` or `Refused`."""
        ...


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opened a page of ours. `chat` is the id under which we know their private chat."""

    person: str
    chat: str


@runtime_checkable
class Doorkeeper(Protocol):
    """A platform whose client tells a page of ours who opened it.

    `script` is the address of what makes its client speak to pages, `client_id` the app in whose name they ask.
    """

    script: str
    client_id: str

    def recognise(self, tenant: str, code: str) -> Visitor:
        """Who got this code for `tenant`. A code is good once. Raises `Busy` or `Refused`; blocks on the network."""
        ...

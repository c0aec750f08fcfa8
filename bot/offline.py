"""A platform without its network: what is said goes in over the wire's own shapes, what is sent is read off the wire.

Each adapter has one (`bot/<platform>/offline.py`), so that a transcript can be replayed through it without an account.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.cards.model import Arg
from bot.ports import Platform, Received, Value

TENANT = "replay"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the transcript, by the id this platform would use."""

    id: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Room:
    """A chat: a group by the platform's id, or with `private` that person's own with the bot."""

    id: str
    name: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody says something. `named` are the people whose `@name` stands in it; `quoted` what somebody else said."""

    who: Somebody
    room: Room
    text: str
    named: tuple[Somebody, ...]
    at: datetime
    reply_to: str | None = None
    quoted: str | None = None


@dataclass(frozen=True, slots=True)
class Tapped:
    """Somebody presses a button of a card, or sends its form with `values`."""

    who: Somebody
    room: Room
    message_id: str
    action: str
    args: Mapping[str, Arg]
    at: datetime
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a place was given: a card, another face of one, or a file. `place` is a group's or a person's id."""

    place: str
    kind: Literal["card", "redraw", "file"]
    id: str
    title: str
    lines: tuple[str, ...] = ()


class Refusing(Exception):
    """The client of that platform could not do that: there is no such button on the card as it is shown."""


class Offline(Protocol):
    """One platform's wire, with nobody at its other end."""

    tenant: str

    @property
    def platform(self) -> Platform:
        """The adapter that is played through."""
        ...

    def private(self, who: Somebody) -> str:
        """The id under which we know somebody's private chat."""
        ...

    def person(self, number: int, name: str, department: str) -> Somebody:
        """The `number`th person (from 1) joins the company."""
        ...

    def room(self, number: int, name: str, members: tuple[Somebody, ...]) -> Room:
        """The `number`th group (from 1), with these people."""
        ...

    def opened(self, room: Room, by: Somebody, at: datetime) -> Received:
        """The bot comes into a group."""
        ...

    def heard(self, what: Heard) -> Received:
        """Something is said to the bot."""
        ...

    def tapped(self, what: Tapped) -> Received:
        """A button is pressed. Raises Refusing when the card does not show it."""
        ...

    def answered(self, message_id: str, answer: bytes) -> str:
        """A press is answered: its toast; a new face stands on the card from now on."""
        ...

    def titles(self, place: str) -> list[tuple[str, str]]:
        """Id and title of the cards in a place, oldest first."""
        ...

    def take(self) -> list[Seen]:
        """What was sent since the last time, in its order."""
        ...

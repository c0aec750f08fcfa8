"""What comes in and what a platform can do, in our words. The last place before their JSON, and the first after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from pydantic import TypeAdapter

from bot.cards.model import Arg, Card

Value: TypeAlias = str | bool | list[str]
"""What a form field sends: text, a choice or a person's id as str; several of them as list; a toggle as bool."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a message. `key` stands in the text where the name was typed."""

    key: str
    id: str
    name: str
    me: bool = False
    bot: bool = False


LARGEST_FILE = 256 * 1024
"""Bytes of a file we read. Calendars are far smaller."""


@dataclass(frozen=True, slots=True)
class File:
    """A file somebody sent. `key` is how the platform finds it; empty once it has been asked for."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody typed, or sent as a `file`. `text` still holds the mentions' keys; a file that was read holds it there.

    `quoted` is the text of what it answers, where somebody else said that; empty when it cannot be read, None when it
    has not been looked up, or nothing is answered.
    """

    id: str
    text: str
    mentions: tuple[Mention, ...] = ()
    reply_to: str | None = None
    quoted: str | None = None
    thread: str | None = None
    file: File | None = None
    kind: Literal["message"] = "message"


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed, or a form sent with its `values`. Authorised by the update's actor, never by `args`.

    `alone`: the answer's new face is seen by the one who pressed at most, and the others' has to be sent.
    `elsewhere`: it was pressed on a page of ours, so that the message itself shows nothing of the answer.
    """

    message_id: str
    action: str
    args: dict[str, Arg] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    alone: bool = False
    elsewhere: bool = False
    kind: Literal["press"] = "press"


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot entered a chat."""

    kind: Literal["joined"] = "joined"


@dataclass(frozen=True, slots=True)
class Left:
    """The bot is out of a chat, or the chat is gone: nothing more may be sent there."""

    kind: Literal["left"] = "left"


@dataclass(frozen=True, slots=True)
class Departed:
    """The update's actor has left the company (D17), and so have the `others` of the same event, by platform id."""

    others: tuple[str, ...] = ()
    kind: Literal["departed"] = "departed"


@dataclass(frozen=True, slots=True)
class Chat:
    """Where it happened. `id` is the platform's; a private chat is between the bot and the actor.

    `announced`: the platform tells when the bot enters a chat. Else the first word heard there does.
    """

    id: str
    private: bool
    name: str = ""
    announced: bool = True


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, by the platform's id. The name is empty where the platform does not tell."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that happened on a platform. `key` is what the platform repeats when it delivers again.

    `at` is aware, UTC: when it reached us by the platform's clock.
    """

    platform: str
    tenant: str
    key: str
    chat: Chat
    actor: Actor
    at: datetime
    body: Message | Press | Joined | Left | Departed

    @property
    def lane(self) -> str:
        """What is handled in order: a chat, or in private a person."""
        where = f"p:{self.actor.id}" if self.chat.private else f"c:{self.chat.id}"
        return f"{self.platform}:{self.tenant}:{where}"


_UPDATE = TypeAdapter(Update)


def update_to_json(update: Update) -> str:
    """The update as the inbox stores it."""
    return _UPDATE.dump_json(update).decode()


def update_from_json(text: str) -> Update:
    """The update that was stored."""
    return _UPDATE.validate_json(text)


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A webhook request as it arrived. Header names are lower-case; `now` is aware, UTC.

    `path` and `query` matter to a platform that has several addresses, or signs in the address.
    """

    headers: Mapping[str, str]
    body: bytes
    now: datetime
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Received:
    """What a request meant: an update to store, or an immediate reply (a challenge), or neither (chatter).

    With both, the reply is given once the update is stored.
    """

    update: Update | None = None
    reply: bytes | None = None


class Unauthentic(Exception):
    """The request is not provably the platform's, or too old. It leaves nothing behind."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes. `chat` is a platform chat id; `person` a platform person id (a private message).

    `reply_to` puts it under a message where the platform can.
    """

    tenant: str
    chat: str | None = None
    person: str | None = None
    reply_to: str | None = None

    @property
    def lane(self) -> str:
        """Messages to one target go out in order."""
        return f"{self.tenant}:{self.chat or self.person}"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody as the platform's directory has them. `department` is the name of their first department."""

    id: str
    name: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to deliver."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a press is answered with: a short toast and, when the card changed, its new face.

    `private`: the card stands in a private chat.
    """

    toast: str = ""
    tone: Literal["info", "success", "warning", "error"] = "info"
    card: Card | None = None
    private: bool = False


_ANSWER = TypeAdapter(Answer)


def answer_to_json(answer: Answer) -> str:
    """The answer as the inbox stores it, to be given again when the same press arrives again."""
    return _ANSWER.dump_json(answer).decode()


def answer_from_json(text: str) -> Answer:
    """The answer that was stored."""
    return _ANSWER.validate_json(text)


class SendError(Exception):
    """A platform did not take what we sent."""


class Busy(SendError):
    """Not now: the network, the platform, or a rate limit. Try again after `wait` seconds (None: our own pace)."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


class Refused(SendError):
    """Never: trying the same again cannot help.

    `cause` says what is wrong: `setup` (credentials, scopes: an operator must act; retried slowly), `target`
    (the chat or the person cannot be reached), `content` (our fault), `expired` (the message can no longer be
    changed: send it anew).
    """

    def __init__(self, why: str, cause: Literal["setup", "target", "content", "expired"]) -> None:
        super().__init__(why)
        self.why = why
        self.cause: Literal["setup", "target", "content", "expired"] = cause


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of 自检: what is missing, and what does not work because of it. `ok` lines say what works."""

    ok: bool
    what: str
    effect: str = ""


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


class Platform(Protocol):
    """One chat platform. Synchronous; every method but `receive` and `answer` may block on the network.

    Senders raise `Busy` or `Refused` and nothing else. `once` is the idempotency key of an intent: the same key
    within the platform's window is the same message.
    """

    name: str

    def start(self) -> None:
        """Warm up what is needed soon, beside the first requests. Returns at once."""
        ...

    def close(self) -> None:
        """Let go of connections. Called once, after the last message."""
        ...

    def receive(self, request: RawRequest) -> Received:
        """Verify, decrypt, parse. Raises `Unauthentic`. Chatter gives an empty `Received`."""
        ...

    def answer(self, answer: Answer) -> bytes:
        """The body that answers a press."""
        ...

    def send(self, target: Target, card: Card, *, once: str) -> str:
        """Post a card; the message's id."""
        ...

    def replace(self, target: Target, message_id: str, card: Card) -> None:
        """Give a posted card a new face, in place."""
        ...

    def send_document(self, target: Target, document: Document, *, once: str) -> str:
        """Deliver a file; the message's id."""
        ...

    def download(self, message_id: str, file: File) -> bytes:
        """What is in a file that somebody sent, at most `LARGEST_FILE` bytes; `Refused` for a larger one."""
        ...

    def pin(self, target: Target, message_id: str) -> None:
        """Pin a posted message in its chat. Pinning twice is no error."""
        ...

    def members(self, tenant: str, chat: str) -> list[Member] | None:
        """The people of a chat, bots left out; None where the platform does not tell."""
        ...

    def member(self, tenant: str, person: str) -> Member | None:
        """One person of the directory; None if hidden from us."""
        ...

    def check(self) -> list[Finding]:
        """自检: what an operator has to know. Never raises."""
        ...

"""What comes in and what a platform can do, in our words. The last place before their JSON, and the first after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct
from msgspec.json import Decoder, Encoder
from pydantic import TypeAdapter

from bot.cards.model import Arg, Card

Value: TypeAlias = str | bool | list[str]
"""What a form field sends: text, a choice or a person's id as str; several of them as list; a toggle as bool."""


class Mention(Struct, frozen=True):
    """Somebody named in a message. `key` stands in the text where the name was typed."""

    key: str
    id: str
    name: str
    me: bool = False
    bot: bool = False


LARGEST_FILE = 256 * 1024
"""Bytes of a file we read. Calendars are far smaller."""


class File(Struct, frozen=True):
    """A file somebody sent. `key` is how the platform finds it; empty once it has been asked for."""

    name: str
    key: str


class Message(Struct, frozen=True, tag="message", tag_field="kind"):
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


class Press(Struct, frozen=True, tag="press", tag_field="kind"):
    """A button pressed, or a form sent with its `values`. Authorised by the update's actor, never by `args`.

    `alone`: the answer's new face is seen by the one who pressed at most, and the others' has to be sent.
    `elsewhere`: it was pressed on a page of ours, so that the message itself shows nothing of the answer.
    """

    message_id: str
    action: str
    args: dict[str, Arg] = {}
    values: dict[str, Value] = {}
    alone: bool = False
    elsewhere: bool = False


class Joined(Struct, frozen=True, tag="joined", tag_field="kind"):
    """The bot entered a chat."""


class Left(Struct, frozen=True, tag="left", tag_field="kind"):
    """The bot is out of a chat, or the chat is gone: nothing more may be sent there."""


class Departed(Struct, frozen=True, tag="departed", tag_field="kind"):
    """The update's actor has left the company (D17), and so have the `others` of the same event, by platform id."""

    others: tuple[str, ...] = ()


class Chat(Struct, frozen=True):
    """Where it happened. `id` is the platform's; a private chat is between the bot and the actor.

    `announced`: the platform tells when the bot enters a chat. Else the first word heard there does.
    """

    id: str
    private: bool
    name: str = ""
    announced: bool = True


class Actor(Struct, frozen=True):
    """Who did it, by the platform's id. The name is empty where the platform does not tell."""

    id: str
    name: str = ""


class Update(Struct, frozen=True):
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


_WRITER = Encoder()
_READER = Decoder(Update)


def update_to_json(update: Update) -> str:
    """The update as the inbox stores it."""
    return _WRITER.encode(update).decode()


def update_from_json(text: str) -> Update:
    """The update that was stored."""
    return _READER.decode(text)


class RawRequest(Struct, frozen=True):
    """A webhook request as it arrived. Headers are as ASGI gives them, their names lower-case; `now` is aware, UTC.

    `path` and `query` matter to a platform that has several addresses, or signs in the address.
    """

    headers: Mapping[bytes, bytes]
    body: bytes
    now: datetime
    path: str = ""
    query: Mapping[str, str] = {}


class Received(Struct, frozen=True):
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

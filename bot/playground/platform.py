"""The playground behind the port: a chat app whose people, chats and messages are rows of our own."""

import json
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.db import in_transaction
from bot.cards.model import Card, to_json
from bot.playground.cast import GROUP_ID, TENANT, private_chat_of, seed
from bot.playground.hub import Hub
from bot.playground.models import (
    PlaygroundChat,
    PlaygroundFile,
    PlaygroundMember,
    PlaygroundMessage,
    PlaygroundPerson,
)
from bot.playground.receiving import (
    is_for_the_bot,
    mentions_in,
    message_in,
    read_body,
    read_press,
    where_and_who,
)
from bot.ports import (
    Actor,
    Answer,
    Chat,
    Document,
    File,
    Finding,
    Joined,
    Member,
    Message,
    Press,
    RawRequest,
    Received,
    Refused,
    Target,
    Unauthentic,
    Update,
)

NAME = "playground"


@dataclass(frozen=True, slots=True)
class _Content:
    """What a message of the bot holds."""

    kind: Literal["card", "file"]
    card: str = ""
    file: Document | None = None


class PlaygroundPlatform:
    """One chat platform, with one company. `hub` wakes the open pages."""

    name = NAME

    def __init__(self, sessions: sessionmaker[Session], clock: Clock) -> None:
        self.sessions = sessions
        self.hub = Hub()
        self._clock = clock
        in_transaction(sessions, seed)

    def start(self) -> None:
        """Nothing needs warming up: everything is in the store."""

    def close(self) -> None:
        """End the open pages' streams."""
        self.hub.close()

    def receive(self, request: RawRequest) -> Received:
        """Keep what was said for the page, and make an update of what the bot may read. Raises Unauthentic."""
        received = in_transaction(self.sessions, lambda session: _receive(session, request))
        self.hub.changed()
        return received

    def answer(self, answer: Answer) -> bytes:
        """The body that answers a press: the toast. A new face of the card comes with the chat."""
        return json.dumps({"toast": answer.toast, "tone": answer.tone}, ensure_ascii=False).encode()

    def entered(self, now: datetime) -> Update:
        """The bot's entry into the group, which the company's first member brought about. Always the same update."""
        with self.sessions() as session:
            chat = session.get_one(PlaygroundChat, GROUP_ID)
            person = session.scalars(select(PlaygroundPerson).order_by(PlaygroundPerson.position)).first()
            assert person is not None
            return _update(chat, person, f"entered:{chat.id}", now, Joined())

    def send(self, target: Target, card: Card, *, once: str) -> str:
        """Post a card; the message's id."""
        return self._post(target, _Content("card", card=to_json(card)), once)

    def send_document(self, target: Target, document: Document, *, once: str) -> str:
        """Deliver a file; the message's id."""
        return self._post(target, _Content("file", file=document), once)

    def replace(self, target: Target, message_id: str, card: Card) -> None:
        """Give a posted card a new face, in place. The same face again changes nothing."""

        def work(session: Session) -> None:
            chat, row = _posted(session, target, message_id)
            face = to_json(card)
            if row.card != face:
                row.card = face
                row.revision += 1
                chat.revision += 1

        in_transaction(self.sessions, work)
        self.hub.changed()

    def download(self, message_id: str, file: File) -> bytes:  # noqa: ARG002
        """Nobody can send a file here."""
        raise Refused("no files here", "content")

    def pin(self, target: Target, message_id: str) -> None:
        """Pin a posted message in its chat. Pinning twice is no error."""

        def work(session: Session) -> None:
            chat, row = _posted(session, target, message_id)
            row.pinned = True
            chat.revision += 1

        in_transaction(self.sessions, work)
        self.hub.changed()

    def members(self, tenant: str, chat: str) -> list[Member]:
        """The people of a chat."""
        with self.sessions() as session:
            if tenant != TENANT or session.get(PlaygroundChat, chat) is None:
                raise Refused("no such chat", "target")
            rows = session.scalars(
                select(PlaygroundPerson)
                .join(PlaygroundMember, PlaygroundMember.person_id == PlaygroundPerson.id)
                .where(PlaygroundMember.chat_id == chat)
                .order_by(PlaygroundPerson.position)
            )
            return [Member(row.id, row.name, row.department) for row in rows]

    def member(self, tenant: str, person: str) -> Member | None:
        """One person of the cast; None for anybody else."""
        with self.sessions() as session:
            row = session.get(PlaygroundPerson, person) if tenant == TENANT else None
            return None if row is None else Member(row.id, row.name, row.department)

    def check(self) -> list[Finding]:
        """自检: nothing has to be set up."""
        return [Finding(ok=True, what="演练场可以使用，不需要任何账号")]

    def _post(self, target: Target, content: _Content, once: str) -> str:
        now = self._clock.now()

        def work(session: Session) -> int:
            known = session.scalar(select(PlaygroundMessage.id).where(PlaygroundMessage.once == once))
            return known if known is not None else _add(session, target, content, once, now)

        message_id = in_transaction(self.sessions, work)
        self.hub.changed()
        return str(message_id)


def _receive(session: Session, request: RawRequest) -> Received:
    body = read_body(request.body)
    chat, person = where_and_who(session, body)
    if body.press is not None:
        press = read_press(session, chat, body.press)
        return Received(_update(chat, person, f"press:{body.id}", request.now, press))
    if not body.text.strip():
        raise Unauthentic("nothing was said")
    text, mentions = mentions_in(session, body.text)
    heard = is_for_the_bot(body.text, mentions, private=chat.private)
    once = f"said:{body.id}"
    replied = message_in(session, chat.id, body.reply_to)
    row = session.scalars(select(PlaygroundMessage).where(PlaygroundMessage.once == once)).first()
    if row is None:
        row = PlaygroundMessage(
            chat_id=chat.id,
            author_id=person.id,
            kind="text",
            text=body.text.strip(),
            reply_to=None if replied is None else replied.id,
            heard=heard,
            once=once,
            at=request.now,
        )
        session.add(row)
        chat.revision += 1
        session.flush()
    if not heard:
        return Received()
    reply_to = None if replied is None else str(replied.id)
    quoted = None if replied is None or replied.author_id is None else replied.text
    return Received(
        _update(
            chat,
            person,
            once,
            request.now,
            Message(str(row.id), text.strip(), mentions, reply_to, quoted=quoted),
        )
    )


def _update(
    chat: PlaygroundChat, person: PlaygroundPerson, key: str, now: datetime, body: Message | Press | Joined
) -> Update:
    where = Chat(chat.id, private=chat.private, name=chat.name)
    return Update(NAME, TENANT, key, where, Actor(person.id, person.name), now, body)


def _chat_of(session: Session, target: Target) -> PlaygroundChat:
    chat = None
    if target.tenant == TENANT:
        chat = session.get(PlaygroundChat, target.chat or private_chat_of(target.person or ""))
    if chat is None:
        raise Refused("no such chat", "target")
    return chat


def _posted(session: Session, target: Target, message_id: str) -> tuple[PlaygroundChat, PlaygroundMessage]:
    """A card of the bot's and its chat."""
    chat = _chat_of(session, target)
    row = message_in(session, chat.id, message_id)
    if row is None or row.author_id is not None:
        raise Refused("no such message of ours", "expired")
    return chat, row


def _add(session: Session, target: Target, content: _Content, once: str, now: datetime) -> int:
    chat = _chat_of(session, target)
    file_id = None
    if content.file is not None:
        file_id = token_urlsafe(24)
        session.add(PlaygroundFile(id=file_id, name=content.file.name, content=content.file.content))
        session.flush()
    replied = message_in(session, chat.id, target.reply_to)
    row = PlaygroundMessage(
        chat_id=chat.id,
        kind=content.kind,
        card=content.card,
        file_id=file_id,
        reply_to=None if replied is None else replied.id,
        once=once,
        at=now,
    )
    session.add(row)
    chat.revision += 1
    session.flush()
    return row.id

"""The playground without its page: people and chats of a transcript's own, over the page's requests."""

import json
from datetime import datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from bot.cards.model import from_json
from bot.cards.words import words_of
from bot.offline import Heard, Refusing, Room, Seen, Somebody, Tapped
from bot.playground.cast import BOT_NAME, TENANT, private_chat_of
from bot.playground.models import (
    PlaygroundChat,
    PlaygroundFile,
    PlaygroundMember,
    PlaygroundMessage,
    PlaygroundPerson,
)
from bot.playground.platform import NAME, PlaygroundPlatform
from bot.ports import Actor, Chat, Joined, RawRequest, Received, Unauthentic, Update


class OfflinePlayground:
    """Everything is in the store; nothing has to be served."""

    tenant = TENANT

    def __init__(self, sessions: sessionmaker[Session], clock: Clock) -> None:
        self.platform = PlaygroundPlatform(sessions, clock)
        self._sessions = sessions
        self._faces: dict[int, int] = {}
        self._numbers = count(1)
        with sessions.begin() as session:  # the page's own company makes room for the transcript's
            for person in session.scalars(select(PlaygroundPerson)):
                person.name = f"{person.name}（演练场）"

    def person(self, number: int, name: str, department: str) -> Somebody:
        """With a private chat of their own."""
        made = Somebody(f"p{number}", name, department)
        with self._sessions.begin() as session:
            session.add(PlaygroundPerson(id=made.id, name=name, department=department, position=100 + number))
            chat = private_chat_of(made.id)
            session.add(PlaygroundChat(id=chat, name=BOT_NAME, private=True, position=100 + number))
            session.flush()
            session.add(PlaygroundMember(chat_id=chat, person_id=made.id))
        return made

    def room(self, number: int, name: str, members: tuple[Somebody, ...]) -> Room:
        """A group with its members."""
        made = Room(f"g{number}", name)
        with self._sessions.begin() as session:
            session.add(PlaygroundChat(id=made.id, name=name, private=False, position=50 + number))
            session.flush()
            session.add_all(PlaygroundMember(chat_id=made.id, person_id=one.id) for one in members)
        return made

    def opened(self, room: Room, by: Somebody, at: datetime) -> Received:
        """The bot comes in."""
        where = Chat(room.id, private=False, name=room.name)
        return Received(
            Update(NAME, TENANT, f"entered:{room.id}", where, Actor(by.id, by.name), at, Joined())
        )

    def heard(self, what: Heard) -> Received:
        """As the page sends it."""
        reply_to = what.reply_to
        if what.quoted is not None:
            reply_to = self._say_for_somebody(what)
        return self._send(what.who, what.room, what.at, {"text": what.text, "reply_to": reply_to})

    def tapped(self, what: Tapped) -> Received:
        """As the page sends it."""
        press = {
            "message_id": what.message_id,
            "action": what.action,
            "args": dict(what.args),
            "values": dict(what.values),
        }
        try:
            return self._send(what.who, what.room, what.at, {"press": press})
        except Unauthentic as refused:
            raise Refusing() from refused

    def answered(self, message_id: str, answer: bytes) -> str:  # noqa: ARG002  (the face comes with the chat)
        """The toast."""
        return str(json.loads(answer)["toast"])

    def titles(self, place: str) -> list[tuple[str, str]]:
        """By the stored cards."""
        return [(str(row.id), from_json(row.card).title) for row in self._rows(place) if row.card]

    def private(self, who: Somebody) -> str:
        """A chat that only the two are in."""
        return private_chat_of(who.id)

    def take(self) -> list[Seen]:
        """What is new, or has another face, since the last time."""
        seen: list[Seen] = []
        for row in self._rows(None):
            known = self._faces.get(row.id)
            if known == row.revision:
                continue
            self._faces[row.id] = row.revision
            place = row.chat_id.removeprefix("with-")
            if row.file_id is not None:
                seen.append(Seen(place, "file", str(row.id), self._file(row.file_id)))
            elif row.card:
                card = from_json(row.card)
                kind = "card" if known is None else "redraw"
                seen.append(Seen(place, kind, str(row.id), card.title, tuple(words_of(card))))  # type: ignore[arg-type]
        return seen

    def _send(self, who: Somebody, room: Room, at: datetime, what: dict[str, object]) -> Received:
        chat = private_chat_of(who.id) if room.private else room.id
        body = {"id": f"replay-{next(self._numbers):06}", "persona": who.id, "chat": chat, **what}
        return self.platform.receive(RawRequest({}, json.dumps(body).encode(), at))

    def _say_for_somebody(self, what: Heard) -> str:
        with self._sessions.begin() as session:
            row = PlaygroundMessage(
                chat_id=private_chat_of(what.who.id) if what.room.private else what.room.id,
                author_id=what.who.id,
                kind="text",
                text=what.quoted or "",
                heard=False,
                once=f"quoted:{next(self._numbers)}",
                at=what.at,
            )
            session.add(row)
            session.flush()
            return str(row.id)

    def _rows(self, place: str | None) -> list[PlaygroundMessage]:
        query = select(PlaygroundMessage).where(PlaygroundMessage.author_id.is_(None))
        if place is not None:
            query = query.where(PlaygroundMessage.chat_id.in_((place, private_chat_of(place))))
        with self._sessions() as session:
            return list(session.scalars(query.order_by(PlaygroundMessage.id)))

    def _file(self, key: str) -> str:
        with self._sessions() as session:
            return session.get_one(PlaygroundFile, key).name

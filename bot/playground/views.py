"""What the page shows: chats with what is unread, messages in their order, pinned cards. Read-only, but for `seen`."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cards.model import Card, Option, from_json
from bot.playground.cast import BOT_NAME
from bot.playground.models import (
    PlaygroundChat,
    PlaygroundFile,
    PlaygroundMember,
    PlaygroundMessage,
    PlaygroundPerson,
)

SHOWN = 200
"""Messages of a chat that the page shows, the newest."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody of the cast. `look` is the number of their colour, `unread` counts what waits in their private chat."""

    id: str
    name: str
    department: str
    look: int
    unread: int = 0


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A chat in somebody's list. `at` is None as long as nothing was said."""

    id: str
    name: str
    private: bool
    revision: int
    unread: int
    last: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Quote:
    """The message another one replies to."""

    id: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A delivered file; `size` in bytes."""

    id: str
    name: str
    size: int

    @property
    def suffix(self) -> str:
        """`xlsx`, `docx` …"""
        return self.name.rpartition(".")[2].lower()


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message. Without an author it is the bot's."""

    id: int
    revision: int
    at: datetime
    author: PersonView | None
    text: str
    card: Card | None
    file: FileView | None
    quote: Quote | None
    pinned: bool
    heard: bool


def cast(session: Session) -> list[PersonView]:
    """Everybody a visitor can be, with how much each has not read of what was meant for them alone."""
    rows = session.scalars(select(PlaygroundPerson).order_by(PlaygroundPerson.position))
    unread: Counter[str] = Counter()
    private = set(session.scalars(select(PlaygroundChat.id).where(PlaygroundChat.private)))
    for (person, chat), count in _unread(session).items():
        unread[person] += count if chat in private else 0
    return [_person(row, unread[row.id]) for row in rows]


def chats_of(session: Session, person: str) -> list[ChatLine]:
    """Somebody's chats, groups first."""
    unread = _unread(session)
    rows = session.scalars(
        select(PlaygroundChat)
        .join(PlaygroundMember, PlaygroundMember.chat_id == PlaygroundChat.id)
        .where(PlaygroundMember.person_id == person)
        .order_by(PlaygroundChat.position)
    ).all()
    lines: list[ChatLine] = []
    for row in rows:
        last = session.scalars(
            select(PlaygroundMessage)
            .where(PlaygroundMessage.chat_id == row.id)
            .order_by(PlaygroundMessage.id.desc())
            .limit(1)
        ).first()
        lines.append(
            ChatLine(
                id=row.id,
                name=row.name,
                private=row.private,
                revision=row.revision,
                unread=unread.get((person, row.id), 0),
                last="" if last is None else _line(session, last, reader=person, private=row.private),
                at=None if last is None else last.at,
            )
        )
    return lines


def messages_of(session: Session, chat: str) -> list[MessageView]:
    """The newest messages of a chat, oldest first."""
    rows = session.scalars(
        select(PlaygroundMessage)
        .where(PlaygroundMessage.chat_id == chat)
        .order_by(PlaygroundMessage.id.desc())
        .limit(SHOWN)
    ).all()
    people = {row.id: _person(row) for row in session.scalars(select(PlaygroundPerson))}
    return [_message(session, row, people) for row in reversed(rows)]


def is_empty(session: Session, chat: str) -> bool:
    """Whether nothing was said in a chat yet."""
    found = select(PlaygroundMessage.id).where(PlaygroundMessage.chat_id == chat).limit(1)
    return session.scalar(found) is None


def people_offered(session: Session, chat: PlaygroundChat) -> tuple[Option, ...]:
    """Whom a person field without options offers: the group's people, in private everybody."""
    chosen = select(PlaygroundPerson).order_by(PlaygroundPerson.position)
    if not chat.private:
        chosen = chosen.join(PlaygroundMember, PlaygroundMember.person_id == PlaygroundPerson.id).where(
            PlaygroundMember.chat_id == chat.id
        )
    return tuple(Option(row.id, f"{row.name}（{row.department}）") for row in session.scalars(chosen))


def seen(session: Session, person: str, chat: str, *, up_to: int) -> bool:
    """Somebody has looked at a chat up to a message; whether that was new."""
    row = session.get(PlaygroundMember, (chat, person))
    if row is None or up_to <= row.read_up_to:
        return False
    row.read_up_to = up_to
    return True


def _unread(session: Session) -> dict[tuple[str, str], int]:
    """How many messages of others each person has not seen, by person and chat."""
    counted = session.execute(
        select(PlaygroundMember.person_id, PlaygroundMember.chat_id, func.count())
        .join(PlaygroundMessage, PlaygroundMessage.chat_id == PlaygroundMember.chat_id)
        .where(
            PlaygroundMessage.id > PlaygroundMember.read_up_to,
            PlaygroundMessage.author_id.is_distinct_from(PlaygroundMember.person_id),
        )
        .group_by(PlaygroundMember.person_id, PlaygroundMember.chat_id)
    )
    return {(person, chat): count for person, chat, count in counted}


def _person(row: PlaygroundPerson, unread: int = 0) -> PersonView:
    return PersonView(row.id, row.name, row.department, row.position % 7, unread)


def _message(session: Session, row: PlaygroundMessage, people: dict[str, PersonView]) -> MessageView:
    file = None if row.file_id is None else session.get_one(PlaygroundFile, row.file_id)
    replied = None if row.reply_to is None else session.get_one(PlaygroundMessage, row.reply_to)
    return MessageView(
        id=row.id,
        revision=row.revision,
        at=row.at,
        author=None if row.author_id is None else people[row.author_id],
        text=row.text,
        card=from_json(row.card) if row.card else None,
        file=None if file is None else FileView(file.id, file.name, len(file.content)),
        quote=None
        if replied is None
        else Quote(replied.id, _author(session, replied), _words(session, replied)),
        pinned=row.pinned,
        heard=row.heard,
    )


def _author(session: Session, row: PlaygroundMessage) -> str:
    return BOT_NAME if row.author_id is None else session.get_one(PlaygroundPerson, row.author_id).name


def _words(session: Session, row: PlaygroundMessage) -> str:
    """One line that stands for a message."""
    if row.file_id is not None:
        return f"[文件] {session.get_one(PlaygroundFile, row.file_id).name}"
    if row.card:
        card = from_json(row.card)
        return f"[卡片] {card.summary or card.title}"
    return " ".join(row.text.split())


def _line(session: Session, row: PlaygroundMessage, *, reader: str, private: bool) -> str:
    words = _words(session, row)
    if private or row.author_id == reader:
        return words
    return f"{_author(session, row)}：{words}"

"""The playground's own chat app: people, chats, messages, files and its clock, kept apart from the process's rows."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class PlaygroundPerson(Base):
    """Somebody whose place a visitor can take."""

    __tablename__ = "playground_people"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]


class PlaygroundChat(Base):
    """A group, or somebody's private chat with the bot. `revision` grows with everything that changes in it."""

    __tablename__ = "playground_chats"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    private: Mapped[bool]
    position: Mapped[int]
    revision: Mapped[int] = mapped_column(default=0)


class PlaygroundMember(Base):
    """Somebody in a chat, and the number of the last message they have seen there."""

    __tablename__ = "playground_members"

    chat_id: Mapped[str] = mapped_column(ForeignKey("playground_chats.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("playground_people.id"), primary_key=True)
    read_up_to: Mapped[int] = mapped_column(default=0)


class PlaygroundMessage(Base):
    """One message; the bot's have no author. `kind` is text, card or file, `once` names the intent it came from.

    `heard` tells whether the bot was given a person's message. `at` is by the playground's clock, so the order
    is that of `id`.
    """

    __tablename__ = "playground_messages"
    __table_args__ = (UniqueConstraint("once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("playground_chats.id"), index=True)
    author_id: Mapped[str | None] = mapped_column(ForeignKey("playground_people.id"))
    kind: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text, default="")
    card: Mapped[str] = mapped_column(Text, default="")
    file_id: Mapped[str | None] = mapped_column(ForeignKey("playground_files.id"))
    reply_to: Mapped[int | None] = mapped_column(ForeignKey("playground_messages.id"))
    pinned: Mapped[bool] = mapped_column(default=False)
    heard: Mapped[bool] = mapped_column(default=True)
    revision: Mapped[int] = mapped_column(default=1)
    once: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class PlaygroundFile(Base):
    """What was delivered as a file. Its id cannot be guessed."""

    __tablename__ = "playground_files"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PlaygroundTime(Base):
    """How far the playground's clock is ahead of the machine's (behind: negative), in microseconds. One row."""

    __tablename__ = "playground_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    shift: Mapped[int] = mapped_column(BigInteger)

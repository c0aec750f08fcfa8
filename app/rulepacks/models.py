"""规程包 of a chat: its versions, and what people propose to change in it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class PackVersion(Base):
    """One version of a chat's pack: the whole file as it reads, and the JSON of what differs from the one before.

    「指南默认」 is version 1 and has no row.
    """

    __tablename__ = "pack_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    changes: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("chat_id", "number"),)


class PackProposal(Base):
    """A change somebody proposes (S68, S70): the JSON of key to value, and why. `accepted` is None until decided.

    `retro_id` is the retrospective it came from.
    """

    __tablename__ = "pack_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    retro_id: Mapped[int | None]
    changes: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    accepted: Mapped[bool | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_pack_proposals_retro", "retro_id"),)

"""What somebody looks for, while its card can still be turned over."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class Lookup(Base):
    """One 查: by whom, where, for which words, and the page that is open."""

    __tablename__ = "lookups"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    words: Mapped[str] = mapped_column(Text)
    page: Mapped[int] = mapped_column(default=1)
    expires_at: Mapped[datetime]

    __table_args__ = (Index("ix_lookups_expires", "expires_at"),)

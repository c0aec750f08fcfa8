"""What we owe to a chat or a person, and what stands posted there."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base
from app.base.lanes import LaneRow, State, partial_index


class Outgoing(LaneRow, Base):
    """One message, change or file owed. `kind` tells the sender what to do with `payload`."""

    __tablename__ = "outbox"

    once: Mapped[str] = mapped_column(String(40), default=lambda: uuid4().hex)
    platform: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(100))
    chat: Mapped[str | None] = mapped_column(String(100))
    person: Mapped[str | None] = mapped_column(String(100))
    reply_to: Mapped[str | None] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80), default="")
    payload: Mapped[str] = mapped_column(Text, default="")
    give_up_at: Mapped[datetime | None]


partial_index("ix_outbox_lane", Outgoing.lane, Outgoing.id, where=f"state = {State.WAITING:d}")


class Posted(Base):
    """A message of ours that stands in a chat. One living card per subject and place; an old one is retired.

    `subject` is like `need:12`, so that a reply to the message is about need 12; empty for what has no subject.
    `shown` tells one face of the card from another: the one everybody sees, empty when that is not certain.
    """

    __tablename__ = "posted"

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(20))
    tenant: Mapped[str] = mapped_column(String(100))
    place: Mapped[str] = mapped_column(String(110))
    subject: Mapped[str] = mapped_column(String(80), default="")
    message_id: Mapped[str] = mapped_column(String(100))
    posted_at: Mapped[datetime]
    retired: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[str] = mapped_column(String(40), default="", server_default="")
    outgoing_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("ix_posted_message", "platform", "tenant", "message_id"),
        Index("ix_posted_subject", "platform", "tenant", "subject", "place"),
    )

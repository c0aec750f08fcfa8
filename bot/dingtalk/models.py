"""What the adapter has to remember: how much of the month is used, and under which key people quote a card."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class DingTalkUsage(Base):
    """So many calls, or pushes, in a month (`2024-05`, as Shanghai counts them)."""

    __tablename__ = "dingtalk_usage"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    used: Mapped[int]


class DingTalkCarrier(Base):
    """The key of a delivered card, under which a reply names it, and the card's own id."""

    __tablename__ = "dingtalk_carriers"

    carrier: Mapped[str] = mapped_column(String(200), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]

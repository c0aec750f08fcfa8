"""提醒: nudges planned as rows long before they are said."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class ReminderState(enum.IntEnum):
    """Where a reminder stands."""

    PLANNED = 0
    FIRED = 1
    DROPPED = 2


class Reminder(Base):
    """One planned nudge. `recipient` is `person:7` or `chat:3`; `due_version` tells one deadline from the next."""

    __tablename__ = "reminders"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    platform: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80))
    step: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(40))
    due_version: Mapped[str] = mapped_column(String(40))
    fire_at: Mapped[datetime]
    state: Mapped[int] = mapped_column(SmallInteger, default=ReminderState.PLANNED)
    fired_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("subject", "step", "recipient", "due_version"),
        Index("ix_reminders_due", "state", "platform", "fire_at"),
    )

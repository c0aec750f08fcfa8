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
    """One planned nudge. `recipient` is `person:7` or `chat:3`; `due_version` tells one deadline from the next.

    `missed_at` is when it should have come, if a stop has kept it from coming and it waits for working hours (G8).
    """

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
    missed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("subject", "step", "recipient", "due_version"),
        Index("ix_reminders_due", "state", "platform", "fire_at"),
        Index("ix_reminders_recipient", "recipient", "state", "fire_at"),
    )


class SpokenHalf(Base):
    """A half-day in which somebody has been written to by the clock: `half` is `2024-05-20 am` (G4, D1)."""

    __tablename__ = "half_days"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    half: Mapped[str] = mapped_column(String(20), primary_key=True)
    said_at: Mapped[datetime]

    __table_args__ = (Index("ix_half_days_said", "said_at"),)

"""需求: 表1, what each department must supply, and what they answered."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base.db import Base, one_of


class NeedStatus(enum.StrEnum):
    """Where a need stands."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SupportStatus(enum.StrEnum):
    """What a department answered (S14): not yet, accepted, in part, with difficulty."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    PARTIAL = "partial"
    HARD = "hard"


class Need(Base):
    """One row of 表1 (S71) with what the guide wants to know beside it (S8, S16)."""

    __tablename__ = "needs"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    number: Mapped[int]
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    initiator_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    department: Mapped[str] = mapped_column(String(60))
    goal: Mapped[str] = mapped_column(Text)
    deliverables: Mapped[str] = mapped_column(Text, default="")
    own_resources: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    due_waived: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
    lead_days: Mapped[int | None]
    status: Mapped[NeedStatus] = mapped_column(one_of(NeedStatus), default=NeedStatus.OPEN)
    registered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    supports: Mapped[list["SupportItem"]] = relationship(
        order_by="SupportItem.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("company_id", "number"),)


class SupportItem(Base):
    """What one department must supply, and what it committed (S14–S19)."""

    __tablename__ = "support_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("needs.id", ondelete="CASCADE"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    position: Mapped[int]
    content: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[SupportStatus] = mapped_column(one_of(SupportStatus), default=SupportStatus.WAITING)
    manpower: Mapped[str] = mapped_column(Text, default="")
    time: Mapped[str] = mapped_column(Text, default="")
    budget: Mapped[str] = mapped_column(Text, default="")
    difficulty: Mapped[str] = mapped_column(Text, default="")
    gap: Mapped[str] = mapped_column(Text, default="")
    direction: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime | None]
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (UniqueConstraint("need_id", "department_id"),)


class Draft(Base):
    """A request begun and not yet complete, kept for its author in one chat for seven days."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("needs.id", ondelete="CASCADE"))
    fields: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime]
    done: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_drafts_author", "person_id", "chat_id"),)


class Alignment(Base):
    """线上对齐 (S18): what one department said on the collecting card."""

    __tablename__ = "alignments"

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("needs.id", ondelete="CASCADE"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    agreed: Mapped[bool]
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("need_id", "department_id"),)

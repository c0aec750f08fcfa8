"""复盘: when one was held, and what each of its people said."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class Retro(Base):
    """One retrospective of a project (S65). It closes by itself at `closes_at`, or earlier by hand."""

    __tablename__ = "retros"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class RetroWord(Base):
    """What one of the core people says (S66–S68). `said_at` is empty while they are silent."""

    __tablename__ = "retro_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    retro_id: Mapped[int] = mapped_column(ForeignKey("retros.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    good: Mapped[str] = mapped_column(Text, default="")
    figures: Mapped[str] = mapped_column(Text, default="")
    improve: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("retro_id", "person_id"),)


class RetroSkip(Base):
    """这次不需要: an occasion (`close`, or a milestone's day) that wants no retrospective."""

    __tablename__ = "retro_skips"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    occasion: Mapped[str] = mapped_column(String(20), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

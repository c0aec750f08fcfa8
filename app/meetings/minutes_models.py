"""纪要: what is written by hand, published, received and objected to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class Paragraph(Base):
    """A section of the minutes that was written by hand over the assembled one (S51)."""

    __tablename__ = "paragraphs"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    section: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("meeting_id", "section"),)


class Minutes(Base):
    """纪要 as published: one row a version. `text` is the JSON of its sections; an amendment is a new row (X6)."""

    __tablename__ = "minutes"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    edition: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("meeting_id", "edition"),)


class Receipt(Base):
    """确认收到 (S54), of one reader of the minutes."""

    __tablename__ = "receipts"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)


class Objection(Base):
    """异议 (S55) to a section of the minutes, with its answer; unanswered after 24 h it becomes a dispute."""

    __tablename__ = "objections"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    section: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    dispute_id: Mapped[int | None] = mapped_column(ForeignKey("disputes.id"))


class Candidate(Base):
    """A line of a pasted transcript that may belong in the minutes; `taken` is None until somebody says so.

    `kind` is `decision` or `task`; `owner_name` is who the line names, `due_on` the day it names.
    """

    __tablename__ = "candidates"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    owner_name: Mapped[str] = mapped_column(String(100), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date | None]
    taken: Mapped[bool | None]
    at: Mapped[datetime]

"""术语 · 口径: a term of a company, with one definition for each department that has its own (S82)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.base.db import Base


class Term(Base):
    """A word people must mean the same by. `name` is as first typed, `key` as it is looked up."""

    __tablename__ = "terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    name: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(100))
    changed_at: Mapped[datetime]

    definitions: Mapped[list["Definition"]] = relationship(
        order_by="Definition.id", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (UniqueConstraint("company_id", "key"),)


class Definition(Base):
    """What one department means by a term; without a department, what everybody does."""

    __tablename__ = "definitions"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id", ondelete="CASCADE"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("term_id", "department_id"),)

"""What was changed, by whom and when; enough to show it, to prove it and to take it back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class Change(Base):
    """One verb done to one subject (`need:12`). `rows` holds each touched row before and after, as JSON."""

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    subject: Mapped[str] = mapped_column(String(80))
    verb: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    rows: Mapped[str] = mapped_column(Text)
    undone: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_changes_subject", "subject", "id"), Index("ix_changes_by", "by_id", "id"))

"""Where somebody is in the demonstration."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class Demo(Base):
    """The page of the demonstration that stands open, from 1."""

    __tablename__ = "demos"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[int]

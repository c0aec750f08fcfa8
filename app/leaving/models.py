"""Who left, and who was asked to hand on what they held."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base


class Departure(Base):
    """One hand-over card: what `person` still held is for `heir` to give to others."""

    __tablename__ = "departures"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    heir_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "heir_id"),)

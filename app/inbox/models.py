"""What reached us, stored before the platform is told so."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.base.db import Base
from app.base.lanes import LaneRow


class Incoming(LaneRow, Base):
    """One update. `once` is what the platform repeats when it delivers the same again."""

    __tablename__ = "inbox"

    once: Mapped[str] = mapped_column(String(200), unique=True)
    payload: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)

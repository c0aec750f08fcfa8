"""Where and when a card is drawn."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.outbox.service import Place


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a card is drawn. `now` is aware, by the platform's clock."""

    session: Session
    place: Place
    now: datetime

"""What the cards that stand show, so that none is redrawn the same; and redraws that wait for what follows."""

import hashlib
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.outbox.models import Outgoing, Posted
from app.outbox.service import Place, redraw_lane


def face(card: str) -> str:
    """Tells one face of a card from another. `card` is a stored neutral card."""
    return hashlib.sha256(card.encode()).hexdigest()[:40]


def is_unsure(session: Session, platform: str, tenant: str, message_id: str) -> None:
    """A press was answered with a new face, which some see and some may not: the next redraw goes out."""
    session.execute(
        update(Posted)
        .where(Posted.platform == platform, Posted.tenant == tenant, Posted.message_id == message_id)
        .values(shown="")
    )


def put_off(row: Outgoing, place: Place, *, until: datetime) -> None:
    """Let a claimed redraw wait until then (aware): what changes meanwhile is drawn with it.

    It gets a lane of its own, since it must not hold up the messages behind it.
    """
    row.lane, row.ready_at, row.leased_until = redraw_lane(place, row.subject), until, None
    row.attempts -= 1

"""What is said alike to several people in private goes out as one message where the platform counts each call."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.base.lanes import lease_along
from app.outbox.models import Outgoing
from app.outbox.service import Place
from bot.abilities import Grouping
from bot.cards.model import Card, from_json

LOOKED_AT = 100
"""Rows among which others like one are looked for."""


def lease_alike(
    session: Session,
    platform: Grouping,
    card: Card,
    *,
    place: Place,
    subject: str,
    holder: str,
    now: datetime,
    hold: timedelta,
) -> Sequence[int]:
    """Lease what says the same about `subject` to others in private, as many as go with it; their rows. `now` is aware."""
    said = platform.alike(card)
    if not said:
        return ()
    fits = (
        Outgoing.kind == "notice",
        Outgoing.platform == place.platform,
        Outgoing.tenant == place.tenant,
        Outgoing.subject == subject,
        Outgoing.person.is_not(None),
        Outgoing.person != place.person,
        Outgoing.reply_to.is_(None),
    )
    to: set[str | None] = set()

    def same(row: Outgoing) -> bool:
        if row.person in to or len(to) + 1 >= platform.most or platform.alike(from_json(row.payload)) != said:
            return False
        to.add(row.person)
        return True

    rows = lease_along(session, Outgoing, fits, same, holder=holder, now=now, limit=LOOKED_AT, hold=hold)
    return [row.id for row in rows]

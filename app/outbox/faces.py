"""What the cards that stand show, so that none is redrawn the same; and redraws that wait for what follows."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.base.lanes import AT_ONCE, WAITING, finish
from app.outbox.models import Outgoing, Posted
from app.outbox.service import Place, owe_card, place_of, redraw_lane, standing

URGENT = "urgent"


def face(card: str) -> str:
    """Tells one face of a card from another. `card` is all that is seen of it, in any form."""
    return hashlib.sha256(card.encode("utf-8", "replace")).hexdigest()[:40]


def is_unsure(session: Session, platform: str, tenant: str, message_id: str) -> None:
    """A press was answered with a new face, which some see and some may not: the next redraw goes out."""
    session.execute(
        update(Posted)
        .where(Posted.platform == platform, Posted.tenant == tenant, Posted.message_id == message_id)
        .values(shown="")
    )


def answered_face(card: str) -> str:
    """The face that an answer showed. `card` is all of it that is worth a redraw."""
    return f"={face(card)}"[:40]


def answered(session: Session, place: Place, subject: str, shown: str) -> None:
    """The answer to a press showed the card's new face to the only one who sees it: there is nothing left to redraw.

    `shown` is that face, as `answered_face` tells it.
    """
    stands = standing(session, place, subject)
    if stands is not None:
        stands.shown = shown
    for row in _waiting(session, place, subject):
        finish(row)


def urge(session: Session, place: Place, subject: str) -> None:
    """Somebody has filled in that very card elsewhere, and comes back to look at it: its redraw waits for nothing."""
    for row in _waiting(session, place, subject):
        row.payload, row.ready_at = URGENT, AT_ONCE


def is_urgent(row: Outgoing) -> bool:
    """Whether that redraw waits for nothing."""
    return row.kind == "card" and row.payload == URGENT


def redraw(session: Session, platform: str, tenant: str, message_id: str) -> None:
    """Owe the card that a press came from, since its answer came too late to show it."""
    posted = session.scalar(
        select(Posted).where(
            Posted.platform == platform,
            Posted.tenant == tenant,
            Posted.message_id == message_id,
            Posted.retired.is_(False),
        )
    )
    if posted is not None and posted.subject:
        posted.shown = ""
        owe_card(session, place_of(platform, tenant, posted.place), posted.subject)


def renew(session: Session, place: Place, message_id: str) -> bool:
    """Owe a living card again although it looks the same; whether it is one."""
    posted = session.scalar(
        select(Posted).where(
            Posted.platform == place.platform,
            Posted.tenant == place.tenant,
            Posted.place == place.key,
            Posted.message_id == message_id,
            Posted.retired.is_(False),
        )
    )
    if posted is None or not posted.subject:
        return False
    posted.shown = ""
    owe_card(session, place, posted.subject)
    urge(session, place, posted.subject)
    return True


def put_off(row: Outgoing, place: Place, *, until: datetime) -> None:
    """Let a claimed redraw wait until then (aware): what changes meanwhile is drawn with it.

    It gets a lane of its own, since it must not hold up the messages behind it.
    """
    row.lane, row.ready_at, row.leased_until = redraw_lane(place, row.subject), until, None
    row.attempts -= 1


def _waiting(session: Session, place: Place, subject: str) -> Sequence[Outgoing]:
    session.flush()
    return session.scalars(
        select(Outgoing).where(
            Outgoing.lane.in_((place.lane, redraw_lane(place, subject))),
            Outgoing.state == WAITING,
            Outgoing.kind == "card",
            Outgoing.subject == subject,
            Outgoing.leased_until.is_(None),
        )
    ).all()

"""Owing messages. Rows written here go out after the commit, in order per place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.lanes import State
from app.outbox.models import Outgoing, Posted

WANTED_FOR = timedelta(hours=24)
"""How long a person would still want a message that could not be delivered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or a person in private, by the platform's ids."""

    platform: str
    tenant: str
    chat: str | None = None
    person: str | None = None

    @property
    def key(self) -> str:
        """`c:<chat>` or `p:<person>`."""
        return f"c:{self.chat}" if self.chat else f"p:{self.person}"

    @property
    def lane(self) -> str:
        """Messages to one place go out in order."""
        return f"{self.platform}:{self.tenant}:{self.key}"


def owe_card(
    session: Session, place: Place, subject: str, *, now: datetime, after: timedelta = timedelta(0)
) -> None:
    """Owe the living card of `subject` (`need:12`) at `place`: posted if it is not there, else redrawn in place.

    Several of them collapse into one that is drawn from the newest state. `after` keeps a redraw back for a
    moment; such a redraw has a lane of its own, since it must not hold up the messages behind it.
    """
    delayed = bool(after) and standing(session, place, subject) is not None
    lane = f"{place.lane}~{subject}" if delayed else place.lane
    waiting = session.scalar(
        select(Outgoing)
        .where(
            Outgoing.lane == lane,
            Outgoing.state == State.WAITING,
            Outgoing.kind == "card",
            Outgoing.subject == subject,
            Outgoing.leased_until.is_(None),
        )
        # The sender's claim has to wait for this transaction, or it could draw the state before it.
        .with_for_update()
    )
    if waiting is None:
        row = _owe(
            session, place, kind="card", subject=subject, now=now, after=after if delayed else timedelta(0)
        )
        row.lane = lane


def owe_notice(
    session: Session,
    place: Place,
    card: str,
    *,
    now: datetime,
    subject: str = "",
    reply_to: str | None = None,
) -> None:
    """Owe a message that stays as it was said. `card` is a stored neutral card."""
    _owe(session, place, kind="notice", subject=subject, payload=card, reply_to=reply_to, now=now)


def owe_document(session: Session, place: Place, document: str, *, now: datetime) -> None:
    """Owe a file. `document` names it (`need_form:12:xlsx`); it is written when it is sent."""
    _owe(session, place, kind="document", payload=document, now=now)


def owe_pin(session: Session, place: Place, subject: str, *, now: datetime) -> None:
    """Owe pinning the living card of `subject` where it stands."""
    _owe(session, place, kind="pin", subject=subject, now=now)


def owe_lookup(session: Session, place: Place, *, now: datetime) -> None:
    """Owe asking the platform who is in a chat, or who a person is. Waits for nobody's messages."""
    lane = f"lookup:{place.lane}"
    already = session.scalar(
        select(Outgoing.id).where(Outgoing.lane == lane, Outgoing.state == State.WAITING)
    )
    if already is None:
        row = _owe(session, place, kind="lookup", now=now)
        row.lane = lane


def _owe(
    session: Session,
    place: Place,
    *,
    kind: str,
    now: datetime,
    subject: str = "",
    payload: str = "",
    reply_to: str | None = None,
    after: timedelta = timedelta(0),
) -> Outgoing:
    row = Outgoing(
        lane=place.lane,
        platform=place.platform,
        tenant=place.tenant,
        chat=place.chat,
        person=place.person,
        reply_to=reply_to,
        kind=kind,
        subject=subject,
        payload=payload,
        state=State.WAITING,
        ready_at=now + after,
        attempts=0,
        give_up_at=now + WANTED_FOR,
    )
    session.add(row)
    return row


def standing(session: Session, place: Place, subject: str) -> Posted | None:
    """The living card of `subject` at `place`, if one stands there."""
    return session.scalar(
        select(Posted)
        .where(
            Posted.platform == place.platform,
            Posted.tenant == place.tenant,
            Posted.subject == subject,
            Posted.place == place.key,
            Posted.retired.is_(False),
        )
        .order_by(Posted.id.desc())
    )


def places_of(session: Session, platform: str, tenant: str, subject: str) -> list[Place]:
    """Every place where the living card of `subject` stands, or is about to."""
    stands = session.execute(
        select(Posted.place).where(
            Posted.platform == platform,
            Posted.tenant == tenant,
            Posted.subject == subject,
            Posted.retired.is_(False),
        )
    ).scalars()
    return [_place(platform, tenant, key) for key in dict.fromkeys(stands)]


def subject_of_message(session: Session, platform: str, tenant: str, message_id: str) -> str | None:
    """What a message of ours is about; None for what is not ours, empty for what has no subject."""
    return session.scalar(
        select(Posted.subject)
        .where(Posted.platform == platform, Posted.tenant == tenant, Posted.message_id == message_id)
        .order_by(Posted.id.desc())
    )


def retire(session: Session, platform: str, tenant: str, subject: str) -> None:
    """The living card of `subject` is living no more: it stays as it is, and the next one is posted anew."""
    for posted in session.scalars(
        select(Posted).where(Posted.platform == platform, Posted.tenant == tenant, Posted.subject == subject)
    ):
        posted.retired = True


def _place(platform: str, tenant: str, key: str) -> Place:
    kind, _, target = key.partition(":")
    return Place(platform, tenant, chat=target) if kind == "c" else Place(platform, tenant, person=target)

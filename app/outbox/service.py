"""Owing messages. Rows written here go out after the commit, in order per place."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.base.lanes import AT_ONCE, WAITING, State
from app.outbox.models import Outgoing, Posted

_WAITING_CARD = (
    select(Outgoing)
    .where(
        Outgoing.lane.in_((bindparam("lane"), bindparam("redraw_lane"))),
        Outgoing.state == WAITING,
        Outgoing.kind == "card",
        Outgoing.subject == bindparam("subject"),
        Outgoing.leased_until.is_(None),
    )
    # The sender's claim has to wait for this transaction, or it could draw the state before it.
    .with_for_update()
)
_STANDING = (
    select(Posted)
    .where(
        Posted.platform == bindparam("platform"),
        Posted.tenant == bindparam("tenant"),
        Posted.subject == bindparam("subject"),
        Posted.place == bindparam("place"),
        Posted.retired.is_(False),
    )
    .order_by(Posted.id.desc())
)


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


def owe_card(session: Session, place: Place, subject: str) -> None:
    """Owe the living card of `subject` (`need:12`) at `place`: posted if it is not there, else redrawn in place.

    Several of them collapse into one that is drawn from the newest state.
    """
    lanes = {"lane": place.lane, "redraw_lane": redraw_lane(place, subject)}
    waiting = session.scalar(_WAITING_CARD, {**lanes, "subject": subject})
    if waiting is None:
        _owe(session, place, kind="card", subject=subject)
    elif waiting.lane != place.lane and standing(session, place, subject) is None:
        # What was a redraw held back for a pressed card is now a card of its own: nobody has it yet.
        waiting.lane, waiting.ready_at = place.lane, AT_ONCE


def owe_first_card(session: Session, place: Place, subject: str) -> None:
    """Owe the living card of a `subject` made in this very transaction: none can stand or wait yet."""
    _owe(session, place, kind="card", subject=subject)


def hold_back(session: Session, place: Place, subject: str, *, until: datetime) -> None:
    """Keep an owed redraw until a press on that very card has been answered with its new face.

    It gets a lane of its own, since it must not hold up the messages behind it.
    """
    session.flush()
    for row in session.scalars(
        select(Outgoing).where(
            Outgoing.lane.in_((place.lane, redraw_lane(place, subject))),
            Outgoing.state == WAITING,
            Outgoing.kind == "card",
            Outgoing.subject == subject,
            Outgoing.leased_until.is_(None),
        )
    ):
        row.lane, row.ready_at = redraw_lane(place, subject), until


def owe_notice(
    session: Session, place: Place, card: str, *, subject: str = "", reply_to: str | None = None
) -> None:
    """Owe a message that stays as it was said. `card` is a stored neutral card."""
    _owe(session, place, kind="notice", subject=subject, payload=card, reply_to=reply_to)


def owe_document(session: Session, place: Place, document: str) -> None:
    """Owe a file. `document` names it (`need_form:12:xlsx`); it is written when it is sent."""
    _owe(session, place, kind="document", payload=document)


def owe_pin(session: Session, place: Place, subject: str) -> None:
    """Owe pinning the living card of `subject` where it stands."""
    _owe(session, place, kind="pin", subject=subject)


def owe_check(session: Session, place: Place) -> None:
    """Owe 自检: what the platform finds when it is asked, as a card."""
    _owe(session, place, kind="check")


def owe_reading(session: Session, place: Place, update: str) -> None:
    """Owe reading the file that a stored update brought; the update comes again with what is in it."""
    _owe(session, place, kind="read", payload=update)


def owe_lookup(session: Session, place: Place) -> None:
    """Owe asking the platform who is in a chat, or who a person is. Holds up nobody's messages."""
    lane = f"lookup:{place.lane}"
    if session.scalar(select(Outgoing.id).where(Outgoing.lane == lane, Outgoing.state == WAITING)) is None:
        _owe(session, place, kind="lookup").lane = lane


def owe_quote(session: Session, place: Place, message_id: str, update: str) -> None:
    """Owe looking up what a message said that somebody answers. `update`, as it is stored, is handled again with it."""
    row = _owe(session, place, kind="quote", payload=update, reply_to=message_id)
    row.lane = f"quote:{place.lane}"


def redraw_lane(place: Place, subject: str) -> str:
    """Where a redraw waits that is held back: the messages behind it go on."""
    return f"{place.lane}~{subject}"


def _owe(
    session: Session,
    place: Place,
    *,
    kind: str,
    subject: str = "",
    payload: str = "",
    reply_to: str | None = None,
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
        ready_at=AT_ONCE,
        attempts=0,
    )
    session.add(row)
    return row


def standing(session: Session, place: Place, subject: str) -> Posted | None:
    """The living card of `subject` at `place`, if one stands there."""
    at = {"platform": place.platform, "tenant": place.tenant, "place": place.key}
    return session.scalar(_STANDING, {**at, "subject": subject})


def stands_or_comes(session: Session, place: Place, subject: str) -> bool:
    """Whether the living card of `subject` stands at `place`, or is on its way."""
    if standing(session, place, subject) is not None:
        return True
    waiting = select(Outgoing.id).where(
        Outgoing.lane == place.lane,
        Outgoing.state == WAITING,
        Outgoing.kind == "card",
        Outgoing.subject == subject,
    )
    return session.scalar(waiting.limit(1)) is not None


def was_owed(session: Session, place: Place, subject: str) -> bool:
    """Whether a message about `subject` was ever owed to `place`, sent or not."""
    owed = select(Outgoing.id).where(Outgoing.lane == place.lane, Outgoing.subject == subject)
    posted = select(Posted.id).where(
        Posted.platform == place.platform,
        Posted.tenant == place.tenant,
        Posted.place == place.key,
        Posted.subject == subject,
    )
    session.flush()
    return any(session.scalar(one.limit(1)) is not None for one in (owed, posted))


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
    return [place_of(platform, tenant, key) for key in dict.fromkeys(stands)]


def subject_of_message(session: Session, platform: str, tenant: str, message_id: str) -> str | None:
    """What a message of ours is about; None for what is not ours, empty for what has no subject."""
    return session.scalar(
        select(Posted.subject)
        .where(Posted.platform == platform, Posted.tenant == tenant, Posted.message_id == message_id)
        .order_by(Posted.id.desc())
    )


def retire_at(session: Session, place: Place, subject: str) -> None:
    """The card of `subject` at `place` is living no more: it stays as it is, and the next one is posted anew."""
    while (posted := standing(session, place, subject)) is not None:
        posted.retired = True
        session.flush()


def place_of(platform: str, tenant: str, key: str) -> Place:
    """The place whose key that is."""
    kind, _, target = key.partition(":")
    return Place(platform, tenant, chat=target) if kind == "c" else Place(platform, tenant, person=target)

"""What a button carries out and brings back, and what a card's own id tells: whether and in which group it stands.

Of a button only its id is sure to come back, and of a card only its `outTrackId`.
"""

import binascii
import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from bot.cards.model import Arg
from bot.wire.shapes import clean, dumps, loads, part, text

OPEN_FORM = "form"
"""The adapter's own action: give the one who presses a link to the card's web page."""
_BUTTON = re.compile(r"hb1\.([A-Za-z0-9_-]+)")
_CARD = re.compile(r"hb1(?:p-([A-Za-z0-9_-]{1,40})|g-([A-Za-z0-9_-]{1,40})\.([A-Za-z0-9_-]+))")
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a press is about."""

    action: str
    args: dict[str, Arg] = field(default_factory=dict)


def button_id(carried: Carried) -> str:
    """The id of a button: ASCII, with a version."""
    value: dict[str, object] = {"a": carried.action}
    if carried.args:
        value["p"] = dict(carried.args)
    return f"hb1.{_coded(dumps(value))}"


def carried_by(given: str) -> Carried | None:
    """What was pressed; None if the id is not one of ours."""
    found = _BUTTON.fullmatch(given)
    value = loads(_decoded(found[1])) if found else None
    action = text(value, "a")
    if not action:
        return None
    args = part(value, "p").items()
    kept = {
        clean(name): clean(arg) if isinstance(arg, str) else arg
        for name, arg in args
        if isinstance(arg, str | int)
    }
    return Carried(action, kept)


def card_id(once: str, chat: str | None) -> str:
    """The `outTrackId` of an intent: the same for the same one, and it knows its group. `chat` None: in private."""
    return f"hb1p-{_short(once)}" if chat is None else f"hb1g-{_short(once)}.{_coded(chat)}"


def plain_id(once: str) -> str:
    """The id of a plain message that stands for a card: nothing on it can be pressed, and it cannot be changed."""
    return f"hb1m-{_short(once)}"


def is_card_id(message_id: str) -> bool:
    """Whether it is a card, and not a plain message of the robot's."""
    return _CARD.fullmatch(message_id) is not None


def group_of(message_id: str) -> str | None:
    """The group (openConversationId) a card was posted in; None for a private one."""
    found = _CARD.fullmatch(message_id)
    return _decoded(found[3]) if found and found[3] else None


def private_chat(person: str) -> str:
    """The id under which we know somebody's private chat: the platform's own is of no use for sending."""
    return f"private:{person}"


def _short(once: str) -> str:
    return once if _PLAIN.fullmatch(once) else hashlib.sha256(once.encode()).hexdigest()[:32]


def _coded(given: str) -> str:
    return urlsafe_b64encode(given.encode("utf-8", "replace")).decode().rstrip("=")


def _decoded(given: str) -> str:
    try:
        return urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode("utf-8", "replace")
    except binascii.Error:
        return ""

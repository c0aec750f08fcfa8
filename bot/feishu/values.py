"""What a button carries out and brings back: its action and arguments, and whether it stands in a private chat.

A press tells neither the kind of its chat nor, for some form submits, the button's value. So the kind goes with the
value, and a form's button has all of it in its name once more.
"""

import binascii
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from bot.cards.model import Arg
from bot.wire.shapes import clean, loads

NONE_CHOSEN = "__none"
"""Stands for a choice whose value is empty: the platform takes none that is."""
_SAME_NAME = re.compile(r"--\d+$")
_CODED = re.compile(r"hb\d+_([A-Za-z0-9_-]+)")


@dataclass(frozen=True, slots=True)
class Carried:
    """What a press is about."""

    action: str
    args: dict[str, Arg] = field(default_factory=dict)
    private: bool = False


def to_value(carried: Carried) -> dict[str, Any]:
    """The callback value of a button."""
    value: dict[str, Any] = {"a": carried.action}
    if carried.args:
        value["p"] = dict(carried.args)
    if carried.private:
        value["d"] = 1
    return value


def to_name(carried: Carried, number: int) -> str:
    """The name of a form's button; `number` keeps it unique in its card."""
    coded = json.dumps(to_value(carried), ensure_ascii=False, separators=(",", ":")).encode()
    return f"hb{number}_{urlsafe_b64encode(coded).decode().rstrip('=')}"


def from_action(action: dict[str, Any]) -> Carried | None:
    """What was pressed, from the value (an object, or its JSON as text) or else from the name; None if not ours."""
    value = action.get("value")
    if isinstance(value, str):
        value = loads(value.encode("utf-8", "replace"))
    return _carried(value) or _from_name(action.get("name"))


def _from_name(name: object) -> Carried | None:
    found = _CODED.fullmatch(name) if isinstance(name, str) else None
    if found is None:
        return None
    try:
        return _carried(loads(urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4))))
    except binascii.Error:
        return None


def _carried(value: object) -> Carried | None:
    if not isinstance(value, dict) or not isinstance(value.get("a"), str):
        return None
    args = value.get("p")
    known = args.items() if isinstance(args, dict) else ()
    return Carried(
        clean(value["a"]),
        {
            clean(name): clean(arg) if isinstance(arg, str) else arg
            for name, arg in known
            if isinstance(arg, str | int)
        },
        private=bool(value.get("d")),
    )


def field_name(name: str, times: int) -> str:
    """A field's name in its card, the `times`th of that name (from 0): the platform wants each only once."""
    return f"{name}--{times + 1}" if times else name


def plain_field_name(name: str) -> str:
    """The name as the card was drawn with."""
    return _SAME_NAME.sub("", name)

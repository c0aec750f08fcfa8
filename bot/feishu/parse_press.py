"""A press: the button, and what was filled in."""

import re
from typing import Any

from bot.feishu.values import NONE_CHOSEN, Carried, from_action, plain_field_name
from bot.ports import Press, Value
from bot.wire.shapes import clean, part, text

_PICKED = re.compile(r"(\d{4}-\d\d-\d\d)?(?:[ T]?(\d\d:\d\d)(?::\d\d)?)?(?: ?[+-]\d\d:?\d\d)?")


def read_press(event: dict[str, Any], context: dict[str, Any]) -> tuple[Press, Carried, str] | None:
    """The press, what its button carried, and the chat's id; None if it is none of ours. `context` is where it was."""
    action = part(event, "action")
    carried = from_action(action)
    message_id = text(context, "open_message_id") or text(event, "open_message_id")
    chat_id = text(context, "open_chat_id") or text(event, "open_chat_id")
    if carried is None or not message_id or not chat_id:
        return None
    return Press(message_id, carried.action, carried.args, _values(action)), carried, chat_id


def _values(action: dict[str, Any]) -> dict[str, Value]:
    """The form's fields; of an element outside a form the one thing it sends, as `value`."""
    values: dict[str, Value] = {}
    for name, given in part(action, "form_value").items():
        value = _value(given)
        if value is not None:
            values[plain_field_name(clean(name))] = value
    for name in ("options", "option", "checked", "input_value"):
        alone = _value(action[name]) if name in action else None
        if alone is not None:
            values["value"] = alone
    return values


def _value(given: object) -> Value | None:
    if isinstance(given, bool):
        return given
    if isinstance(given, str):
        return _one(given)
    if isinstance(given, list):
        return [_one(item) for item in given if isinstance(item, str)]
    if isinstance(given, int | float):
        return str(given)
    return None


def _one(given: str) -> str:
    """Pickers add the client's offset, which is the chat's: what was picked is what counts."""
    if given == NONE_CHOSEN:
        return ""
    if given and (found := _PICKED.fullmatch(given)):
        return " ".join(piece for piece in found.groups() if piece) or clean(given)
    return clean(given)

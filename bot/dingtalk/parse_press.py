"""A press: the button, and what was filled in. Clients and years differ in where they put it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.dingtalk.parse_message import NAME
from bot.dingtalk.values import Carried, carried_by, group_of, is_card_id, private_chat
from bot.ports import Actor, Chat, Press, Update, Value
from bot.wire.shapes import clean, dumps, first, items, loads, part, text

SUBMIT = "_submit"
"""The field of a card's own form that says which of its buttons is meant."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press on one of our cards, before it is known whether it is the adapter's own business."""

    tenant: str
    person: str
    card: str
    carried: Carried
    key: str
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def chat(self) -> Chat:
        """Where the card stands."""
        group = group_of(self.card)
        return Chat(private_chat(self.person) if group is None else group, private=group is None)

    def update(self, now: datetime) -> Update:
        """As everybody understands it. `now` is aware, UTC."""
        body = Press(self.card, self.carried.action, self.carried.args, self.values, alone=True)
        return Update(NAME, self.tenant, self.key, self.chat, Actor(self.person), now, body)


def read_press(said: dict[str, Any], delivery: str) -> Pressed | None:
    """The press; None if it is none of ours. `delivery` is what tells this press from the next one like it."""
    content = loads(first(said, "content", "value")) or {}
    private = part(content, "cardPrivateData")
    params = part(private, "params") or part(content, "params")
    ids = [clean(given) for given in items(private, "actionIds") if isinstance(given, str)]
    given = {name: part(params, name) for name in (*ids, "form") if part(params, name)}
    values: dict[str, Value] = {}
    for fields in given.values():
        values |= {clean(name): value for name, raw in fields.items() if (value := _value(raw)) is not None}
    submit = values.pop(SUBMIT, "")
    candidates = [str(submit), *ids, text(params, "id"), first(content, "actionId"), text(said, "actionId")]
    carried = next((found for one in candidates if (found := carried_by(one)) is not None), None)
    tenant, person, card = text(said, "corpId"), text(said, "userId"), text(said, "outTrackId")
    if carried is None or not (tenant and person and is_card_id(card)):
        return None
    key = _key(delivery, card, person, dumps(content))
    return Pressed(tenant, person, card, carried, key, values)


def _key(*told: str) -> str:
    """The platform numbers no press: what repeats is the whole of it."""
    return "press:" + hashlib.sha256("\n".join(told).encode()).hexdigest()[:40]


def _value(raw: object) -> Value | None:
    """A choice comes with its index beside its value."""
    if isinstance(raw, dict):
        return _value(raw.get("value"))
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, int | float):
        return str(raw)
    if isinstance(raw, list):
        return [clean(one) for one in raw if isinstance(one, str)]
    return None

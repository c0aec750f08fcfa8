"""An event of the company: the end of a group, and who has left. The rest is somebody's business, not ours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.dingtalk.parse_message import NAME
from bot.dingtalk.values import private_chat
from bot.ports import Actor, Chat, Departed, Left, Update
from bot.wire.shapes import clean, items, text

PEOPLE_CHANGED = frozenset(
    {"user_add_org", "user_modify_org", "user_leave_org", "user_active_org"}
    | {"org_dept_create", "org_dept_modify", "org_dept_remove"}
)
"""Events of the contacts: they cost nothing of the month."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An event as it came: its fields by their names in lower case, since their case differs between the transports."""

    fields: dict[str, Any]
    tenant: str
    key: str
    now: datetime

    def update(self, chat: Chat, actor: str, body: Left | Departed) -> Update:
        """As everybody understands it."""
        return Update(NAME, self.tenant, f"event:{self.key}", chat, Actor(actor), self.now, body)


def kind_of(event: dict[str, Any]) -> str:
    """What happened."""
    return text(_folded(event), "eventtype")


def parse_event(event: dict[str, Any], *, now: datetime) -> Update | None:
    """The update; None for what is none of our business. `now` is aware, UTC."""
    read = _READERS.get(kind_of(event))
    folded = _folded(event)
    told = _Told(folded, text(folded, "corpid"), text(folded, "eventid"), now)
    return read(told) if read is not None and told.tenant and told.key else None


def _disbanded(told: _Told) -> Update | None:
    chat = text(told.fields, "openconversationid")
    return told.update(Chat(chat, private=False), text(told.fields, "operator"), Left()) if chat else None


def _departed(told: _Told) -> Update | None:
    """Who left the company, one or several (D17). It comes from no chat: it is handled in the first one's order."""
    named = [clean(one) for one in items(told.fields, "userid") if isinstance(one, str)]
    people = list(dict.fromkeys(one for one in named if one))
    if not people:
        return None
    first, *others = people
    return told.update(Chat(private_chat(first), private=True), first, Departed(tuple(others)))


_READERS: dict[str, Callable[[_Told], Update | None]] = {
    "chat_disband": _disbanded,
    "user_leave_org": _departed,
}


def _folded(event: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in event.items()}

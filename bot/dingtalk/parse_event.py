"""An event of the company. Only the end of a group concerns us; the rest is somebody's business, not ours."""

from datetime import datetime
from typing import Any

from bot.dingtalk.parse_message import NAME
from bot.dingtalk.shapes import text
from bot.ports import Actor, Chat, Left, Update

PEOPLE_CHANGED = frozenset({"user_modify_org", "user_leave_org", "org_dept_modify", "org_dept_remove"})
_ENDED = "chat_disband"


def kind_of(event: dict[str, Any]) -> str:
    """What happened."""
    return text(_folded(event), "eventtype")


def parse_event(event: dict[str, Any], *, now: datetime) -> Update | None:
    """The update; None for what is none of our business. Field names differ in case between the two transports."""
    folded = _folded(event)
    if kind_of(event) != _ENDED:
        return None
    tenant, key, chat = (text(folded, name) for name in ("corpid", "eventid", "openconversationid"))
    if not (tenant and key and chat):
        return None
    actor = Actor(text(folded, "operator"))
    return Update(NAME, tenant, f"event:{key}", Chat(chat, private=False), actor, now, Left())


def _folded(event: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in event.items()}

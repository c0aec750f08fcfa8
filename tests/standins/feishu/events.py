"""What the platform pushes, in clear: envelopes around messages, presses and comings and goings."""

import json
import re
from typing import Any

from tests.standins.feishu.clock import millis
from tests.standins.feishu.site import EMPLOYEE_ID, Site
from tests.standins.feishu.world import Chat, Message, Person

_TYPED_MENTION = re.compile(r"@([^\s@，。：:,]+)")
EVERYBODY = "所有人"


def envelope(site: Site, event_type: str, event: dict[str, Any], tenant_key: str) -> dict[str, Any]:
    """A schema 2.0 event that happens now."""
    return {
        "schema": "2.0",
        "header": {
            "event_id": site.world.fresh(""),
            "event_type": event_type,
            "create_time": millis(site.clock.now()),
            "token": site.app.verification_token,
            "app_id": site.app.app_id,
            "tenant_key": tenant_key,
        },
        "event": event,
    }


def ids_of(site: Site, person: Person) -> dict[str, str]:
    """A person's ids; user_id only with its scope."""
    shown = person.user_id if EMPLOYEE_ID in site.scopes else ""
    return {"union_id": person.union_id, "user_id": shown, "open_id": person.open_id}


def with_mentions(site: Site, chat: Chat, typed: str) -> tuple[str, list[dict[str, Any]]]:
    """What the client sends for a text with `@名字` in it: keys in the text, and who is meant by each.

    Only the bot and members of the chat can be mentioned; any other `@…` stays text. `@所有人` has no entry.
    """
    mentions: list[dict[str, Any]] = []

    def put_key(found: re.Match[str]) -> str:
        for name in _prefixes(found[1]):
            rest = found[1][len(name) :]
            if name == EVERYBODY:
                return f"@_all{rest}"
            who = _mentionable(site, chat, name)
            if who is not None:
                key = f"@_user_{len(mentions) + 1}"
                mentions.append({"key": key, **who})
                return key + rest
        return found[0]

    return _TYPED_MENTION.sub(put_key, typed), mentions


def _prefixes(name: str) -> list[str]:
    return [name[:length] for length in range(len(name), 0, -1)]


def _mentionable(site: Site, chat: Chat, name: str) -> dict[str, Any] | None:
    world = site.world
    if name == world.bot_name and chat.bot_in:
        union_id = world.bot_open_id.replace("ou_", "on_")
        ids = {"union_id": union_id, "user_id": "", "open_id": world.bot_open_id}
        return {"id": ids, "mentioned_type": "bot", "name": name, "tenant_key": chat.tenant_key}
    for open_id in chat.members:
        person = world.people[open_id]
        if person.name == name:
            ids = ids_of(site, person)
            return {"id": ids, "mentioned_type": "user", "name": name, "tenant_key": person.tenant_key}
    return None


def message_event(site: Site, message: Message, mentions: list[dict[str, Any]]) -> dict[str, Any]:
    """im.message.receive_v1 for a message a person wrote."""
    chat = site.world.chats[message.chat_id]
    person = site.world.people[message.author]
    told: dict[str, Any] = {
        "message_id": message.id,
        "create_time": millis(message.at),
        "update_time": millis(message.changed_at),
        "chat_id": chat.id,
        "chat_type": "p2p" if chat.private else "group",
        "message_type": message.type,
        "content": json.dumps(message.content, ensure_ascii=False),
    }
    for name in ("root_id", "parent_id", "thread_id"):
        if getattr(message, name):
            told[name] = getattr(message, name)
    if mentions:
        told["mentions"] = mentions
    sender = {"sender_id": ids_of(site, person), "sender_type": "user", "tenant_key": person.tenant_key}
    event = {"sender": sender, "message": told}
    return envelope(site, "im.message.receive_v1", event, chat.tenant_key)


def chat_event(site: Site, event_type: str, chat: Chat, by: Person) -> dict[str, Any]:
    """The bot came or went, or the chat is gone."""
    event = {
        "chat_id": chat.id,
        "operator_id": ids_of(site, by),
        "external": False,
        "operator_tenant_key": by.tenant_key,
        "name": chat.name,
        "i18n_names": {"zh_cn": chat.name, "en_us": "", "ja_jp": ""},
    }
    return envelope(site, event_type, event, chat.tenant_key)


def press_event(
    site: Site, message: Message, by: Person, token: str, action: dict[str, Any]
) -> dict[str, Any]:
    """card.action.trigger. Its create_time has microseconds, as the documentation's examples do."""
    event = {
        "operator": {"tenant_key": by.tenant_key, **ids_of(site, by)},
        "token": token,
        "action": action,
        "host": "im_message",
        "context": {"open_message_id": message.id, "open_chat_id": message.chat_id},
    }
    tenant_key = site.world.chats[message.chat_id].tenant_key
    pushed = envelope(site, "card.action.trigger", event, tenant_key)
    pushed["header"]["create_time"] += "417"
    return pushed

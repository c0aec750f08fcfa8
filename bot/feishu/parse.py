"""From an event in clear to an Update. The last place that sees Feishu's JSON on the way in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from bot.feishu.parse_message import read_message
from bot.feishu.parse_press import read_press
from bot.feishu.verify import PRESS as PRESSED
from bot.ports import Actor, Chat, Departed, Joined, Left, Message, Press, Update
from bot.wire.shapes import part, text

NAME = "feishu"


class Arrived(Struct, frozen=True):
    """An event that is authentic. `me` is our own open_id if known; `now` is aware, UTC."""

    said: dict[str, Any]
    event: dict[str, Any]
    tenant: str
    key: str
    me: str | None
    now: datetime

    def update(
        self, chat: Chat, actor: str, body: Message | Press | Joined | Left, *, key: str = ""
    ) -> Update | None:
        """The update; None unless it says where and by whom. A chat can end without anybody's doing."""
        known = bool(actor) or isinstance(body, Left)
        if not (self.tenant and (key or self.key) and chat.id and known):
            return None
        return Update(NAME, self.tenant, key or self.key, chat, Actor(actor), self.now, body)


def parse(said: dict[str, Any], *, me: str | None, now: datetime) -> Update | None:
    """What happened, or None for what is none of our business. Both envelopes (schema 2.0 and 1.0) are understood."""
    event, header = part(said, "event"), part(said, "header")
    kind = text(header, "event_type") or text(event, "type")
    reader = _READERS.get(kind)
    if reader is None:
        return None
    tenant = text(header, "tenant_key") or text(event, "tenant_key")
    key = text(header, "event_id") or text(said, "uuid")
    return reader(Arrived(said, event, tenant, key, me, now))


def _message(arrived: Arrived) -> Update | None:
    """Keyed by the message: the platform may push it again under another event_id. Other bots are not listened to."""
    sender, message = part(arrived.event, "sender"), part(arrived.event, "message")
    if text(sender, "sender_type") not in ("user", "") or text(message, "message_type") == "system":
        return None
    private = text(message, "chat_type") == "p2p"
    body = read_message(message, arrived.me, private=private)
    if body is None or not body.id:
        return None
    chat = Chat(text(message, "chat_id"), private)
    return arrived.update(chat, text(part(sender, "sender_id"), "open_id"), body, key=body.id)


def _press(arrived: Arrived) -> Update | None:
    read = read_press(arrived.said, arrived.event)
    if read is None:
        return None
    body, carried, chat_id = read
    actor = text(part(arrived.event, "operator"), "open_id")
    return arrived.update(Chat(chat_id, carried.private), actor, body)


def _joined(arrived: Arrived) -> Update | None:
    return _chat_changed(arrived, Joined())


def _left(arrived: Arrived) -> Update | None:
    return _chat_changed(arrived, Left())


def _departed(arrived: Arrived) -> Update | None:
    """Somebody left the company. The event comes from no chat: it is handled in the order of that person's own."""
    person = text(part(arrived.event, "object"), "open_id")
    if not (arrived.tenant and arrived.key and person):
        return None
    chat = Chat(f"departed:{person}", private=True)
    return Update(NAME, arrived.tenant, arrived.key, chat, Actor(person), arrived.now, Departed())


def _chat_changed(arrived: Arrived, body: Joined | Left) -> Update | None:
    event = arrived.event
    chat = Chat(text(event, "chat_id"), private=False, name=text(event, "name"))
    return arrived.update(chat, text(part(event, "operator_id"), "open_id"), body)


_READERS: dict[str, Callable[[Arrived], Update | None]] = {
    "im.message.receive_v1": _message,
    PRESSED: _press,
    "im.chat.member.bot.added_v1": _joined,
    "im.chat.member.bot.deleted_v1": _left,
    "im.chat.disbanded_v1": _left,
    "contact.user.deleted_v3": _departed,
}

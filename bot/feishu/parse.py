"""From an event in clear to an Update. The last place that sees Feishu's JSON on the way in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct

from bot.feishu.envelope import Envelope, opened
from bot.feishu.parse_message import read_message
from bot.feishu.parse_press import read_press
from bot.feishu.said import read_said
from bot.feishu.verify import PRESS as PRESSED
from bot.ports import Actor, Chat, Departed, Joined, Left, Message, Press, Update
from bot.wire.shapes import part, text

NAME = "feishu"


class Arrived(Struct, frozen=True):
    """An event that is authentic. `me` is our own open_id if known; `now` is aware, UTC."""

    said: Envelope
    me: str | None
    now: datetime

    @property
    def event(self) -> dict[str, Any]:
        """What happened, in a shape that is not certain."""
        return opened(self.said.event)

    @property
    def tenant(self) -> str:
        """The company."""
        return self.said.header.tenant_key or text(self.event, "tenant_key")

    @property
    def key(self) -> str:
        """What the platform repeats with the event."""
        return self.said.header.event_id or self.said.uuid

    def update(
        self, chat: Chat, actor: str, body: Message | Press | Joined | Left, *, key: str = ""
    ) -> Update | None:
        """The update; None unless it says where and by whom. A chat can end without anybody's doing."""
        known = bool(actor) or isinstance(body, Left)
        tenant, key = self.tenant, key or self.key
        if not (tenant and key and chat.id and known):
            return None
        return Update(NAME, tenant, key, chat, Actor(actor), self.now, body)


def parse(said: Envelope, *, me: str | None, now: datetime) -> Update | None:
    """What happened, or None for what is none of our business."""
    reader = _READERS.get(said.header.event_type or text(opened(said.event), "type"))
    return None if reader is None else reader(Arrived(said, me, now))


def _message(arrived: Arrived) -> Update | None:
    """Keyed by the message: the platform may push it again under another event_id. Other bots are not listened to."""
    said = read_said(bytes(arrived.said.event))
    if said is None or said.sender.sender_type not in ("user", "") or said.message.message_type == "system":
        return None
    private = said.message.chat_type == "p2p"
    body = read_message(said.message, arrived.me, private=private)
    if body is None or not body.id:
        return None
    chat = Chat(said.message.chat_id, private)
    return arrived.update(chat, said.sender.sender_id.open_id, body, key=body.id)


def _press(arrived: Arrived) -> Update | None:
    event = arrived.event
    read = read_press(event, part(event, "context") or opened(arrived.said.context))
    if read is None:
        return None
    body, carried, chat_id = read
    actor = text(part(event, "operator"), "open_id")
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

"""The message APIs: send, reply, update, edit, recall, read, pin, and the delayed update of a card."""

import json
from datetime import timedelta
from typing import Any

from tests.standins.feishu.card_refused import CardRefused
from tests.standins.feishu.clock import millis
from tests.standins.feishu.contents import check_card_content, read_content
from tests.standins.feishu.exchange import Call
from tests.standins.feishu.reading import card_text, title_of
from tests.standins.feishu.receivers import find_receiver, may_speak_in
from tests.standins.feishu.refusals import Refusal, bad_field
from tests.standins.feishu.site import Site
from tests.standins.feishu.world import BOT, Chat, Message, Pin

CHANGEABLE = timedelta(days=14)
EDITS = 20
UUID_LENGTH = 50
DELAYED_SIZE = 100 * 1024


def create(site: Site, call: Call) -> dict[str, Any]:
    """POST im/v1/messages."""
    chat = find_receiver(site, call.asked("receive_id_type"), call.text("receive_id"))
    return _say(site, call, chat, parent=None)


def reply(site: Site, call: Call) -> dict[str, Any]:
    """POST im/v1/messages/:message_id/reply."""
    parent = _standing(site, call.params["message_id"])
    chat = site.world.chats[parent.chat_id]
    may_speak_in(site, chat)
    if call.json().get("reply_in_thread") and not chat.threads_allowed:
        raise Refusal(230071)
    return _say(site, call, chat, parent)


def _say(site: Site, call: Call, chat: Chat, parent: Message | None) -> dict[str, Any]:
    body = call.json()
    kind, uuid = call.text("msg_type"), body.get("uuid") or ""
    if not isinstance(uuid, str) or len(uuid) > UUID_LENGTH:
        raise bad_field("uuid", f"must be a text of at most {UUID_LENGTH} characters")
    first = site.said.before(uuid) if uuid else None
    if first is not None:
        return describe(site, site.world.messages[first])
    site.limits.place(chat.id)
    content = read_content(site, kind, body.get("content"))
    threaded = bool(body.get("reply_in_thread"))
    said = site.world.add_message(
        chat, BOT, kind, content, at=site.clock.now(), parent=parent, in_thread=threaded
    )
    site.said.remember(uuid, said.id)
    return describe(site, said)


def update(site: Site, call: Call) -> dict[str, Any]:
    """PATCH im/v1/messages/:message_id: a new face for a card of our own, not older than 14 days."""
    message = _own(site, call.params["message_id"])
    if message.type != "interactive":
        raise Refusal(230001, "This message is NOT a card.")
    if site.clock.now() - message.at > CHANGEABLE:
        raise Refusal(230031)
    if message.being_pressed:
        raise _lock()
    site.limits.place(message.id)
    card = read_content(site, "interactive", call.json().get("content"))
    for shown in (message.card, card):
        if shown.get("config", {}).get("update_multi") is not True:
            raise Refusal(230001, "update_multi must be true in the card before and after the update.")
    message.change(card, site.clock.now())
    return {}


def edit(site: Site, call: Call) -> dict[str, Any]:
    """PUT im/v1/messages/:message_id: another wording of a text or post."""
    message = _own(site, call.params["message_id"])
    kind = call.text("msg_type")
    if kind not in ("text", "post") or message.type not in ("text", "post"):
        raise Refusal(230001, "only text and post messages can be edited.")
    if message.edits >= EDITS:
        raise Refusal(230075)
    message.type = kind
    message.change(read_content(site, kind, call.json().get("content")), site.clock.now())
    message.edits += 1
    return describe(site, message)


def recall(site: Site, call: Call) -> dict[str, Any]:
    """DELETE im/v1/messages/:message_id."""
    _own(site, call.params["message_id"]).recalled = True
    return {}


def read(site: Site, call: Call) -> dict[str, Any]:
    """GET im/v1/messages/:message_id. A card comes back whole only when that is asked for."""
    message = _known(site, call.params["message_id"])
    whole = call.asked("card_msg_content_type") == "user_card_content"
    return {"items": [describe(site, message, whole=whole)]}


def pin(site: Site, call: Call) -> dict[str, Any]:
    """POST im/v1/pins. Pinning twice gives the first pin again."""
    message = _standing(site, call.text("message_id"))
    chat = site.world.chats[message.chat_id]
    may_speak_in(site, chat)
    placed = next((p for p in chat.pins if p.message_id == message.id), None)
    if placed is None:
        placed = Pin(message.id, BOT, site.clock.now())
        chat.pins.append(placed)
    shown = {"message_id": message.id, "chat_id": chat.id, "create_time": millis(placed.at)}
    return {"pin": {**shown, "operator_id": site.app.app_id, "operator_id_type": "app_id"}}


def update_after_press(site: Site, call: Call) -> dict[str, Any]:
    """POST interactive/v1/card/update with the token of a press."""
    if len(call.body) > DELAYED_SIZE:
        raise Refusal(100000)
    card = call.json().get("card")
    if not isinstance(card, dict):
        raise Refusal(100030)
    try:
        check_card_content(site, card)
    except CardRefused as why:
        raise Refusal(11311, str(why)) from why
    message = site.world.messages[site.press_tokens.use(call.json().get("token"))]
    if message.recalled:
        raise Refusal(200000)
    message.change(card, site.clock.now())
    return {}


def describe(site: Site, message: Message, *, whole: bool = False) -> dict[str, Any]:
    """A message as the APIs give it back. Of a card they give a simplified form, which is not what was sent."""
    tenant = site.world.chats[message.chat_id].tenant_key
    by_app = message.author == BOT
    told = {
        "message_id": message.id,
        "msg_type": message.type,
        "create_time": millis(message.at),
        "update_time": millis(message.changed_at),
        "deleted": message.recalled,
        "updated": bool(message.earlier),
        "chat_id": message.chat_id,
        "sender": {
            "id": site.app.app_id if by_app else message.author,
            "id_type": "app_id" if by_app else "open_id",
            "sender_type": "app" if by_app else "user",
            "tenant_key": tenant,
        },
        "body": {"content": _echo(message, whole=whole)},
    }
    for name in ("root_id", "parent_id", "thread_id"):
        if getattr(message, name):
            told[name] = getattr(message, name)
    return told


def _echo(message: Message, *, whole: bool) -> str:
    if message.type != "interactive" or whole:
        return _as_text(message.content)
    lines = [[{"tag": "text", "text": line}] for line in card_text(message.card).splitlines()[1:]]
    return _as_text({"title": title_of(message.card), "elements": lines})


def _as_text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _known(site: Site, message_id: str) -> Message:
    message = site.world.messages.get(message_id)
    if message is None:
        raise Refusal(99992354)
    return message


def _standing(site: Site, message_id: str) -> Message:
    message = _known(site, message_id)
    if message.recalled:
        raise Refusal(230011)
    return message


def _own(site: Site, message_id: str) -> Message:
    message = _standing(site, message_id)
    if message.author != BOT:
        raise Refusal(230012)
    may_speak_in(site, site.world.chats[message.chat_id])
    return message


def _lock() -> Refusal:
    why = CardRefused(11310, "card action is lock", "card")
    return Refusal(230099, f"Failed to update card content, ext={why}")

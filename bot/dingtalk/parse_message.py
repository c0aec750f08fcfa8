"""A message to the robot: its text, who is named in it, what it answers, and whether its sender can be known."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog

from bot.dingtalk.mentions import read_mentions
from bot.dingtalk.values import private_chat
from bot.ports import Actor, Chat, File, Message, Received, Update
from bot.wire.shapes import dumps, items, part, text

NAME = "dingtalk"
TAKEN = dumps({"msgtype": "empty"}).encode()
"""The answer that says nothing."""
CALLED = "@会办"
OUTSIDER = "会办只为本公司的成员服务，暂时不能回应公司以外的人。"
UNPUBLISHED = (
    "会办还认不出您是谁：应用还没有发布，或您不在可使用范围内。请管理员在“版本管理与发布”里发布应用。"
)
MOST_QUOTED = 2000
"""Characters of what is answered that are kept."""
MONTH_USED_UP = "20001"
_PRIVATE, _GROUP = "1", "2"

log = structlog.get_logger()


def parse_message(
    said: dict[str, Any],
    *,
    names: Mapping[str, str],
    answered: Callable[[str], str],
    now: datetime,
) -> Received:
    """What somebody said to us. `answered` gives our message's id for the key under which people quote it.

    Whoever has no id in our company gets a sentence at once and leaves nothing behind.
    """
    tenant = text(said, "chatbotCorpId")
    kind = text(said, "conversationType")
    if text(said, "errorCode") == MONTH_USED_UP:
        log.error("dingtalk pushes no more this month", why=text(said, "errorMessage"))
        return Received(reply=TAKEN)
    if not (tenant and text(said, "msgId") and text(said, "conversationId") and kind in {_PRIVATE, _GROUP}):
        return Received(reply=TAKEN)
    person = text(said, "senderStaffId")
    if not person:
        outside = text(said, "senderCorpId") not in {"", tenant}
        return Received(reply=sentence(OUTSIDER if outside else UNPUBLISHED))
    private = kind == _PRIVATE
    words, mentions = read_mentions(said, _text(said, private=private), names)
    body = Message(
        text(said, "msgId"),
        words,
        mentions,
        reply_to=_answered(said, answered),
        quoted=_quoted(said),
        file=_file(said),
    )
    chat = Chat(
        private_chat(person) if private else text(said, "conversationId"),
        private,
        "" if private else text(said, "conversationTitle"),
        announced=private,
    )
    actor = Actor(person, text(said, "senderNick"))
    return Received(Update(NAME, tenant, body.id, chat, actor, now, body), reply=TAKEN)


def is_unpublished(received: Received) -> bool:
    """Whether somebody could not be known because the app is not published to them."""
    return received.reply == sentence(UNPUBLISHED)


def _text(said: dict[str, Any], *, private: bool) -> str:
    """The words of it: what was typed, or of a voice message what was heard. Pictures and files have none.

    Our own name is taken out by the platform. Where nothing else was typed, it is what was said.
    """
    content = part(said, "content")
    match text(said, "msgtype"):
        case "text":
            return text(part(said, "text"), "content").strip() or ("" if private else CALLED)
        case "richText":
            return "".join(text(piece, "text") for piece in items(content, "richText")).strip()
        case "audio":
            return text(content, "recognition").strip()
        case _:
            return ""


def _file(said: dict[str, Any]) -> File | None:
    """What was sent, of a message that is a file."""
    content = part(said, "content") if text(said, "msgtype") == "file" else {}
    name, key = text(content, "fileName"), text(content, "downloadCode")
    return File(name, key) if name and key else None


def _quoted(said: dict[str, Any]) -> str | None:
    """What somebody else wrote that this one answers: it comes with it, or can be had by nobody."""
    message = part(said, "text")
    replied = part(message, "repliedMsg")
    if message.get("isReplyMsg") is not True or text(said, "originalProcessQueryKey"):
        return None
    if text(replied, "senderId") == text(said, "chatbotUserId") != "":
        return None
    content = part(replied, "content")
    rich = "".join(text(piece, "text") or text(piece, "content") for piece in items(content, "richText"))
    return (text(content, "text") or rich or text(content, "recognition")).strip()[:MOST_QUOTED]


def _answered(said: dict[str, Any], answered: Callable[[str], str]) -> str | None:
    """Our message that this one answers."""
    key = text(said, "originalProcessQueryKey")
    return answered(key) if key else None


def sentence(words: str) -> bytes:
    """A plain text as the answer to a message. It costs no call."""
    return dumps({"msgtype": "text", "text": {"content": words}}).encode()

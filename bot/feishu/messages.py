"""Cards and files into chats: sent, given a new face, pinned."""

import hashlib
from pathlib import PurePath
from typing import Any

from bot.cards.model import Card
from bot.feishu.client import Client
from bot.feishu.errors import UNKNOWN_PERSON
from bot.feishu.loading import sdk
from bot.feishu.rates import PLACE
from bot.feishu.render import render, to_content
from bot.ports import LARGEST_FILE, Busy, Document, File, Refused, Target
from bot.wire.shapes import part, text

LONGEST_UUID = 50
_FILE_TYPES = {
    ".xlsx": "xls",
    ".xls": "xls",
    ".docx": "doc",
    ".doc": "doc",
    ".pptx": "ppt",
    ".ppt": "ppt",
    ".pdf": "pdf",
}
"""Anything else goes as `stream`."""


class Messages:
    """What we say. Every method raises `Busy` or `Refused` and nothing else."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def send(self, target: Target, card: Card, *, once: str) -> str:
        """Post a card; the message's id."""
        try:
            return self._say(target, "interactive", _content(target, card), once)
        except Refused as refusal:
            if refusal.why != UNKNOWN_PERSON:
                raise
            return self._say(target, "interactive", _content(target, card, people=False), once)

    def replace(self, target: Target, message_id: str, card: Card) -> None:
        """Give a posted card a new face."""
        try:
            self._patch(message_id, _content(target, card))
        except Refused as refusal:
            if refusal.why != UNKNOWN_PERSON:
                raise
            self._patch(message_id, _content(target, card, people=False))

    def send_document(self, target: Target, document: Document, *, once: str) -> str:
        """Upload a file and post it; the message's id."""
        kind = _FILE_TYPES.get(PurePath(document.name).suffix.lower(), "stream")
        uploaded = self._client.call(sdk().create_file(kind, document.name, document.content))
        key = text(part(uploaded, "data"), "file_key")
        if not key:
            raise Busy("an upload without a key")
        return self._say(target, "file", to_content({"file_key": key}), once)

    def download(self, message_id: str, file: File) -> bytes:
        """What is in a file that somebody sent."""
        return self._client.download(sdk().message_file(message_id, file.key), LARGEST_FILE)

    def pin(self, message_id: str) -> None:
        """Pin a message. Twice is no error."""
        self._client.call(sdk().create_pin(message_id))

    def _patch(self, message_id: str, content: str) -> None:
        self._client.call(sdk().patch_message(message_id, content), (message_id, PLACE))

    def _say(self, target: Target, kind: str, content: str, once: str) -> str:
        """Under the message it answers, or if that is gone, at the end of the chat."""
        uuid = short(once)
        where = target.chat or target.person
        if where is None:
            raise Refused("neither a chat nor a person", "target")
        place = (where, PLACE)
        if target.reply_to is not None:
            try:
                return _message_id(
                    self._client.call(sdk().reply_message(target.reply_to, kind, content, uuid), place)
                )
            except Refused as refusal:
                if refusal.cause != "expired":
                    raise
        id_type = "chat_id" if target.chat else "open_id"
        return _message_id(
            self._client.call(sdk().create_message(id_type, where, kind, content, uuid), place)
        )


def short(once: str) -> str:
    """The idempotency key as the platform takes it: the same for the same intent, at most 50 characters."""
    return once if len(once) <= LONGEST_UUID else hashlib.sha256(once.encode()).hexdigest()[:LONGEST_UUID]


def _content(target: Target, card: Card, *, people: bool = True) -> str:
    return to_content(render(card, private=target.chat is None, people=people))


def _message_id(answer: dict[str, Any]) -> str:
    """Sent, whatever happened to the answer: without the id the same key is sent again and gives it."""
    message_id = text(part(answer, "data"), "message_id")
    if not message_id:
        raise Busy("an answer without a message id")
    return message_id

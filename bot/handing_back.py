"""What had to be looked up for a message: once it is there, the message is handled anew with it at hand."""

from msgspec.structs import replace
from sqlalchemy.orm import Session

from app.inbox import service as inbox
from app.outbox.models import Outgoing
from bot.arriving import arrival_of
from bot.ports import Message, Update, update_from_json

HANDED_BACK = frozenset({"quote", "read"})
"""Kinds of looking up: what somebody answers, and what is in a file."""
TRIES = 3
"""After so many attempts it counts as unreadable: somebody waits."""


def hand_back(session: Session, row: Outgoing, found: str) -> None:
    """Put the message that waits into the inbox again, with what was `found`, or nothing."""
    update = update_from_json(row.payload)
    if not isinstance(update.body, Message):
        return
    inbox.put_back(session, arrival_of(_knowing(update, update.body, row.kind, found)))
    row.payload = ""


def asked_for(row: Outgoing) -> Message | None:
    """The message whose file is to be read."""
    body = update_from_json(row.payload).body if row.kind == "read" else None
    return body if isinstance(body, Message) else None


def as_text(content: bytes) -> str:
    """A file as spreadsheets write it here: UTF-8, or else GB 18030."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _knowing(update: Update, said: Message, kind: str, found: str) -> Update:
    if kind == "read" and said.file is not None:
        known = replace(said, text=found, file=replace(said.file, key=""))
        return replace(update, key=f"{update.key}#read", body=known)
    return replace(update, key=f"{update.key}#quoted", body=replace(said, quoted=found))

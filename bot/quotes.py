"""What somebody answers, once it has been looked up: the message is handled anew, with the text at hand."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.inbox import service as inbox
from app.inbox.service import Arrival
from app.outbox.models import Outgoing
from bot.ports import Message, update_from_json, update_to_json

QUOTE_TRIES = 3
"""After so many attempts it counts as unreadable: somebody waits."""


def hand_back(session: Session, row: Outgoing, quoted: str, *, now: datetime) -> None:
    """Put the message that waits for its quote into the inbox again. `now` is the process's."""
    update = update_from_json(row.payload)
    if not isinstance(update.body, Message):
        return
    known = replace(update, key=f"{update.key}#quoted", body=replace(update.body, quoted=quoted))
    once = f"{known.platform}:{known.key}"
    arrival = Arrival(once, known.platform, known.lane, known.at, update_to_json(known))
    inbox.put_back(session, arrival, now=now)
    row.payload = ""

"""An update on its way into the inbox."""

from app.inbox.service import Arrival
from bot.ports import Update, update_to_json


def arrival_of(update: Update) -> Arrival:
    """The update as it is stored: once, in its lane."""
    once = f"{update.platform}:{update.key}"
    return Arrival(once, update.lane, update_to_json(update))

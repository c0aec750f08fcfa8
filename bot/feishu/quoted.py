"""What a message says that somebody answers, as the platform tells it when asked."""

from typing import Any

from bot.feishu.parse_message import text_of, with_names
from bot.wire.shapes import items, part, text

MOST = 2000
"""Characters of it that are kept."""


def quoted_text(answer: dict[str, Any]) -> str:
    """Its words; of messages that were forwarded together, the words of each. Empty for what was recalled or has none."""
    found = items(part(answer, "data"), "items")
    said = [_said(one) for one in found if isinstance(one, dict) and one.get("deleted") is not True]
    return "\n".join(words for words in said if words)[:MOST]


def _said(message: dict[str, Any]) -> str:
    """One message. Who is mentioned in it stands there by name."""
    kind = text(message, "msg_type")
    if kind not in {"text", "post"}:
        return ""
    words = text_of(kind, text(part(message, "body"), "content")) or ""
    return with_names(words, items(message, "mentions")).strip()

"""The body that answers a press: a toast, and the card's new face."""

import json
from typing import Any

from bot.feishu.render import render
from bot.ports import Answer


def answer_body(answer: Answer) -> bytes:
    """JSON; `{}` when there is nothing to show. Answered at once, the new face is seen by everybody in the chat."""
    body: dict[str, Any] = {}
    if answer.toast:
        body["toast"] = {"type": answer.tone, "content": answer.toast}
    if answer.card is not None:
        body["card"] = {"type": "raw", "data": render(answer.card, private=answer.private)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

"""The body that answers a press. It changes the card only for the one who pressed; everybody else's follows by update."""

from typing import Any

from bot.dingtalk.render import Data, Renderer
from bot.ports import Answer
from bot.wire.shapes import dumps

_MARKS = {"info": "", "success": "✅ ", "warning": "⚠️ ", "error": "❗ "}


def answer_body(answer: Answer, renderer: Renderer) -> bytes:
    """JSON; `{}` when there is nothing to show.

    There is no toast: its sentence stands on top of the new face, or on a card without one in the title's place.
    """
    words = f"{_MARKS[answer.tone]}{answer.toast}" if answer.toast else ""
    if answer.card is not None:
        data = renderer.data(answer.card)
        return changed(renderer.note(data, words) if words else data)
    return changed(renderer.title(words)) if words else b"{}"


def changed(data: Data) -> bytes:
    """The card's new data, by key."""
    options = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
    body: dict[str, Any] = {"cardUpdateOptions": options, "cardData": {"cardParamMap": data}}
    return dumps(body).encode("utf-8", "replace")

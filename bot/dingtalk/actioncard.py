"""A card as a plain message with a link: the floor that needs no card permission. It cannot be changed afterwards."""

from typing import Any

from bot.cards.model import Button, Card
from bot.dingtalk.face import Face, face_of, joined
from bot.dingtalk.hints import hint_for
from bot.dingtalk.links import inside

MOST_BYTES = 4000
"""Of the text. The platform takes 15 000 for everything, of which JSON needs some."""
OPEN = "打开并操作"
_SPEAK = "在这里按不了按钮：请直接 @会办 说要做什么，发送“帮助”可以看到全部说法。"


def message_of(card: Card, url: str | None) -> tuple[str, dict[str, Any]]:
    """`msgKey` and parameters. With `url`, the page on which every button of the card works, it is one tap away."""
    face = face_of(card)
    lines = (f"### {face.title}", *face.lines)
    links = [] if url is None else [(OPEN, inside(url))]
    links += [(button.label, inside(button.url)) for button in face.buttons if button.url is not None]
    if url is None:
        lines = (*lines, *_hints(face))
    text = joined(lines, "  \n", MOST_BYTES)
    if not links:
        return "sampleMarkdown", {"title": face.summary, "text": text}
    label, address = links[0]
    shown = {"title": face.summary, "text": text, "singleTitle": label, "singleURL": address}
    return "sampleActionCard", shown


def _hints(face: Face) -> tuple[str, ...]:
    """What to do without buttons; of forms, what to type."""
    hints = tuple(dict.fromkeys(hint_for(form) for form in face.forms))
    return (*hints, _SPEAK) if _presses(face.buttons) else hints


def _presses(buttons: tuple[Button, ...]) -> bool:
    return any(button.url is None for button in buttons)

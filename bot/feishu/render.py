"""A neutral card as Feishu card JSON 2.0, made to fit: a large card says less, but nothing of it is refused."""

import json

from bot.cards.model import Card, Tone
from bot.feishu.elements import draw
from bot.feishu.pen import CUT, Json, Pen, Thrift, plain_text

MOST_BYTES = 25 * 1024
"""The platform takes 30 KB, and how it counts is not quite certain."""
MOST_ELEMENTS = 200
_TEMPLATES: dict[Tone, str] = {
    "plain": "default",
    "info": "blue",
    "good": "green",
    "warn": "orange",
    "bad": "red",
    "quiet": "grey",
}
_TAGS: dict[Tone, str] = {
    "plain": "neutral",
    "info": "blue",
    "good": "green",
    "warn": "orange",
    "bad": "red",
    "quiet": "neutral",
}
_THRIFT = (
    Thrift(),
    Thrift(rows=30, characters=1000, choices=100),
    Thrift(rows=10, characters=300, choices=50, folds=False),
    Thrift(rows=3, characters=80, choices=20, folds=False),
)


def render(card: Card, *, private: bool = False, people: bool = True) -> Json:
    """The card as JSON.

    `private`: it goes to a person, which its buttons remember. Without `people` nobody is shown by id:
    one id the platform does not know spoils a whole card.
    """
    drawn: Json = {}
    for thrift in _THRIFT:
        drawn = _draw(card, Pen(private, people, thrift))
        if _fits(drawn):
            return drawn
    return _cut(drawn)


def to_content(card: Json) -> str:
    """The card as a message carries it."""
    return json.dumps(card, ensure_ascii=False, separators=(",", ":"))


def _draw(card: Card, pen: Pen) -> Json:
    header: Json = {"title": plain_text(pen.cut(card.title)), "template": _TEMPLATES[card.tone]}
    if card.tag:
        tag = {"tag": "text_tag", "text": plain_text(card.tag), "color": _TAGS[card.tag_tone]}
        header["text_tag_list"] = [tag]
    elements = [drawn for element in card.elements for drawn in draw(element, pen)]
    return {
        "schema": "2.0",
        "config": {
            "update_multi": True,
            "width_mode": "fill",
            "summary": {"content": pen.cut(card.summary or card.title)},
        },
        "header": header,
        "body": {"direction": "vertical", "vertical_spacing": "8px", "elements": elements},
    }


def _fits(card: Json) -> bool:
    return _size(card) <= MOST_BYTES and _count(card) <= MOST_ELEMENTS


def _cut(card: Json) -> Json:
    """From the end, what can be left out, until the rest fits. What is pressed or filled in goes last of all."""
    elements: list[Json] = card["body"]["elements"]
    note = {"tag": "div", "text": {**plain_text(CUT), "text_size": "notation", "text_color": "grey"}}
    elements.append(note)
    size, count = _size(card), _count(card)
    candidates = sorted(range(len(elements) - 1), reverse=True, key=lambda n: (_is_read(elements[n]), n))
    dropped: set[int] = set()
    for n in candidates:
        if size <= MOST_BYTES and count <= MOST_ELEMENTS:
            break
        size -= _size(elements[n])
        count -= _count(elements[n])
        dropped.add(n)
    card["body"]["elements"] = [element for n, element in enumerate(elements) if n not in dropped]
    return card


def _is_read(element: Json) -> bool:
    return element["tag"] not in ("form", "button", "column_set")


def _size(part: Json) -> int:
    """Bytes in a message, where the card is a text in JSON and escaped once more."""
    return len(json.dumps(to_content(part), ensure_ascii=False).encode("utf-8", "replace"))


def _count(part: object) -> int:
    """Objects with a tag, as the platform counts elements."""
    if isinstance(part, list):
        return sum(_count(item) for item in part)
    if isinstance(part, dict):
        return ("tag" in part) + sum(
            _count(value) for name, value in part.items() if name not in ("rows", "value")
        )
    return 0

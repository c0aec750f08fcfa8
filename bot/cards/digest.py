"""G4: everything one person has to hear in one half-day, on one card."""

from collections.abc import Iterable

from bot.cards.model import Button, Card, Element, Notice
from bot.cards.parts import button, quiet, t
from bot.texts import say

MOST_LINES = 8
"""As many reminders have their buttons on the card; it is read on a phone."""
WAYS = 2


def digest_card(lines: list[tuple[str, tuple[Button, ...]]], *, late: bool) -> Card:
    """One line a reminder, its main buttons beside it. `late`: some were missed and are made up for (G8)."""
    title = say("digest.late" if late else "digest.title", count=len(lines))
    elements: list[Element] = [
        Notice("hint", (t(line),), _plain(ways[:WAYS])) for line, ways in lines[:MOST_LINES]
    ]
    rest = lines[MOST_LINES:]
    if rest:
        elements.append(quiet(say("digest.more", lines="\n".join(line for line, _ in rest))))
    return Card(title, tuple(elements), tone="warn", summary=title)


def answer_ways(support_ids: Iterable[int]) -> tuple[Button, ...]:
    """To a silent contact: each question that waits for an answer."""
    return tuple(button(say("digest.answer"), "digest.support", support=one) for one in support_ids)


def update_way() -> Button:
    """To an owner: the card of their week."""
    return button(say("weekly.open"), "weekly.show")


def project_update_way(project_id: int) -> Button:
    """To an owner: the card of one project's round."""
    return button(say("weekly.open"), "update.show", project=project_id)


def _plain(ways: tuple[Button, ...]) -> tuple[Button, ...]:
    """No line is more primary than another."""
    return tuple(Button(way.label, way.action, way.args, confirm=way.confirm, url=way.url) for way in ways)

"""Which meeting is meant, when a name fits several."""

from collections.abc import Sequence

from bot.cards.model import Card
from bot.cards.parts import button, buttons, p
from bot.texts import say


def choose_card(meetings: Sequence[tuple[int, int, str]]) -> Card:
    """One button a meeting: its key, number and title."""
    choices = [
        buttons(button(say("minutes.choose", number=number, title=title), "minutes.open", meeting=key))
        for key, number, title in meetings
    ]
    return Card(say("minutes.none_title"), (p(say("minutes.several")), *choices))

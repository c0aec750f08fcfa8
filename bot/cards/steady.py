"""A card without what only the clock moves: where each redraw costs something, it says until when instead."""

from dataclasses import replace

from bot.cards.model import Card, Element, Text


def steadied(card: Card) -> Card:
    """The same card, true until something else happens than time."""
    elements: list[Element] = [
        replace(one, spans=one.steady, steady=None)
        if isinstance(one, Text) and one.steady is not None
        else one
        for one in card.elements
    ]
    return replace(card, elements=tuple(elements))

"""A card without what changes by itself, or is worth no redraw: how it is compared where every redraw counts."""

from dataclasses import replace

from bot.cards.model import FLEETING, Button, Buttons, Card, Element, Fold, Form, Notice, Row, Rows, Text


def steady(card: Card) -> Card:
    """The same card with its steady words, and without buttons that go after a while."""
    return replace(card, elements=tuple(_element(one) for one in card.elements))


def _element(element: Element) -> Element:
    match element:
        case Text(steady=words) if words is not None:
            return replace(element, spans=words)
        case Rows(rows=rows):
            return replace(element, rows=tuple(_row(one) for one in rows))
        case Buttons(buttons=buttons) | Notice(buttons=buttons):
            return replace(element, buttons=_lasting(buttons))
        case Form(submits=submits):
            return replace(element, submits=_lasting(submits))
        case Fold(elements=inner):
            kept = (_element(one) for one in inner)
            return replace(element, elements=tuple(one for one in kept if not isinstance(one, Form | Fold)))
        case _:
            return element


def _row(row: Row) -> Row:
    return row if row.steady is None else replace(row, value=row.steady)


def _lasting(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple(button for button in buttons if button.action not in FLEETING)

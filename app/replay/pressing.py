"""Which button of a card was meant, and what its form sends: by the labels people read."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.model import (
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Element,
    Field,
    Fold,
    Form,
    Notice,
    Option,
    PersonField,
    Table,
    TextField,
    ToggleField,
)
from bot.ports import Value


class NoSuch(Exception):
    """The card has no such button or field. Told as it stands."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A button, and what its form sends; None where it stands in none."""

    button: Button
    values: dict[str, Value] | None


def meant(
    card: Card, label: str, fill: Mapping[str, Value], people: tuple[Option, ...], *, after: str = ""
) -> Meant:
    """The first button of that label (behind the text `after`). `people` are who a field offers that names nobody.

    Raises NoSuch.
    """
    passed = not after
    for element in _flat(card.elements):
        passed = passed or after in _text(element)
        for button in _buttons(element):
            if passed and button.label == label:
                values = _values(element, fill, people) if isinstance(element, Form) else None
                if fill and values is None:
                    raise NoSuch(f"“{label}”不在表单里，填不了内容")
                return Meant(button, values)
    shown = "、".join(button.label for element in _flat(card.elements) for button in _buttons(element))
    raise NoSuch(f"“{card.title}”上没有按钮“{label}”，有：{shown or '无'}")


def _flat(elements: tuple[Element, ...]) -> list[Element]:
    found: list[Element] = []
    for element in elements:
        found.append(element)
        if isinstance(element, Fold):
            found.extend(element.elements)
    return found


def _buttons(element: Element) -> tuple[Button, ...]:
    match element:
        case Buttons(buttons=buttons) | Notice(buttons=buttons):
            return buttons
        case Form(submits=submits):
            return submits
        case _:
            return ()


def _text(element: Element) -> str:
    spans = getattr(element, "spans", ())
    if isinstance(element, Table):
        spans = tuple(span for row in element.rows for cell in row for span in cell)
    rows = getattr(element, "rows", ()) if not isinstance(element, Table) else ()
    words = [span.text for span in spans]
    words += [row.label + "".join(span.text for span in row.value) for row in rows]
    return "".join(words)


def _values(form: Form, fill: Mapping[str, Value], people: tuple[Option, ...]) -> dict[str, Value]:
    """The whole form as a client sends it: what stood in it, with what was filled in over it."""
    if unknown := fill.keys() - {field.label for field in form.fields}:
        shown = "、".join(field.label for field in form.fields)
        raise NoSuch(f"表单里没有“{min(unknown)}”，有：{shown}")
    return {field.name: _value(field, fill.get(field.label), people) for field in form.fields}


def _value(field: Field, said: Value | None, people: tuple[Option, ...]) -> Value:
    match field:
        case ToggleField():
            return field.value if said is None else bool(said)
        case TextField() | DateField():
            return field.value if said is None else str(said)
        case ChoiceField() | PersonField():
            offered = field.options or (people if isinstance(field, PersonField) else ())
            given = list(field.value) if said is None else said if isinstance(said, list) else [str(said)]
            chosen = [one if said is None else _chosen(field.label, offered, one) for one in given if one]
            return chosen if field.many else "".join(chosen[:1])


def _chosen(label: str, offered: tuple[Option, ...], said: str) -> str:
    """By what is shown, or its beginning."""
    exact = [option.value for option in offered if option.label == said]
    begun = [option.value for option in offered if option.label.startswith(said)]
    if exact or begun:
        return (exact or begun)[0]
    raise NoSuch(f"“{label}”里没有“{said}”，有：{'、'.join(option.label for option in offered)}")

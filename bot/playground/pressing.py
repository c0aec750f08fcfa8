"""A press is only what the card that stands there allows: its button, its fields, its choices."""

from datetime import datetime

from bot.cards.model import (
    Arg,
    Button,
    Card,
    ChoiceField,
    DateField,
    Field,
    Form,
    PersonField,
    TextField,
    ToggleField,
    buttons_of,
)
from bot.ports import Unauthentic, Value


def checked(
    card: Card, action: str, args: dict[str, Arg], values: dict[str, Value], *, people: frozenset[str]
) -> dict[str, Value]:
    """The values as a platform would send them. `people` are the ids a person field without options offers.

    Raises Unauthentic for a button the card does not have, or a value its form could not have sent.
    """
    form = _form_of(card, action, args)
    if form is None:
        if not any(_is(button, action, args) for button in buttons_of(card)):
            raise Unauthentic("no such button on the card")
        if values:
            raise Unauthentic("a plain button sends no values")
        return {}
    fields = {field.name: field for field in form.fields}
    if unknown := values.keys() - fields.keys():
        raise Unauthentic(f"no such field on the form: {min(unknown)}")
    return {name: _value(fields[name], value, people) for name, value in values.items()}


def _form_of(card: Card, action: str, args: dict[str, Arg]) -> Form | None:
    for element in card.elements:
        if isinstance(element, Form) and any(_is(button, action, args) for button in element.submits):
            return element
    return None


def _is(button: Button, action: str, args: dict[str, Arg]) -> bool:
    return bool(button.action) and button.action == action and button.args == args


def _value(field: Field, value: Value, people: frozenset[str]) -> Value:
    match field:
        case ToggleField() if isinstance(value, bool):
            return value
        case TextField() if isinstance(value, str) and len(value) <= field.max_length:
            return value
        case DateField() if isinstance(value, str):
            return _day(field, value)
        case ChoiceField():
            return _choice(value, frozenset(o.value for o in field.options), many=field.many)
        case PersonField():
            offered = frozenset(o.value for o in field.options) or people
            return _choice(value, offered, many=field.many)
    raise Unauthentic(f"not a value of the field {field.name}")


def _choice(value: Value, offered: frozenset[str], *, many: bool) -> Value:
    chosen = value if isinstance(value, list) else [value]
    if isinstance(value, list) != many or not all(
        one in offered or (one == "" and not many) for one in chosen
    ):
        raise Unauthentic("not one of the choices")
    return value


def _day(field: DateField, value: str) -> str:
    """A browser writes `2024-06-30T14:00`; the port's shape has a blank."""
    said = value.replace("T", " ")
    try:
        if said:
            datetime.strptime(said, "%Y-%m-%d %H:%M" if field.clock else "%Y-%m-%d")  # noqa: DTZ007  (a shape, no moment)
    except ValueError:
        raise Unauthentic(f"not a day: {field.name}") from None
    return said

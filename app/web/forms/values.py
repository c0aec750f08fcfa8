"""From what a browser sends to what a form would send on a platform, and the form with what was typed in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.cards.model import (
    ChoiceField,
    DateField,
    Field,
    Form,
    Option,
    PersonField,
    TextField,
    ToggleField,
)
from bot.ports import Value

Sent = Mapping[str, list[str]]


@dataclass
class Filled:
    """`values` as they are handed on, `form` as it was typed, `wrong` what keeps it from being sent."""

    form: Form
    values: dict[str, Value] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def fill(form: Form, sent: Sent, people: tuple[Option, ...]) -> Filled:
    """Take what the form could have sent and nothing else."""
    filled = Filled(form)
    fields: list[Field] = []
    for one in form.fields:
        given = [value.strip() for value in sent.get(one.name, [])]
        fields.append(_take(one, given, people, filled))
    filled.form = replace(form, fields=tuple(fields))
    return filled


def _take(one: Field, given: list[str], people: tuple[Option, ...], filled: Filled) -> Field:
    match one:
        case ToggleField():
            filled.values[one.name] = bool(given)
            return replace(one, value=bool(given))
        case TextField():
            typed = (given or [""])[0].replace("\r\n", "\n")
            if len(typed) > one.max_length:
                filled.wrong.append(f"“{one.label}”最多 {one.max_length} 字")
            _require(one, typed, filled)
            filled.values[one.name] = typed
            return replace(one, value=typed)
        case DateField():
            typed = (given or [""])[0].replace("T", " ")
            if typed and not _is_day(typed, clock=one.clock):
                filled.wrong.append(f"“{one.label}”不是一个日期，例如 {_example(clock=one.clock)}")
            _require(one, typed, filled)
            filled.values[one.name] = typed
            return replace(one, value=typed)
        case ChoiceField() | PersonField():
            return _choose(one, given, people, filled)


def _choose(
    one: ChoiceField | PersonField, given: list[str], people: tuple[Option, ...], filled: Filled
) -> Field:
    offered = one.options or (people if isinstance(one, PersonField) else ())
    known = {option.value for option in offered}
    chosen = [value for value in given if value in known]
    if len(chosen) < len([value for value in given if value]):
        filled.wrong.append(f"“{one.label}”里没有这个选项")
    _require(one, "".join(chosen), filled)
    filled.values[one.name] = chosen if one.many else "".join(chosen[:1])
    return replace(one, value=tuple(chosen))


def _require(one: TextField | DateField | ChoiceField | PersonField, typed: str, filled: Filled) -> None:
    if one.required and not typed:
        filled.wrong.append(f"请填写“{one.label}”")


def _is_day(typed: str, *, clock: bool) -> bool:
    try:
        datetime.strptime(typed, "%Y-%m-%d %H:%M" if clock else "%Y-%m-%d")  # noqa: DTZ007  (a shape, no moment)
    except ValueError:
        return False
    return True


def _example(*, clock: bool) -> str:
    return "2024-06-30 14:00" if clock else "2024-06-30"

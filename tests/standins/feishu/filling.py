"""Filling in a form as a client does: what is typed becomes what the client sends."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from tests.standins.feishu.card_tables import MOMENTS
from tests.standins.feishu.reading import INITIAL_VALUES, Field, plain

Filled: TypeAlias = str | bool | list[str]
Empty: TypeAlias = Literal["blank", "absent"]
OFFSET = "+0800"


def fill(
    fields: list[Field], values: Mapping[str, Filled], people: Mapping[str, str], *, empty: Empty
) -> dict[str, Filled]:
    """The `form_value` the client sends. `values` go by label or name, `people` maps names to open_ids.

    Raises AssertionError where the client would not let the person send it.
    """
    typed = {_find(fields, wanted).name: value for wanted, value in values.items()}
    sent: dict[str, Filled] = {}
    for field in fields:
        value = typed.get(field.name, _initial(field))
        read = _read(field, value, people) if value else value
        required = field.element.get("required", field.element["tag"] == "multi_select_static")
        assert read or not required or isinstance(read, bool), f"「{field.name}」 is required"
        if read or isinstance(read, bool) or empty == "blank":
            sent[field.name] = read
    return sent


def _find(fields: list[Field], wanted: str) -> Field:
    fitting = [field for field in fields if field.is_called(wanted)]
    listed = "、".join(f"{field.name} ({'/'.join(sorted(field.calls))})" for field in fields)
    assert len(fitting) == 1, f"{len(fitting)} fields 「{wanted}」; there are: {listed}"
    assert not fitting[0].element.get("disabled"), f"the field 「{wanted}」 is disabled"
    return fitting[0]


def _initial(field: Field) -> Filled:
    element = field.element
    if element["tag"] == "checker":
        return bool(element.get("checked", False))
    if element["tag"].startswith("multi_"):
        return list(element.get("selected_values", []))
    if element.get("initial_index"):
        return str(element["options"][element["initial_index"] - 1]["value"])
    return next((str(element[name]) for name in INITIAL_VALUES if element.get(name)), "")


def _read(field: Field, value: Filled, people: Mapping[str, str]) -> Filled:
    tag = field.element["tag"]
    if tag == "checker":
        assert isinstance(value, bool), f"「{field.name}」 is ticked or not"
        return value
    if tag.startswith("multi_"):
        assert isinstance(value, list), f"「{field.name}」 takes several"
        return [choose(field.element, one, people) for one in value]
    assert isinstance(value, str), f"「{field.name}」 takes one text"
    return choose(field.element, value, people)


def choose(element: dict[str, Any], value: str, people: Mapping[str, str]) -> str:
    """One value of an input, in the client's format. A choice goes by what is shown or by its value."""
    tag = element["tag"]
    if tag == "input":
        most = element.get("max_length", 1000)
        assert len(value) <= most, f"the client takes {most} characters"
        return value
    if tag in MOMENTS:
        assert MOMENTS[tag].fullmatch(value), f"{value!r} is no value of a {tag}"
        return f"{value} {OFFSET}"
    if tag.endswith("select_person"):
        return _choose_person(element, value, people)
    shown = {plain(option["text"]): option["value"] for option in element["options"]}
    assert value in shown or value in shown.values(), f"no choice {value!r}; there are: {'、'.join(shown)}"
    return str(shown.get(value, value))


def _choose_person(element: dict[str, Any], value: str, people: Mapping[str, str]) -> str:
    """With options only those are offered; without, everybody in the chat (`people`)."""
    open_id = people.get(value, value)
    offered = {option["value"] for option in element.get("options", ())} & set(people.values())
    offered = offered or set(people.values())
    names = "、".join(name for name, known in people.items() if known in offered)
    assert open_id in offered, f"{value!r} is not offered; there are: {names}"
    return open_id

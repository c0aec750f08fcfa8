"""The rules of single elements: attributes, values, what must be there."""

from collections.abc import Callable
from typing import Any, NoReturn

from tests.standins.feishu import card_tables as tables
from tests.standins.feishu.card_refused import CardRefused

LONGEST_INPUT = 1000
COLUMNS = 50


def fail(why: str, where: str) -> NoReturn:
    """Turn the card down for a value."""
    raise CardRefused(200621, why, where)


def check_attributes(kind: str, part: object) -> None:
    """An object of a known kind with known attributes and, where the set is closed, known values."""
    if not isinstance(part, dict):
        fail("must be an object", kind)
    unknown = set(part) - (tables.ATTRIBUTES.get(kind) or tables.PARTS[kind])
    if unknown:
        fail(f"unknown property {min(unknown)}", kind)
    for name, value in part.items():
        allowed = tables.ENUMS.get((kind, name))
        if allowed is not None and value not in allowed:
            fail(f"{name} is {value!r}", kind)
        if name in ("margin", "padding") and not tables.MARGIN.fullmatch(str(value)):
            fail(f"{name} is {value!r}", kind)
        if name.endswith("_spacing") and not tables.SPACING.fullmatch(str(value)):
            fail(f"{name} is {value!r}", kind)
    if "icon" in part:
        check_icon(part["icon"])


def check_icon(icon: object) -> None:
    """An icon of the platform's set or an uploaded one."""
    kind = icon.get("tag") if isinstance(icon, dict) else None
    if kind not in ("standard_icon", "custom_icon"):
        fail("an icon is a standard_icon or a custom_icon", "icon")
    check_attributes(kind, icon)


def check_text(text: object, where: str, *, plain: bool = False) -> None:
    """A text object with a content."""
    kind = text.get("tag") if isinstance(text, dict) else None
    if kind is None or kind not in (("plain_text",) if plain else ("plain_text", "lark_md")):
        fail("a text is plain_text" + ("" if plain else " or lark_md"), where)
    check_attributes(kind, text)
    assert isinstance(text, dict)
    if not isinstance(text.get("content"), str):
        fail("a text has a content", where)


def check_behaviors(element: dict[str, Any]) -> None:
    """Callbacks with an object as value, and links."""
    behaviors = element.get("behaviors", [])
    if not isinstance(behaviors, list):
        fail("behaviors is a list", element["tag"])
    for behavior in behaviors:
        kind = behavior.get("type") if isinstance(behavior, dict) else None
        if kind not in ("callback", "open_url"):
            fail("a behavior is callback or open_url", element["tag"])
        check_attributes(kind, behavior)
        if kind == "callback" and not isinstance(behavior.get("value"), dict):
            fail("the value of a callback is an object", element["tag"])
        if kind == "open_url" and not str(behavior.get("default_url", "")).startswith(("http", "lark:")):
            fail("default_url is no address", element["tag"])
    if "confirm" in element:
        check_attributes("confirm", element["confirm"])
        check_text(element["confirm"].get("title"), "confirm.title", plain=True)
        if "text" in element["confirm"]:
            check_text(element["confirm"]["text"], "confirm.text", plain=True)


def _markdown(element: dict[str, Any]) -> None:
    if not isinstance(element.get("content"), str):
        fail("content is required", "markdown")


def _div(element: dict[str, Any]) -> None:
    if "text" in element:
        check_text(element["text"], "div")


def _image(element: dict[str, Any]) -> None:
    if not str(element.get("img_key", "")).startswith("img_"):
        fail("img_key is required", "img")
    check_text(element.get("alt"), "img.alt", plain=True)


def _button(element: dict[str, Any]) -> None:
    check_behaviors(element)
    if "text" not in element and "icon" not in element:
        fail("a button has a text or an icon", "button")
    if "text" in element:
        check_text(element["text"], "button")


def _overflow(element: dict[str, Any]) -> None:
    check_behaviors(element)
    _options(element)


def _input(element: dict[str, Any]) -> None:
    check_behaviors(element)
    for name in ("label", "placeholder"):
        if name in element:
            check_text(element[name], f"input.{name}", plain=True)
    longest = element.get("max_length", LONGEST_INPUT)
    if not isinstance(longest, int) or not 1 <= longest <= LONGEST_INPUT:
        fail(f"max_length is 1 to {LONGEST_INPUT}", "input")
    if len(str(element.get("default_value", ""))) > longest:
        fail("default_value is longer than max_length", "input")


def _options(element: dict[str, Any]) -> list[str]:
    options = element.get("options")
    if not isinstance(options, list) or not options:
        fail("options are required", element["tag"])
    for option in options:
        check_attributes("option", option)
        check_text(option.get("text"), "option", plain=True)
        if not isinstance(option.get("value"), str) or not option["value"]:
            fail("the value of an option is a text", element["tag"])
    values = [option["value"] for option in options]
    if len(set(values)) != len(values):
        fail("options have different values", element["tag"])
    return values


def _select(element: dict[str, Any]) -> None:
    check_behaviors(element)
    _placeholder(element)
    values = _options(element)
    chosen = [element["initial_option"]] if "initial_option" in element else []
    if not {*chosen, *element.get("selected_values", [])} <= set(values):
        fail("what is selected is among the options", element["tag"])
    if not 0 <= element.get("initial_index", 0) <= len(values):
        fail("initial_index is out of range", element["tag"])


def _select_person(element: dict[str, Any]) -> None:
    check_behaviors(element)
    _placeholder(element)
    for option in element.get("options", []):
        check_attributes("option", option)


def _picker(element: dict[str, Any]) -> None:
    check_behaviors(element)
    _placeholder(element)
    initial = element.get(tables.INITIAL[element["tag"]])
    if initial is None and "placeholder" not in element:
        fail("a picker has a placeholder or an initial value", element["tag"])
    if initial is not None and not tables.MOMENTS[element["tag"]].fullmatch(str(initial)):
        fail(f"the initial value is {initial!r}", element["tag"])


def _placeholder(element: dict[str, Any]) -> None:
    if "placeholder" in element:
        check_text(element["placeholder"], f"{element['tag']}.placeholder", plain=True)


def _checker(element: dict[str, Any]) -> None:
    check_behaviors(element)
    check_text(element.get("text"), "checker")
    if not isinstance(element.get("checked", False), bool):
        fail("checked is a boolean", "checker")


def _column_set(element: dict[str, Any]) -> None:
    columns = element.get("columns")
    if not isinstance(columns, list) or not columns:
        fail("columns are required", "column_set")
    for column in columns:
        check_attributes("column", column)
        if column.get("tag") != "column" or not isinstance(column.get("elements"), list):
            fail("a column_set holds columns with elements", "column_set")
        if not tables.COLUMN_WIDTH.fullmatch(str(column.get("width", "auto"))):
            fail(f"width is {column['width']!r}", "column")
        if column.get("weight", 1) not in range(1, 6):
            fail("weight is 1 to 5", "column")


def _panel(element: dict[str, Any]) -> None:
    header = element.get("header")
    check_attributes("panel_header", header)
    assert isinstance(header, dict)
    title = header.get("title")
    if not isinstance(title, dict) or title.get("tag") not in ("plain_text", "lark_md", "markdown"):
        fail("the header of a panel has a title", "collapsible_panel")


def _table(element: dict[str, Any]) -> None:
    columns, rows = element.get("columns"), element.get("rows")
    if not isinstance(columns, list) or not 0 < len(columns) <= COLUMNS or not isinstance(rows, list):
        fail(f"a table has 1 to {COLUMNS} columns, and rows", "table")
    if element.get("page_size", 5) not in range(1, 11):
        fail("page_size is 1 to 10", "table")
    check_attributes("table_header", element.get("header_style", {}))
    for column in columns:
        check_attributes("table_column", column)
        if not tables.TABLE_WIDTH.fullmatch(str(column.get("width", "auto"))):
            fail(f"width is {column['width']!r}", "table")
    kinds = {column.get("name"): column.get("data_type", "text") for column in columns}
    if len(kinds) != len(columns):
        fail("columns have different names", "table")
    for row in rows:
        for name, cell in row.items():
            _cell(kinds.get(name), cell)


def _cell(kind: str | None, cell: object) -> None:
    fits: dict[str, type | tuple[type, ...]] = {
        "number": (int, float),
        "date": int,
        "options": list,
        "persons": (list, str),
    }
    if kind is None:
        fail("a row has only cells of its columns", "table")
    if not isinstance(cell, fits.get(kind, str)):
        fail(f"a cell of type {kind} is {cell!r}", "table")


def _chart(element: dict[str, Any]) -> None:
    if not isinstance(element.get("chart_spec"), dict) or "type" not in element["chart_spec"]:
        fail("chart_spec has a type", "chart")


RULES: dict[str, Callable[[dict[str, Any]], None]] = {
    "markdown": _markdown,
    "div": _div,
    "img": _image,
    "button": _button,
    "overflow": _overflow,
    "input": _input,
    "select_static": _select,
    "multi_select_static": _select,
    "select_person": _select_person,
    "multi_select_person": _select_person,
    "date_picker": _picker,
    "picker_datetime": _picker,
    "picker_time": _picker,
    "checker": _checker,
    "column_set": _column_set,
    "collapsible_panel": _panel,
    "interactive_container": check_behaviors,
    "table": _table,
    "chart": _chart,
}
"""What each element has to look like, beyond its attributes."""

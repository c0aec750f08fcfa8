"""What a person sees on a card: its text, its buttons, its fields."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.standins.feishu.card_tables import INPUTS

_MENTION = re.compile(r"<(?:at|person)\s+ids?=['\"]?([^'\"\s>]+)[^>]*>(?:\s*</(?:at|person)>)?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[a-z_]+(?:\s[^>]*)?/?>")
_EMPHASIS = re.compile(r"(\*\*|~~)(.+?)\1", re.DOTALL)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
INITIAL_VALUES = ("default_value", "initial_option", "initial_date", "initial_datetime", "initial_time")
_OPTIONAL = re.compile(r"[\s*＊:：]|（必填）|（选填）|\(必填\)")


@dataclass(frozen=True)
class Pressable:
    """A button as a person sees it, and what it would send. `form` names the form it stands in."""

    text: str
    name: str
    element: dict[str, Any]
    form: str
    position: int

    @property
    def submits(self) -> bool:
        """Whether it sends its form."""
        return self.element.get("form_action_type") == "submit"

    @property
    def value(self) -> Any:
        """What comes back with the press: the callback's value. None for a button that calls nobody."""
        return callback_value(self.element)


def callback_value(element: dict[str, Any]) -> Any:
    """The value of the element's callback, or None."""
    for behavior in element.get("behaviors", ()):
        if behavior["type"] == "callback":
            return behavior["value"]
    return None


@dataclass(frozen=True)
class Field:
    """An input of a form, under everything a person might call it."""

    name: str
    calls: frozenset[str]
    element: dict[str, Any]

    def is_called(self, wanted: str) -> bool:
        """Whether a person would mean this one; asterisks, colons and blanks do not matter."""
        return wanted == self.name or bare(wanted) in self.calls


def inside(elements: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every element, outer before inner, in reading order."""
    for element in elements:
        yield element
        yield from inside(_held(element))


def _held(element: dict[str, Any]) -> list[dict[str, Any]]:
    if element["tag"] == "column_set":
        return [inner for column in element["columns"] for inner in column["elements"]]
    return list(element.get("elements", ()))


def title_of(card: dict[str, Any]) -> str:
    """The card's title."""
    return plain(card.get("header", {}).get("title", {}))


def card_text(card: dict[str, Any], names: Mapping[str, str] | None = None) -> str:
    """The readable text: title, tags, then a line for each part. `names` turns ids into what the clients show."""
    header = card.get("header", {})
    tags = "".join(f"【{plain(tag['text'])}】" for tag in header.get("text_tag_list", ()))
    lines = [title_of(card) + tags]
    if "subtitle" in header:
        lines.append(plain(header["subtitle"]))
    for element in inside(card["body"]["elements"]):
        lines.extend(_lines(element, names or {}))
    return "\n".join(line for line in lines if line)


def plain(text: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """A text object or a markdown element as it is read: plain text is taken as it stands."""
    content = str(text.get("content", ""))
    return content if text.get("tag") == "plain_text" else markdown_text(content, names or {})


def markdown_text(content: str, names: Mapping[str, str]) -> str:
    """Markdown as it is read: people by name, links by their words, marks gone, entities resolved."""
    shown = _MENTION.sub(lambda found: _who(found[1], names), content)
    shown = shown.replace("<br>", "\n").replace("\u200b", "")
    for mark, kept in ((_LINK, r"\1"), (_EMPHASIS, r"\2"), (_HEADING, ""), (_TAG, "")):
        shown = mark.sub(kept, shown)
    return html.unescape(shown)


def _who(ids: str, names: Mapping[str, str]) -> str:
    return " ".join("@" + names.get(one, one) for one in ids.split(","))


def _lines(element: dict[str, Any], names: Mapping[str, str]) -> list[str]:
    tag = element["tag"]
    if tag == "markdown":
        return [plain(element, names)]
    if tag in ("div", "checker"):
        return [plain(element.get("text", {}), names)]
    if tag == "button":
        return [f"[{plain(element.get('text', {}))}]"]
    if tag == "collapsible_panel":
        return [plain(element["header"]["title"], names)]
    if tag == "table":
        return _table_lines(element, names)
    if tag in ("person", "person_list"):
        ids = [element["user_id"]] if tag == "person" else [p["id"] for p in element["persons"]]
        return [_who(",".join(ids), names)]
    if tag in INPUTS:
        return [f"{_shown_label(element)}：{_shown_value(element, names)}"]
    return []


def _table_lines(table: dict[str, Any], names: Mapping[str, str]) -> list[str]:
    columns = table["columns"]
    lines = [" | ".join(column.get("display_name", "") for column in columns)]
    for row in table["rows"]:
        cells = [_cell(column.get("data_type"), row.get(column["name"], ""), names) for column in columns]
        lines.append(" | ".join(cells))
    return lines


def _cell(kind: str | None, cell: Any, names: Mapping[str, str]) -> str:
    if kind == "options":
        return " ".join(option["text"] for option in cell)
    if kind == "persons":
        return _who(",".join(cell if isinstance(cell, list) else [cell]), names)
    return markdown_text(str(cell), names) if kind in ("lark_md", "markdown") else str(cell)


def _shown_label(element: dict[str, Any]) -> str:
    return plain(element.get("label") or element.get("placeholder") or {})


def _shown_value(element: dict[str, Any], names: Mapping[str, str]) -> str:
    chosen = list(element.get("selected_values", ()))
    chosen.extend(element[name] for name in INITIAL_VALUES if element.get(name))
    words = {o["value"]: plain(o["text"]) for o in element.get("options", ()) if "text" in o}
    return "、".join(words.get(value, names.get(value, value)) for value in chosen)


def bare(label: str) -> str:
    """A label without the marks around it."""
    return _OPTIONAL.sub("", label)


def buttons_on(card: dict[str, Any]) -> list[Pressable]:
    """Every button, in reading order."""
    found = []
    form = ""
    inner: set[int] = set()
    for position, element in enumerate(inside(card["body"]["elements"])):
        if element["tag"] == "form":
            form, inner = element["name"], {id(e) for e in inside(element["elements"])}
        if element["tag"] == "button":
            text, name = plain(element.get("text", {})), element.get("name", "")
            where = form if id(element) in inner else ""
            found.append(Pressable(text, name, element, where, position))
    return found


def find_button(card: dict[str, Any], wanted: str, *, after: str = "") -> Pressable:
    """The button with this text or name; `after` a text: the first such button below or beside it.

    Raises AssertionError naming the buttons there are, when there is none or more than one.
    """
    shown = buttons_on(card)
    start = _position_of(card, after) if after else 0
    fitting = [b for b in shown if wanted in (b.text, b.name) and b.position >= start]
    listed = "、".join(f"「{b.text}」" for b in shown) or "none"
    assert fitting, f"no button 「{wanted}」 on 「{title_of(card)}」; there are: {listed}"
    same = len(fitting) == 1 or after
    assert same, f"{len(fitting)} buttons 「{wanted}」 on 「{title_of(card)}」: say after which text"
    return fitting[0]


def _position_of(card: dict[str, Any], text: str) -> int:
    for position, element in enumerate(inside(card["body"]["elements"])):
        if any(text in line for line in _lines(element, {})):
            return position
    raise AssertionError(f"no text {text!r} on 「{title_of(card)}」")


def fields_of(card: dict[str, Any], form: str) -> list[Field]:
    """The inputs of a form. An input without a label is called by the text above it."""
    for element in card["body"]["elements"]:
        if element["tag"] == "form" and element["name"] == form:
            return list(_fields(element["elements"]))
    raise AssertionError(f"no form {form} on 「{title_of(card)}」")


def _fields(elements: list[dict[str, Any]]) -> Iterator[Field]:
    above = ""
    for element in inside(elements):
        if element["tag"] in INPUTS:
            texts = (element.get("label"), element.get("placeholder"), element.get("text"))
            calls = {bare(plain(text)) for text in texts if text}
            yield Field(element["name"], frozenset({*calls, bare(above)} - {""}), element)
            above = ""
        elif element["tag"] in ("markdown", "div"):
            above = "".join(_lines(element, {}))

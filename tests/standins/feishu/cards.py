"""Whether the platform would take a card: its skeleton, limits and nesting. The elements have rules of their own."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.standins.feishu import card_tables as tables
from tests.standins.feishu.card_elements import RULES, check_attributes, check_text, fail
from tests.standins.feishu.card_refused import CardRefused
from tests.standins.feishu.reading import inside

ELEMENTS = 200
SIZE = 30 * 1024
LEVELS = 5
CHARTS = 5
MARKDOWN_TABLES = 4
_TABLE_LINE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)+\|?\s*$", re.MULTILINE)
_MENTION = re.compile(r"<(?:at|person)\s+ids?=['\"]?([^'\"\s>]+)")


@dataclass
class _Seen:
    """What was met on the way through the card, where a card allows a thing only once or so often."""

    known_user: Callable[[str], bool]
    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    tables: int = 0
    charts: int = 0


def check_card(card: object, *, known_user: Callable[[str], bool], table_cap: int = 3) -> None:
    """Raises CardRefused, saying what the platform would object to.

    `table_cap`: the documentation says 5, projects report refusals from the fourth on; Markdown tables count too.
    """
    if not isinstance(card, dict):
        raise CardRefused(200621, "parse card json err")
    if card.get("schema") != "2.0":
        raise CardRefused(200621, "only card JSON 2.0 is known here", "schema")
    if len(json.dumps(card, ensure_ascii=False).encode()) > SIZE:
        raise CardRefused(11310, "card content exceeds 30 KB")
    if sum(1 for _ in _tagged(card)) > ELEMENTS:
        raise CardRefused(11310, "element exceeds the limit of 200")
    check_attributes("_card", card)
    _check_config(card.get("config", {}))
    if "header" in card:
        _check_header(card["header"])
    body = card.get("body")
    if not isinstance(body, dict) or not isinstance(body.get("elements"), list):
        raise CardRefused(200621, "a card has body.elements", "body")
    check_attributes("_body", body)
    seen = _Seen(known_user)
    for element in body["elements"]:
        _check_element(element, seen, level=0, form=False)
    if seen.tables > table_cap:
        raise CardRefused(11310, "card table number over limit", "table")
    if seen.charts > CHARTS:
        raise CardRefused(11310, "card chart number over limit", "chart")


def _tagged(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for item in part:
            yield from _tagged(item)
    if isinstance(part, dict):
        if "tag" in part:
            yield part
        for name, value in part.items():
            if name not in ("chart_spec", "rows", "value"):
                yield from _tagged(value)


def _check_config(config: dict[str, Any]) -> None:
    check_attributes("_config", config)
    if config.get("update_multi", True) is not True:
        fail("a 2.0 card is always shared: update_multi must be true", "config")


def _check_header(header: dict[str, Any]) -> None:
    check_attributes("_header", header)
    if "title" not in header:
        fail("header.title is required", "header")
    check_text(header["title"], "header.title")
    if "subtitle" in header:
        check_text(header["subtitle"], "header.subtitle")
    tags = header.get("text_tag_list", [])
    if len(tags) > 3:
        fail("at most 3 tags", "text_tag_list")
    for tag in tags:
        check_attributes("text_tag", tag)
        check_text(tag.get("text"), "text_tag")


def _check_element(element: object, seen: _Seen, *, level: int, form: bool) -> None:
    if not isinstance(element, dict) or not isinstance(element.get("tag"), str):
        raise CardRefused(200621, "an element is an object with a tag")
    tag = element["tag"]
    if tag not in tables.ATTRIBUTES or tag.startswith("_") or tag == "column":
        raise CardRefused(200861, f"cards of schema V2 do not support tag {tag}", tag)
    check_attributes(tag, element)
    _check_place(tag, level=level, form=form)
    _check_identity(element, seen, form=form)
    _count(element, seen)
    _check_people(element, seen)
    if tag in RULES:
        RULES[tag](element)
    if tag in tables.INPUTS and tag != "checker" and not form and not element.get("behaviors"):
        fail("outside a form it needs behaviors", tag)
    for inner in _children(element):
        _check_element(inner, seen, level=level + 1, form=form or tag == "form")
    if tag == "form":
        _check_form(element)


def _check_place(tag: str, *, level: int, form: bool) -> None:
    if tag in tables.ROOT_ONLY and level:
        raise CardRefused(11310, f"{tag} must stand directly under body.elements", tag)
    if tag in tables.CONTAINERS and level >= LEVELS:
        raise CardRefused(11310, "containers are nested too deep", tag)
    if tag in tables.FORM_ONLY and not form:
        raise CardRefused(11310, f"{tag} must stand in a form", tag)
    if tag == "chart" and form:
        raise CardRefused(11310, "a form holds no chart", tag)


def _check_identity(element: dict[str, Any], seen: _Seen, *, form: bool) -> None:
    tag, name, own_id = element["tag"], element.get("name"), element.get("element_id")
    if own_id is not None:
        if not tables.ELEMENT_ID.fullmatch(str(own_id)) or own_id in seen.ids:
            fail("element_id is malformed or not unique", str(own_id))
        seen.ids.add(own_id)
    needs_name = tag == "form" or (form and (tag in tables.INPUTS or tag == "button"))
    if needs_name and not (isinstance(name, str) and name):
        raise CardRefused(200530, f"{tag} in a form needs a name", tag)
    if tag == "button" and "form_action_type" in element and not form:
        fail("form_action_type outside a form", "button")
    if name is not None and tag != "table":
        if name in seen.names:
            fail("name is not unique in the card", str(name))
        seen.names.add(name)


def _count(element: dict[str, Any], seen: _Seen) -> None:
    seen.tables += element["tag"] == "table"
    seen.charts += element["tag"] == "chart"
    if element["tag"] == "markdown":
        found = len(_TABLE_LINE.findall(str(element.get("content", ""))))
        if found > MARKDOWN_TABLES:
            raise CardRefused(11310, "markdown table number over limit", "markdown")
        seen.tables += found


def _check_people(element: dict[str, Any], seen: _Seen) -> None:
    for user in _people_of(element):
        if user != "all" and not seen.known_user(user):
            raise CardRefused(100290, "invalid user id", user)


def _people_of(element: dict[str, Any]) -> Iterator[str]:
    """Every user id the element would show: one that is unknown spoils the whole card."""
    for text in _markdown_of(element):
        for ids in _MENTION.findall(text):
            yield from ids.split(",")
    if element["tag"] == "person":
        yield str(element.get("user_id"))
    if element["tag"] == "person_list" and not element.get("drop_invalid_user_id"):
        yield from (str(person.get("id")) for person in element.get("persons", ()))
    if element["tag"] in ("select_person", "multi_select_person"):
        yield from filter(None, [element.get("initial_option"), *element.get("selected_values", ())])
    if element["tag"] == "table":
        shown = [c["name"] for c in element.get("columns", ()) if c.get("data_type") == "persons"]
        for row in element.get("rows", ()):
            for name in shown:
                cell = row.get(name, [])
                yield from (cell if isinstance(cell, list) else [cell])


def _markdown_of(element: dict[str, Any]) -> Iterator[str]:
    if element["tag"] == "markdown":
        yield str(element.get("content", ""))
    for part in (element.get("text"), element.get("header", {}).get("title")):
        if isinstance(part, dict) and part.get("tag") in ("lark_md", "markdown"):
            yield str(part.get("content", ""))


def _children(element: dict[str, Any]) -> Iterator[object]:
    for column in element.get("columns", ()) if element["tag"] == "column_set" else ():
        yield from column["elements"]
    if element["tag"] in ("form", "collapsible_panel", "interactive_container"):
        if not isinstance(element.get("elements"), list):
            fail("a container has elements", element["tag"])
        yield from element["elements"]


def _check_form(form: dict[str, Any]) -> None:
    actions = [e.get("form_action_type") for e in inside(form["elements"]) if e["tag"] == "button"]
    if "submit" not in actions:
        raise CardRefused(11310, "a form needs a submit button", str(form.get("name")))

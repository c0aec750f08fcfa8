"""The template that is shipped shows exactly what a card sends, and nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.dingtalk.render import Renderer
from tests.platforms.feishu_cards import CARDS

FILE = Path(__file__).parents[2] / "docs" / "dingtalk-card.json"


def editor() -> dict[str, Any]:
    outer = json.loads(FILE.read_text())
    assert (set(outer), outer["type"], outer["mode"]) == (
        {"editorData", "widgetInfo", "type", "mode"},
        "im",
        "card",
    )
    inner: dict[str, Any] = json.loads(outer["editorData"])
    return inner


def used(value: object) -> Iterator[str]:
    """The variables a component is bound to."""
    if isinstance(value, dict):
        if isinstance(value.get("variable"), str):
            yield value["variable"]
        if "content" in value and str(value["content"]).startswith("${"):
            yield str(value["content"])[2:-1]
        for inner in value.values():
            yield from used(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from used(inner)


def test_its_variables_are_what_a_card_sends() -> None:
    declared = {variable["name"] for variable in editor()["variableList"]}
    for card in CARDS.values():
        assert set(Renderer("own.schema", None).data(card)) == declared


def test_every_variable_is_shown_but_the_line_of_the_chat_list() -> None:
    tree = editor()["schema"]["componentsTree"]
    declared = {variable["name"] for variable in editor()["variableList"]}
    assert set(used(tree)) == declared - {"last_message"}
    assert {variable["name"]: variable["type"] for variable in editor()["variableList"]}[
        "content"
    ] == "markdown"


def test_its_components_are_known_to_it() -> None:
    schema = editor()["schema"]
    known = {one["componentName"] for one in schema["componentsMap"]}
    (card,) = schema["componentsTree"]
    assert {card["componentName"], *(child["componentName"] for child in card["children"])} <= known

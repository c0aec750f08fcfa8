"""Every card as DingTalk gets it, by the preset template and by one's own: taken by the platform, and as saved.

After a wanted change: `HUIBAN_WRITE_GOLDEN=1 pytest tests/platforms/test_dingtalk_golden.py`, then read the difference.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cards.model import Button, Card, Form, buttons_of
from bot.dingtalk.links import Asked
from bot.dingtalk.parse_press import SUBMIT
from bot.dingtalk.render import Renderer
from bot.dingtalk.values import OPEN_FORM, Carried, carried_by
from tests.platforms.feishu_cards import CARDS
from tests.standins.dingtalk.api_cards import LONGEST_VALUE, PRESET_VARIABLES
from tests.standins.dingtalk.reading import Shown, card_shown
from tests.standins.dingtalk.site import PRESET
from tests.standins.dingtalk.world import CORP, CardInstance
from tests.standins.feishu import HandClock

GOLDEN = Path(__file__).parent / "golden" / "dingtalk"
TEMPLATES = {"preset": "", "own": "11112222-aaaa-bbbb-cccc-333344445555.schema"}
VIEWER = Asked(CORP, "private:0420", private=True, person="0420", message_id="hb1p-a", life=timedelta(days=7))


def link(asked: Asked) -> str:
    return f"https://huiban.example.com/forms/{asked.person}"


def drawn(name: str, template: str, viewer: Asked | None = None) -> dict[str, str]:
    return Renderer(TEMPLATES[template], link).data(CARDS[name], viewer)


def shown(name: str, template: str) -> Shown:
    data = drawn(name, template)
    return card_shown(
        CardInstance("t", TEMPLATES[template] or PRESET, data, "STREAM", "", HandClock().now()), None
    )


def unfolded(data: dict[str, str]) -> dict[str, object]:
    """JSON within the strings as JSON, so that a difference can be read."""
    return {
        name: json.loads(value) if value[:1] in {"{", "["} else re.split("<br>|  \n", value)
        for name, value in data.items()
    }


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_as_saved(name: str, template: str) -> None:
    told = json.dumps(unfolded(drawn(name, template)), ensure_ascii=False, indent=1) + "\n"
    saved = GOLDEN / template / f"{name}.json"
    if os.environ.get("HUIBAN_WRITE_GOLDEN"):
        saved.parent.mkdir(parents=True, exist_ok=True)
        saved.write_text(told)
    assert told == saved.read_text()


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_saved_card_is_left_over(template: str) -> None:
    assert {path.stem for path in (GOLDEN / template).glob("*.json")} == CARDS.keys()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_what_the_platform_takes(name: str, template: str) -> None:
    data = drawn(name, template)
    assert {type(value) for value in data.values()} == {str}
    assert all(len(value.encode()) <= LONGEST_VALUE for value in data.values())
    if template == "preset":
        assert set(data) <= PRESET_VARIABLES
    assert shown(name, template).title == CARDS[name].title


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("name", CARDS)
def test_every_button_brings_back_what_it_was_given(name: str, template: str) -> None:
    wanted = Counter(_told(button.action, button.args) for button in _pressed(CARDS[name]))
    seen = shown(name, template)
    carried = [carried_by(tap.id) for tap in seen.buttons]
    found = Counter(_told(c.action, c.args) for c in filter(None, carried) if c.action != OPEN_FORM)
    assert found == wanted
    submits = {_told(b.action, b.args) for form in _forms(CARDS[name]) for b in form.submits}
    native = {_told(c.action, c.args) for c in _native(seen)}
    assert native == submits or any(tap.label == "填写" for tap in seen.buttons) == bool(submits)


@pytest.mark.parametrize("name", CARDS)
def test_in_private_the_form_is_a_link_of_its_persons(name: str) -> None:
    buttons = json.loads(drawn(name, "preset", VIEWER)["sys_full_json_obj"])["msgButtons"]
    links = [button for button in buttons if "0420" in button.get("url", "")]
    assert bool(links) == bool(list(_forms(CARDS[name])))


def _forms(card: Card) -> Iterator[Form]:
    return (one for one in card.elements if isinstance(one, Form))


def _pressed(card: Card) -> list[Button]:
    submits = {id(button) for form in _forms(card) for button in form.submits}
    return [b for b in buttons_of(card) if b.url is None and id(b) not in submits]


def _told(action: str, args: object) -> str:
    return json.dumps([action, args], sort_keys=True)


def _native(seen: Shown) -> list[Carried]:
    """The buttons of a card's own form: a hidden field, or a choice."""
    fields = [one for one in (seen.form or {"fields": []})["fields"] if one["name"] == SUBMIT]
    ids = [
        [one["defaultValue"]] if one.get("hidden") else [o["value"] for o in one["options"]] for one in fields
    ]
    return [found for several in ids for one in several if (found := carried_by(one)) is not None]

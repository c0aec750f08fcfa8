"""Every card as Feishu gets it: valid by the platform's rules, and the same as the saved JSON.

After a wanted change: `HUIBAN_WRITE_GOLDEN=1 pytest tests/platforms/test_feishu_golden.py`, then read the difference.
"""

import json
import os
from pathlib import Path

import pytest

from bot.cards.model import buttons_of
from bot.feishu.render import render, to_content
from bot.feishu.values import from_action
from tests.platforms.feishu_cards import CARDS, KNOWN
from tests.standins.feishu.cards import check_card
from tests.standins.feishu.reading import buttons_on

GOLDEN = Path(__file__).parent / "golden" / "feishu"


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_valid(name: str) -> None:
    check_card(render(CARDS[name]), known_user=KNOWN.__contains__)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_as_saved(name: str) -> None:
    drawn = json.dumps(render(CARDS[name]), ensure_ascii=False, indent=1) + "\n"
    saved = GOLDEN / f"{name}.json"
    if os.environ.get("HUIBAN_WRITE_GOLDEN"):
        saved.write_text(drawn)
    assert drawn == saved.read_text()


def test_no_saved_card_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == CARDS.keys()


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("private", [True, False])
def test_every_button_brings_back_what_it_was_given(name: str, private: bool) -> None:
    wanted = [(b.action, b.args, private) for b in buttons_of(CARDS[name]) if b.url is None]
    drawn = [b for b in buttons_on(render(CARDS[name], private=private)) if b.value is not None]
    for by_value in (True, False):
        pressed = [{"value": b.value} if by_value or not b.name else {"name": b.name} for b in drawn]
        carried = [from_action(action) for action in pressed]
        assert [(c.action, c.args, c.private) for c in carried if c is not None] == wanted


@pytest.mark.parametrize("name", CARDS)
def test_a_card_leaves_room(name: str) -> None:
    assert len(to_content(render(CARDS[name])).encode()) < 12_000

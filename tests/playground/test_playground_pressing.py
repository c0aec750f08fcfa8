"""What a form could have sent, and what it could not."""

import pytest

from bot.cards.model import Card
from bot.playground.pressing import checked
from bot.ports import Unauthentic, Value
from tests.playground import playground_samples as samples

PEOPLE = frozenset({"wangfang", "lina"})


def send(values: dict[str, Value], card: Card | None = None) -> dict[str, Value]:
    """Send the form that has every field."""
    return checked(card or samples.everything(), "all.send", {"n": 1}, values, people=PEOPLE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "一句话"),
        ("one", "a"),
        ("one", ""),
        ("some", ["a", "c"]),
        ("some", []),
        ("owner", "lina"),
        ("crew", ["lina", "wangfang"]),
        ("day", "2024-02-29"),
        ("day", ""),
        ("urgent", False),
    ],
)
def test_what_a_form_can_send_comes_through(field: str, value: Value) -> None:
    assert send({field: value}) == {field: value}


def test_a_browsers_moment_becomes_the_ports() -> None:
    assert send({"moment": "2024-06-30T14:00"}) == {"moment": "2024-06-30 14:00"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ["一"]),
        ("body", "长" * 51),
        ("one", "z"),
        ("one", ["a"]),
        ("some", "a"),
        ("some", ["a", "z"]),
        ("some", [""]),
        ("owner", "nobody"),
        ("crew", ["nobody"]),
        ("day", "2024-02-30"),
        ("day", "2024-06-30 14:00"),
        ("moment", "2024-06-30"),
        ("urgent", "true"),
        ("unknown", "x"),
    ],
)
def test_anything_else_is_refused(field: str, value: Value) -> None:
    with pytest.raises(Unauthentic):
        send({field: value})


def test_buttons_in_notices_and_folds_can_be_pressed() -> None:
    card = samples.everything()
    assert checked(card, "all.fix", {"n": 2}, {}, people=PEOPLE) == {}
    assert checked(card, "all.inner", {}, {}, people=PEOPLE) == {}

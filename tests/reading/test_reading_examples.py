"""Every example of both corpora is read as it is meant."""

import pytest

from tests.reading.scoring import Item, judged


@pytest.mark.parametrize(
    ("item", "answer", "right"),
    [pytest.param(*one, id=one[0]["id"]) for name in ("dates", "commands") for one in judged(name)],
)
def test_an_example(item: Item, answer: Item, right: bool) -> None:
    assert right, f"{item['text']!r} was read as {answer}"

"""The chat that conversations are written with, once on every platform."""

from collections.abc import Iterator

import pytest

from tests.chat.everywhere import PLATFORMS, chat_on
from tests.chat.faces import ChatTest
from tests.standins.feishu import HandClock


@pytest.fixture(params=PLATFORMS)
def chat(request: pytest.FixtureRequest, sqlite_url: str, clock: HandClock) -> Iterator[ChatTest]:
    """A group of the golden script's people with the bot, on Tuesday 2024-05-14 at 10:00."""
    with chat_on(request.param, sqlite_url, clock) as made:
        yield made

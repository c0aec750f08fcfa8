"""The chat that conversations are written with, once on every platform."""

from collections.abc import Iterator

import pytest

from bot.feishu import FeishuPlatform
from tests.chat.faces import ChatTest
from tests.chat.on_dingtalk import DingTalkFace
from tests.chat.on_dingtalk import settings_for as dingtalk_settings
from tests.chat.on_dingtalk import unhurried as unhurried_dingtalk
from tests.chat.on_feishu import FeishuFace, unhurried
from tests.chat.on_feishu import settings_for as feishu_settings
from tests.chat.on_playground import PlaygroundFace
from tests.chat.on_playground import settings_for as playground_settings
from tests.standins.dingtalk import Standin as DingTalkStandin
from tests.standins.feishu import HandClock, Standin
from tests.support.process import Process


@pytest.fixture(params=["playground", "feishu", "dingtalk"])
def chat(request: pytest.FixtureRequest, sqlite_url: str, clock: HandClock) -> Iterator[ChatTest]:
    """A group of the golden script's people with the bot, on Tuesday 2024-05-14 at 10:00."""
    if request.param == "playground":
        with Process(playground_settings(sqlite_url), clock) as process:
            yield ChatTest(PlaygroundFace(process, clock))
        return
    if request.param == "dingtalk":
        with (
            DingTalkStandin(clock=clock, limited=False) as dingtalk,
            Process(
                dingtalk_settings(dingtalk, sqlite_url),
                clock,
                dingtalk=unhurried_dingtalk(dingtalk, clock),
            ) as process,
        ):
            yield ChatTest(DingTalkFace(dingtalk, process, clock))
        return
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(
            feishu_settings(standin, sqlite_url), clock, feishu=unhurried(standin, FeishuPlatform)
        ) as process,
    ):
        yield ChatTest(FeishuFace(standin, process, clock))

"""The same chat on each platform."""

from collections.abc import Iterator
from contextlib import contextmanager

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

PLATFORMS = ("playground", "feishu", "dingtalk")


@contextmanager
def chat_on(platform: str, url: str, clock: HandClock) -> Iterator[ChatTest]:
    """A group of the golden script's people with the bot, on a migrated database of its own."""
    if platform == "playground":
        with Process(playground_settings(url), clock) as process:
            yield ChatTest(PlaygroundFace(process, clock))
    elif platform == "dingtalk":
        with (
            DingTalkStandin(clock=clock, limited=False) as dingtalk,
            Process(
                dingtalk_settings(dingtalk, url), clock, dingtalk=unhurried_dingtalk(dingtalk, clock)
            ) as process,
        ):
            yield ChatTest(DingTalkFace(dingtalk, process, clock))
    else:
        with (
            Standin(clock=clock, limited=False) as standin,
            Process(
                feishu_settings(standin, url), clock, feishu=unhurried(standin, FeishuPlatform)
            ) as process,
        ):
            yield ChatTest(FeishuFace(standin, process, clock))

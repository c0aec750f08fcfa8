"""The month runs out: the admins of groups on a platform that counts hear it once a month, when people work."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.dingtalk import DingTalkPlatform
from scheduler.months import warn_admins
from tests.chat.on_dingtalk import DingTalkFace, settings_for, unhurried
from tests.standins.dingtalk import Standin
from tests.standins.feishu import HandClock
from tests.support.process import Process
from tests.support.time import shanghai

TITLE = "本月的消息额度快用完了"


@pytest.fixture
def face(sqlite_url: str, clock: HandClock) -> Iterator[DingTalkFace]:
    """A group whose admin is 王芳, who spoke first, and another one of hers."""
    with (
        Standin(clock=clock, limited=False) as standin,
        Process(settings_for(standin, sqlite_url), clock, dingtalk=unhurried(standin, clock)) as process,
    ):
        face = DingTalkFace(standin, process, clock)
        face.open_group("另一个群")
        process.settle()
        yield face


def spend(face: DingTalkFace, calls: int) -> None:
    platform = face.process.runtime.platforms["dingtalk"]
    assert isinstance(platform, DingTalkPlatform)
    for _ in range(calls):
        platform.budget.spend()


def told(face: DingTalkFace, at: datetime | None = None) -> dict[str, list[str]]:
    """Who has heard of it, and what, once the clock stands there."""
    runtime = face.process.runtime
    if at is not None:
        face.clock.move_to(at)
    warn_admins(runtime.sessions, runtime.platforms, runtime.clocks)
    face.process.settle()
    heard = {name: [card.text for card in face.cards(name) if card.title == TITLE] for name in face.people}
    return {name: texts for name, texts in heard.items() if texts}


def test_the_admin_hears_at_seventy_percent_once(face: DingTalkFace) -> None:
    spend(face, 3400)
    assert told(face) == {}
    spend(face, 100)
    (text,) = told(face)["王芳"]
    assert "钉钉本月接口调用已用 35" in text
    assert "/5000 次" in text
    assert "推送" not in text
    assert list(told(face)) == ["王芳"]
    assert len(told(face, shanghai(2024, 5, 15, 10))["王芳"]) == 1, (
        "nor for the other group, nor the day after"
    )


def test_it_waits_for_working_hours(face: DingTalkFace) -> None:
    spend(face, 4000)
    assert told(face, shanghai(2024, 5, 18, 10)) == {}, "a Saturday"
    assert told(face, shanghai(2024, 5, 20, 7)) == {}
    assert list(told(face, shanghai(2024, 5, 20, 10))) == ["王芳"]


def test_each_month_is_told_of_by_itself(face: DingTalkFace) -> None:
    spend(face, 4000)
    told(face)
    assert len(told(face, shanghai(2024, 6, 3, 10))["王芳"]) == 1, "a new month has its whole quota"
    spend(face, 4000)
    assert len(told(face)["王芳"]) == 2

"""推迟, 提前, 改期: another time for a meeting in words is shown with its date first, and holds once it is tapped (D7)."""

import pytest

from tests.chat.faces import GROUP, ChatTest
from tests.chat.live_stage import Unhurried
from tests.support.time import shanghai

SHORT = (
    "@会办 会议 功能评审\n时间：5月22日 14:00-15:00\n地点：3号会议室\n参会：@张伟 @李娜\n目标：确定功能范围"
)
CARD = "会议 M1 · 功能评审"
ASKED = "改时间 · M1"


@pytest.fixture
def chat(chat: ChatTest) -> ChatTest:
    """The group, with people who look before they tap."""
    return Unhurried(chat.face)


@pytest.fixture
def published(chat: ChatTest) -> ChatTest:
    """M1 is on 2024-05-22 at 14:00 for an hour, and 张伟 and 李娜 are invited."""
    chat.says("王芳", SHORT)
    chat.presses("王芳", "发布", CARD)
    return chat


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("M1 推迟半小时", "5月22日(周三) 14:30"),
        ("M1 提前一小时", "5月22日(周三) 13:00"),
        ("推迟 M1 一个半小时", "5月22日(周三) 15:30"),
        ("M1 晚一刻钟开始", "5月22日(周三) 14:15"),
        ("M1 顺延两个工作日", "5月24日(周五) 14:00"),
        ("会议 推迟一周", "5月29日(周三) 14:00"),
        ("M1 改到周四", "5月16日(周四) 14:00"),
        ("M1 改到15:30", "5月22日(周三) 15:30"),
        ("M1 改期到下周四上午9点", "5月23日(周四) 09:00"),
        ("会议 改到15:30", "5月22日(周三) 15:30"),
    ],
)
def test_the_new_time_is_shown_and_holds_once_it_is_tapped(published: ChatTest, said: str, at: str) -> None:
    published.says("王芳", f"@会办 {said}")
    asked = published.card(ASKED)
    assert "原定：5月22日(周三) 14:00–15:00" in asked.text
    assert "5月22日(周三) 14:00–15:00" in published.card(CARD).text
    assert not any("变更" in title for title in published.titles("张伟"))
    toast = published.presses("王芳", f"确认改到 {at}", ASKED)
    assert toast.startswith(f"已改到 {at}")
    assert at in published.card(CARD).text
    for who in ("张伟", "李娜"):
        assert f"5月22日(周三) 14:00–15:00 → {at}" in published.card("有变更", where=who).text


def test_a_second_tap_does_nothing_and_a_late_one_is_told_what_holds(published: ChatTest) -> None:
    published.says("王芳", "@会办 M1 推迟半小时")
    published.presses("王芳", "确认改到 5月22日(周三) 14:30", ASKED)
    assert "已改到" in published.presses("王芳", "确认改到 5月22日(周三) 14:30", ASKED)
    assert sum("有变更" in title for title in published.titles("张伟")) == 1
    first = published.card(ASKED)
    published.says("王芳", "@会办 M1 改到周五16点")
    published.presses("王芳", "确认改到 5月17日(周五) 16:00", ASKED)
    toast = published.face.press("王芳", "确认改到 5月22日(周三) 14:30", first)
    assert toast == "会议时间后来又改过，现在是 5月17日(周五) 16:00–17:00。要改请重新说一次。"


def test_a_day_off_is_asked_about_with_the_working_day_before_it(published: ChatTest) -> None:
    published.says("王芳", "@会办 M1 推迟三天")
    assert "5月25日(周六) 不是工作日" in published.card(ASKED).text
    published.presses("王芳", "改到 5月24日(周五) 14:00", ASKED)
    assert "5月24日(周五) 14:00–15:00" in published.card(CARD).text


def test_to_be_moved_without_a_time_offers_likely_ones(published: ChatTest) -> None:
    published.says("王芳", "@会办 M1 改期")
    asked = published.card(ASKED)
    for at in ("5月22日(周三) 15:00", "5月23日(周四) 14:00", "5月29日(周三) 14:00"):
        assert f"改到 {at}" in asked.buttons
    published.presses("王芳", "改到 5月23日(周四) 14:00", ASKED)
    assert "5月23日(周四) 14:00–15:00" in published.card(CARD).text


def test_a_time_that_is_over_is_not_offered(published: ChatTest) -> None:
    published.moves_to(shanghai(2024, 5, 22, 13, 30))
    published.says("王芳", "@会办 M1 提前一小时")
    assert "5月22日(周三) 13:00 已经过去了" in published.card("什么时候开会").text


def test_only_who_plans_it_may(published: ChatTest) -> None:
    published.says("李娜", "@会办 M1 推迟半小时")
    assert "王芳" in published.card("没能办成").text
    published.says("王芳", "@会办 M1 推迟半小时")
    assert "王芳" in published.presses("李娜", "确认改到 5月22日(周三) 14:30", ASKED)
    assert "14:00–15:00" in published.card(CARD).text


def test_a_draft_nobody_has_heard_of_moves_at_once(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", "@会办 M1 改到周五")
    assert "5月17日(周五) 14:00–15:00" in chat.card(CARD).text


def test_a_confidential_meeting_is_moved_in_private(chat: ChatTest) -> None:
    chat.says("王芳", SHORT.replace("功能评审", "保密 薪酬方案评审"), where="王芳")
    chat.presses("王芳", "发布", "薪酬方案评审", where="王芳")
    before = chat.titles(GROUP)
    chat.says("王芳", "@会办 M1 推迟半小时")
    assert chat.titles(GROUP) == before
    chat.presses("王芳", "确认改到 5月22日(周三) 14:30", ASKED, where="王芳")
    assert "5月22日(周三) 14:30–15:30" in chat.card("薪酬方案评审", where="王芳").text

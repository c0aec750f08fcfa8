"""The weekly update in talk: one card an owner, one tap a task, and the group reads it on Friday (S57)."""

import pytest

from tests.chat.faces import ChatTest
from tests.support.time import shanghai


@pytest.fixture
def given(chat: ChatTest) -> ChatTest:
    """李娜 has two tasks that are due next week."""
    for number, text in enumerate(("5月30日前 交渠道清单", "5月31日前 约经销商"), start=1):
        chat.says("王芳", f"@会办 /任务 @李娜 {text}")
        chat.presses("李娜", "接受", f"任务 T{number}", "李娜")
    chat.moves_to(shanghai(2024, 5, 23, 15, 15))  # accepting was an update of the week before
    return chat


def test_an_owner_is_asked_on_thursday_and_taps_once_a_task(given: ChatTest) -> None:
    card = given.card("本周进展：2 项任务", "李娜")
    assert card.buttons[:5] == ("进行中 25%", "无变化", "完成", "延期", "需要帮助")
    assert given.presses("李娜", "进行中 25%", "本周进展", "李娜", after="T2") == "已保存"
    assert "本周已更新" in given.card("本周进展", "李娜").text
    given.presses("李娜", "完成", "本周进展", "李娜", after="T1")
    assert "已完成" in given.card("任务 T1").text


def test_the_silent_are_asked_once_more_and_the_group_reads_it_on_friday(given: ChatTest) -> None:
    before = given.titles("李娜").count("本周进展：2 项任务")
    given.moves_to(shanghai(2024, 5, 24, 11, 15))
    assert given.titles("李娜").count("本周进展：2 项任务") == before + 1
    given.moves_to(shanghai(2024, 5, 24, 16, 15))
    text = given.card("本周进展汇总").text
    assert "T1 交渠道清单 · 销售部 · 5月30日(周四) 到期 · 0%" in text
    assert "李娜" not in text


def test_who_has_updated_everything_is_left_alone(given: ChatTest) -> None:
    given.presses("李娜", "进行中 25%", "本周进展", "李娜", after="T1")
    given.presses("李娜", "进行中 25%", "本周进展", "李娜", after="T2")
    before = len(given.titles("李娜"))
    given.moves_to(shanghai(2024, 5, 24, 11, 15))
    assert len(given.titles("李娜")) == before


def test_the_next_week_is_planned_by_the_digest(given: ChatTest) -> None:
    given.moves_to(shanghai(2024, 5, 24, 16, 15))
    given.moves_to(shanghai(2024, 5, 30, 15, 15))
    given.moves_to(shanghai(2024, 5, 31, 16, 15))
    assert [title for title in given.titles() if "本周进展汇总" in title] == [
        "本周进展汇总 · 5月20日(周一)起",
        "本周进展汇总 · 5月27日(周一)起",
    ]

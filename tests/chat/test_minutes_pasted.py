"""粘贴妙记/听记: lines are offered, and only what is taken stands in the minutes (S51)."""

import pytest

from tests.chat.ended_meeting import TITLE, end_meeting
from tests.chat.faces import ChatTest
from tests.support.time import shanghai

DRAFT = f"纪要草稿 · M1 {TITLE}"
PASTE = "粘贴妙记/听记 · M1"
TRANSCRIPT = """00:12:01 王芳：大家好，我们开始吧
技术可行性评估
张伟 00:20:11：会上决定一期先做A和B
王芳：张伟5月24日前提交技术可行性报告（细化）
李娜：渠道清单我来整理
赵强：售后要不要加班？"""


@pytest.fixture
def pasted(chat: ChatTest) -> ChatTest:
    """The recorder has pasted a transcript into the draft."""
    end_meeting(chat)
    chat.presses("王芳", "粘贴妙记/听记", DRAFT, "王芳")
    assert chat.submits("王芳", {"记录全文": TRANSCRIPT}, "挑出结论和任务", PASTE, "王芳").startswith("找到")
    chat.moves_to(shanghai(2024, 5, 20, 15, 31))
    return chat


def test_what_is_taken_stands_in_the_draft(pasted: ChatTest) -> None:
    text = pasted.card(PASTE, "王芳").text
    assert "会上决定一期先做A和B" in text
    assert "大家好" not in text
    assert "加班" not in text
    assert "会上决定" not in pasted.card(DRAFT, "王芳").text
    assert pasted.presses("王芳", "收下 1", PASTE, "王芳") == "已收下"
    pasted.moves_to(shanghai(2024, 5, 20, 15, 32))
    assert "结论：会上决定一期先做A和B" in pasted.card(DRAFT, "王芳").text
    assert "会上决定" not in pasted.card(PASTE, "王芳").text


def test_a_task_that_names_owner_and_day_is_given(pasted: ChatTest) -> None:
    assert "负责人 张伟 · 5月24日(周五)前" in pasted.card(PASTE, "王芳").text
    pasted.presses("王芳", "收下 2", PASTE, "王芳")
    pasted.moves_to(shanghai(2024, 5, 20, 15, 32))
    assert "T2 张伟5月24日前提交技术可行性报告（细化）｜张伟" in pasted.card(DRAFT, "王芳").text
    assert any("T2" in card.title for card in pasted.face.cards("张伟"))


def test_a_task_without_a_day_is_filled_in_first(pasted: ChatTest) -> None:
    assert "负责人 李娜 · 缺期限" in pasted.card(PASTE, "王芳").text
    pasted.presses("王芳", "补齐并收下 3", PASTE, "王芳")
    pasted.submits("王芳", {"期限": "2024-05-23"}, "收下", "补齐任务", "王芳")
    pasted.moves_to(shanghai(2024, 5, 20, 15, 32))
    assert "渠道清单我来整理｜李娜" in pasted.card(DRAFT, "王芳").text
    assert "已经处理过" in pasted.card("补齐任务", "王芳").text


def test_what_is_left_is_gone(pasted: ChatTest) -> None:
    pasted.presses("王芳", "忽略 1", PASTE, "王芳")
    pasted.moves_to(shanghai(2024, 5, 20, 15, 32))
    assert "会上决定" not in pasted.card(PASTE, "王芳").text
    assert "会上决定" not in pasted.card(DRAFT, "王芳").text


def test_talk_alone_offers_nothing(chat: ChatTest) -> None:
    end_meeting(chat)
    chat.presses("王芳", "粘贴妙记/听记", DRAFT, "王芳")
    toast = chat.submits("王芳", {"记录全文": "大家辛苦了\n今天到这里"}, "挑出结论和任务", PASTE, "王芳")
    assert "没有找到" in toast

"""A project in several groups: its work is seen and done in each, its reminders stay at home (product section 2)."""

import pytest

from tests.chat.faces import GROUP, ChatTest
from tests.chat.test_needs_in_talk import SHORT
from tests.support.time import shanghai

OTHER = "渠道部门群"


@pytest.fixture
def linked(chat: ChatTest) -> ChatTest:
    """秋季促销 at home in the group, and linked to another one by its initiator."""
    chat.gets_a_group(OTHER)
    chat.says("王芳", SHORT)
    chat.says("王芳", "@会办 进度")
    chat.presses("王芳", "关联到其他群", "进度 · 秋季促销")
    card = chat.card("关联群 · 秋季促销", where="王芳")
    assert OTHER in card.text
    assert chat.presses("王芳", "关联", "关联群 · 秋季促销", where="王芳") == f"已关联到“{OTHER}”"
    return chat


def test_the_other_group_is_told_and_the_card_names_it(linked: ChatTest) -> None:
    assert "把项目“秋季促销”关联到了本群" in linked.card("项目关联", OTHER).text
    assert f"关联群：{OTHER}" in linked.card("进度 · 秋季促销").text.replace(" ", "").replace("**", "")


def test_its_work_is_seen_there(linked: ChatTest) -> None:
    linked.says("王芳", "@会办 /任务 @李娜 5月16日前 渠道方案定稿")
    linked.says("赵强", "@会办 任务 全部", OTHER)
    assert "渠道方案定稿" in linked.face.cards(OTHER)[-1].text
    linked.says("赵强", "@会办 进度", OTHER)
    assert "完成 0/1" in linked.card("进度 · 秋季促销", OTHER).text
    linked.says("赵强", "@会办 N1", OTHER)
    assert "秋季促销" in linked.card("需求 N1", OTHER).text
    linked.says("赵强", "@会办 查 渠道方案", OTHER)
    assert "渠道方案定稿" in linked.face.cards(OTHER)[-1].text
    linked.says("赵强", "@会办 T1", OTHER)
    assert "渠道方案定稿" in linked.card("任务 T1", OTHER).text


def test_a_task_given_there_is_told_of_at_home(linked: ChatTest) -> None:
    linked.says("王芳", "@会办 /任务 @李娜 5月16日前 渠道方案定稿", OTHER)
    linked.moves_to(shanghai(2024, 5, 16, 10))
    assert "渠道方案定稿" in linked.card("今日提醒").text
    assert not [title for title in linked.titles(OTHER) if "今日提醒" in title]


def test_only_its_initiator_links_it(linked: ChatTest) -> None:
    refusal = linked.presses("李娜", "关联到其他群", "进度 · 秋季促销")
    assert "王芳" in refusal


def test_it_can_be_taken_out_again(linked: ChatTest) -> None:
    assert linked.presses("王芳", "取消关联", "关联群 · 秋季促销", where="王芳") == f"已取消和“{OTHER}”的关联"
    assert "取消了项目“秋季促销”和本群的关联" in linked.card("项目关联", OTHER).text
    linked.says("赵强", "@会办 进度 N1", OTHER)
    assert "需要由 项目成员 来操作" in linked.face.cards(OTHER)[-1].text
    linked.says("赵强", "@会办 进度")
    assert linked.card("进度 · 秋季促销").title in linked.titles(GROUP)

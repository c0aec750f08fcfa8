"""A task given in a confidential meeting: its owner has it in private, the group hears nothing of it (X7)."""

from tests.chat.ended_meeting import end_meeting
from tests.chat.faces import GROUP, ChatTest
from tests.support.time import shanghai

SECRET = "完成核心功能清单"


def group(chat: ChatTest) -> str:
    """All that stands in the group."""
    return "\n".join(card.title + card.text for card in chat.face.cards(GROUP))


def test_nothing_of_it_is_listed_opened_or_exported_in_the_group(chat: ChatTest) -> None:
    end_meeting(chat, confidential=True)
    assert SECRET in chat.card("任务 T1", where="陈晨").text
    for words in ("任务", "任务 产品部", "任务 全部", "T1", "任务 逾期", "任务 导出", "进度", "T1 导出"):
        for who in ("陈晨", "刘洋"):
            chat.says(who, f"@会办 {words}")
            assert SECRET not in group(chat), words
    for name, content in chat.face.files(GROUP).items():
        assert SECRET not in name
        assert SECRET.encode() not in content
    chat.says("陈晨", "@会办 任务", where="陈晨")
    assert SECRET in "\n".join(card.text for card in chat.face.cards("陈晨"))


def test_its_owner_speaks_of_it_in_the_group_and_is_answered_in_private(chat: ChatTest) -> None:
    end_meeting(chat, confidential=True)
    chat.says("陈晨", "@会办 T1 完成 V1.2")
    assert "已完成" in chat.card("任务 T1", where="陈晨").text
    assert SECRET not in group(chat)
    chat.says("赵强", "@会办 T1")
    assert "T1" in chat.card("没能办成").text


def test_no_scheduled_post_names_it(chat: ChatTest) -> None:
    end_meeting(chat, confidential=True)
    for day in (21, 22, 23, 24, 27):
        chat.moves_to(shanghai(2024, 5, day, 9, 50))
        chat.moves_to(shanghai(2024, 5, day, 16, 30))
        assert SECRET not in group(chat)

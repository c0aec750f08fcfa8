"""今日提醒 (G11): one post a group and day, with meetings and minutes, and nothing when there is nothing to do."""

from tests.chat.ended_meeting import end_meeting
from tests.chat.faces import GROUP, ChatTest
from tests.chat.test_meetings import CARD, CONTACTS, GOLDEN
from tests.support.time import shanghai


def posts(chat: ChatTest) -> list[str]:
    """The titles of the posts in the group."""
    return [title for title in chat.titles() if "今日提醒" in title]


def test_a_meeting_stands_in_the_post_of_the_day_before_and_of_its_day(chat: ChatTest) -> None:
    chat.says("王芳", GOLDEN)
    chat.submits("王芳", CONTACTS, "确定", "请指定参会人")
    chat.presses("王芳", "发布", CARD)
    chat.moves_to(shanghai(2024, 5, 16, 18))
    assert posts(chat) == []
    chat.moves_to(shanghai(2024, 5, 17, 9, 50))
    assert "5月20日(周一) 14:00 · M1 新产品上市功能优先级评审会" in chat.card("今日提醒 · 5月17日(周五)").text
    chat.moves_to(shanghai(2024, 5, 20, 9, 50))
    assert len(posts(chat)) == 2


def test_the_post_is_redrawn_in_place_through_the_day(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月15日前 交渠道清单")
    chat.moves_to(shanghai(2024, 5, 15, 9, 50))
    assert "T1 交渠道清单 · 销售部" in chat.card("今日提醒").text
    chat.says("李娜", "@会办 T1 完成")
    assert "都处理完了" in chat.card("今日提醒").text
    assert len(posts(chat)) == 1


def test_a_confidential_meeting_is_in_no_post(chat: ChatTest) -> None:
    end_meeting(chat, confidential=True)
    chat.moves_to(shanghai(2024, 5, 22, 9, 50))
    assert not any(
        "新产品上市功能优先级评审会" in card.text for card in chat.face.cards(GROUP) if "今日" in card.title
    )


def test_minutes_that_are_missing_stand_in_the_post_until_they_are_written(chat: ChatTest) -> None:
    end_meeting(chat)
    chat.moves_to(shanghai(2024, 5, 21, 9, 50))
    assert "纪要请在 5月21日(周二) 15:30 前发布" in chat.card("今日提醒 · 5月21日(周二)").text
    chat.moves_to(shanghai(2024, 5, 22, 9, 50))
    card = chat.card("今日提醒 · 5月22日(周三)")
    assert "纪要待发布，应在 5月21日(周二) 15:30 前" in card.text
    assert "王芳" not in card.text

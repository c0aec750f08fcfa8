"""G4 and G8 in talk: what one person has to hear in one half-day is one message."""

from tests.chat.faces import ChatTest
from tests.support.time import shanghai


def give(chat: ChatTest, *texts: str) -> None:
    """王芳 gives 李娜 tasks, and 李娜 accepts each."""
    for number, text in enumerate(texts, start=1):
        chat.says("王芳", f"@会办 /任务 @李娜 {text}")
        chat.presses("李娜", "接受", f"任务 T{number}", "李娜")


def test_two_tasks_of_one_morning_are_said_on_one_card(chat: ChatTest) -> None:
    give(chat, "5月16日前 交渠道清单", "5月16日前 约经销商")
    before = len(chat.titles("李娜"))
    chat.moves_to(shanghai(2024, 5, 15, 11, 40))
    assert len(chat.titles("李娜")) == before + 1
    card = chat.card("2 件事需要你留意", "李娜")
    assert "T1“交渠道清单”截止 5月16日(周四)" in card.text
    assert "T2“约经销商”截止 5月16日(周四)" in card.text
    chat.presses("李娜", "完成", "2 件事需要你留意", "李娜", after="T2")
    assert "已完成" in chat.card("任务 T2").text
    assert "未开始" in chat.card("任务 T1").text


def test_one_alone_brings_its_own_card_down(chat: ChatTest) -> None:
    give(chat, "5月16日前 交渠道清单")
    before = len(chat.titles("李娜"))
    chat.moves_to(shanghai(2024, 5, 15, 11, 40))
    assert len(chat.titles("李娜")) == before + 1
    assert "任务 T1" in chat.titles("李娜")[-1]


def test_what_comes_after_the_message_of_the_half_day_waits_for_the_next(chat: ChatTest) -> None:
    give(chat, "5月16日前 交渠道清单")
    chat.moves_to(shanghai(2024, 5, 15, 10, 20))
    said = len(chat.titles("李娜"))
    chat.says("王芳", "@会办 /任务 @李娜 5月15日前 补一份说明 风险：来不及→5月15日11点30分前确认")
    asked = len(chat.titles("李娜"))
    assert asked == said + 1
    chat.moves_to(shanghai(2024, 5, 15, 11, 40))
    assert len(chat.titles("李娜")) == asked
    chat.moves_to(shanghai(2024, 5, 15, 14))
    assert len(chat.titles("李娜")) == asked + 1


def test_what_a_stop_has_missed_is_made_up_for_in_one(chat: ChatTest) -> None:
    give(chat, "5月16日前 交渠道清单", "5月16日前 约经销商")
    before = len(chat.titles("李娜"))
    chat.moves_to(shanghai(2024, 5, 17, 22))  # T1 and T2 were due on the 16th; nobody is written to at night
    assert len(chat.titles("李娜")) == before
    chat.moves_to(shanghai(2024, 5, 20, 9, 20))
    assert len(chat.titles("李娜")) == before + 1
    card = chat.card("补发：2 件事", "李娜")
    assert "已逾期，原定 5月16日(周四)" in card.text


def test_a_deputy_hears_of_both_in_one_message(chat: ChatTest) -> None:
    give(chat, "5月16日前 交渠道清单")
    chat.says("王芳", "@会办 /任务 @刘洋 5月16日前 约经销商")
    chat.presses("刘洋", "接受", "任务 T2", "刘洋")
    chat.says("李娜", "@会办 我请假 5月15日到16日 由刘洋代理")
    before = len(chat.titles("刘洋"))
    chat.moves_to(shanghai(2024, 5, 15, 11, 40))
    assert len(chat.titles("刘洋")) == before + 1
    card = chat.card("2 件事需要你留意", "刘洋")
    assert "代 李娜 收" in card.text
    assert "T2“约经销商”" in card.text

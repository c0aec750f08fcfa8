"""Days away with a deputy (D4), and a chat's own days (D3)."""

from tests.chat.faces import ChatTest
from tests.chat.test_needs_in_talk import SHORT
from tests.support.time import shanghai

FORM = "设置 · 时间"


def opens(chat: ChatTest, who: str) -> None:
    """The form of days and hours."""
    chat.says(who, "@会办 设置")
    chat.presses(who, "时间", "本群设置")


def test_days_away_are_noted_and_the_deputy_is_told_without_a_reason(chat: ChatTest) -> None:
    chat.says("张伟", "@会办 我请假 5月15日到17日 由陈晨代理")
    card = chat.card("请假")
    assert "5月15日(周三)–5月17日(周五)" in card.text
    assert "陈晨" in card.text
    assert "张伟 在 5月15日(周三)–5月17日(周五) 不在" in chat.card("请你代理几天", where="陈晨").text


def test_days_that_are_not_clear_are_asked_for(chat: ChatTest) -> None:
    chat.says("张伟", "@会办 我请假")
    toast = chat.submits("张伟", {"第一天": "2024-05-15", "最后一天": "2024-05-16"}, "记下", "请假")
    assert toast == "已记下"
    assert "没有代理人" in chat.card("请假").text


def test_the_end_is_not_before_the_start(chat: ChatTest) -> None:
    chat.says("张伟", "@会办 我请假")
    toast = chat.submits("张伟", {"第一天": "2024-05-16", "最后一天": "2024-05-15"}, "记下", "请假")
    assert "最后一天" in toast


def test_reminders_go_to_the_deputy_and_come_back(chat: ChatTest) -> None:
    chat.says("王芳", f"{SHORT}\n对接人：研发部@张伟")
    chat.says("张伟", "@会办 我请假 5月15日 由陈晨代理")
    chat.moves_to(shanghai(2024, 5, 15, 18))
    assert "再次请确认资源" in chat.card("代 张伟 收的提醒", where="陈晨").text
    assert "提醒" not in chat.titles("张伟")


def test_coming_back_early(chat: ChatTest) -> None:
    chat.says("张伟", "@会办 我请假 5月15日到17日 由陈晨代理")
    assert chat.presses("张伟", "提前回来，取消请假", "请假") == "已取消请假"
    assert "这次请假已取消" in chat.card("请假").text
    assert "提前回来了" in chat.face.cards("陈晨")[-1].text


def test_a_chats_own_day_off_counts(chat: ChatTest) -> None:
    opens(chat, "王芳")
    assert chat.submits("王芳", {"本公司的例外日": "2024-06-28,休,厂庆"}, "保存", FORM).startswith("已保存")
    chat.says("王芳", SHORT)
    assert "6月28日(周五) 不是工作日" in chat.card("需求 N1").text
    assert "改 6月27日(周四)" in chat.card("需求 N1").buttons


def test_days_that_cannot_be_read_are_refused_with_their_line(chat: ChatTest) -> None:
    opens(chat, "王芳")
    toast = chat.submits("王芳", {"本公司的例外日": "2024-06-28,休\n下周五,休"}, "保存", FORM)
    assert "第 2 行看不懂" in toast


def test_only_the_admin_sets(chat: ChatTest) -> None:
    opens(chat, "王芳")
    assert "需要由 王芳 来操作" in chat.presses("李娜", "时间", "本群设置")
    assert "需要由 王芳 来操作" in chat.submits("李娜", {"本公司的例外日": "2024-06-28,休"}, "保存", FORM)

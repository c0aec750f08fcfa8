"""规程 as a conversation: the admin makes a new version, everybody else proposes one (S68, S70)."""

from tests.chat.faces import ChatTest
from tests.chat.test_needs_in_talk import SHORT

CARD = "规程 · 指南默认"


def opens(chat: ChatTest, who: str) -> None:
    """The rules, by way of the settings."""
    chat.says(who, "@会办 设置")
    assert "规程 · 指南默认 v1" in chat.card("本群设置").text
    chat.presses(who, "规程", "本群设置")


def test_the_admin_saves_a_new_version_and_the_checks_follow(chat: ChatTest) -> None:
    opens(chat, "王芳")
    assert "S27" in chat.card(CARD).text
    typed = {"一般会议最长几分钟": "60", "为什么改（选填）": "一小时够了"}
    assert chat.submits("王芳", typed, "保存为新版本", CARD) == "已保存为 v2，之后的检查按新规程"
    text = chat.card("规程 · 指南默认 v2").text
    assert "v2 · 5月14日(周二) 10:00 王芳" in text
    assert "一般会议最长几分钟：90 → 60" in text
    assert "一小时够了" in text
    chat.says("王芳", "@会办 /会议 5月27日下午2点 90分钟 功能优先级评审 @张伟")
    assert "缩到 60 分钟" in chat.card("功能优先级评审").buttons


def test_a_new_version_is_taken_back(chat: ChatTest) -> None:
    opens(chat, "王芳")
    chat.submits("王芳", {"一般会议最长几分钟": "60"}, "保存为新版本", CARD)
    assert chat.presses("王芳", "撤销", "规程 · 指南默认 v2") == "已撤销"
    card = chat.card("规程 · ")
    assert card.title.endswith("v1")
    assert "90 → 60" not in card.text


def test_a_decision_about_a_proposal_is_taken_back(chat: ChatTest) -> None:
    opens(chat, "王芳")
    chat.submits("张伟", {"必须参会人数上限": "12"}, "保存为新版本", CARD)
    chat.presses("王芳", "采纳", "规程修改建议", "王芳")
    chat.presses("王芳", "撤销", "规程 · 指南默认 v2")
    assert chat.card("规程 · ").title.endswith("v1")


def test_nothing_changed_is_no_version(chat: ChatTest) -> None:
    opens(chat, "王芳")
    assert chat.submits("王芳", {}, "保存为新版本", CARD) == "和现在的规程一样，没有新版本"


def test_a_number_out_of_bounds_is_named(chat: ChatTest) -> None:
    opens(chat, "王芳")
    toast = chat.submits("王芳", {"必须参会人数上限": "八"}, "保存为新版本", CARD)
    assert "必须参会人数上限" in toast
    assert "2–50" in toast


def test_others_propose_and_the_admin_takes_it(chat: ChatTest) -> None:
    opens(chat, "王芳")
    typed = {"会议通知至少提前几个工作日": "5", "为什么改（选填）": "材料来不及看"}
    assert chat.submits("张伟", typed, "保存为新版本", CARD) == "已作为建议发给管理员 王芳"
    proposal = chat.card("规程修改建议", "王芳")
    assert "张伟 建议修改本群规程" in proposal.text
    assert "会议通知至少提前几个工作日：3 → 5" in proposal.text
    chat.presses("王芳", "采纳", "规程修改建议", "王芳")
    assert "王芳 已采纳" in chat.card("规程修改建议", "张伟").text
    assert "v2" in chat.card("规程 · ").title


def test_a_proposal_that_is_left_changes_nothing(chat: ChatTest) -> None:
    opens(chat, "王芳")
    chat.submits("张伟", {"必须参会人数上限": "12"}, "保存为新版本", CARD)
    chat.presses("王芳", "不采纳", "规程修改建议", "王芳")
    assert "王芳 未采纳" in chat.card("规程修改建议", "张伟").text
    assert chat.card("规程 · ").title.endswith("v1")


def test_a_rule_that_is_switched_off_is_not_spoken_of(chat: ChatTest) -> None:
    opens(chat, "王芳")
    chat.submits("王芳", {"停用这些规则": ["R8"]}, "保存为新版本", CARD)
    chat.says("王芳", SHORT)
    assert "不是工作日" not in chat.card("需求 N1").text

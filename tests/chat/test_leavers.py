"""Leavers: nothing is given to them any more, and what they held finds somebody else (D17)."""

from tests.chat.faces import GROUP, ChatTest
from tests.chat.test_needs_in_talk import SHORT


def _leave(chat: ChatTest, who: str = "张伟") -> str:
    chat.says("王芳", "@会办 部门")
    chat.presses("王芳", "成员离职", "部门对接人")
    return chat.submits("王芳", {"已离职的同事": who}, "已离职", "成员离职交接")


def test_the_initiator_hands_on_what_somebody_who_left_held(chat: ChatTest) -> None:
    chat.says("王芳", f"{SHORT}\n对接人：研发部@张伟")
    chat.says("陈晨", "@会办 帮助")
    chat.says("王芳", "@会办 /任务 @张伟 5月28日前 技术参数定稿")
    assert _leave(chat) == "已登记，1 位发起人会收到交接卡"
    card = chat.card("张伟 的工作交接", where="王芳")
    assert "任务 T1 技术参数定稿" in card.text
    assert "研发部 对接人" in card.text
    values = {"任务 T1 技术参数定稿": "陈晨"}
    toast = chat.submits("王芳", values, "交接", "张伟 的工作交接", where="王芳")
    assert toast == "已交接 1 件"
    assert "技术参数定稿" in chat.face.cards("陈晨")[-1].text
    assert "任务 T1" not in chat.card("张伟 的工作交接", where="王芳").text


def test_everything_goes_to_one_person_in_one_go(chat: ChatTest) -> None:
    chat.says("王芳", f"{SHORT}\n对接人：研发部@张伟")
    chat.says("陈晨", "@会办 帮助")
    chat.says("王芳", "@会办 /任务 @张伟 5月28日前 技术参数定稿")
    _leave(chat)
    chat.submits("王芳", {"全部交给（下面没单独选的）": "陈晨"}, "交接", "张伟 的工作交接", where="王芳")
    assert "都有人接手了" in chat.card("张伟 的工作交接", where="王芳").text
    assert any("请确认" in title for title in chat.titles("陈晨"))
    assert "陈晨" in chat.card("需求 N1", GROUP).text


def test_nothing_is_given_to_who_has_left_until_they_speak_again(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("张伟", "@会办 帮助")
    assert _leave(chat) == "已登记，0 位发起人会收到交接卡"
    chat.says("王芳", "@会办 /任务 @张伟 5月28日前 技术参数定稿")
    assert "张伟 已离职，请选择另一位同事" in chat.face.cards(GROUP)[-1].text
    chat.says("张伟", "@会办 帮助")
    chat.says("王芳", "@会办 /任务 @张伟 5月28日前 技术参数定稿")
    assert "技术参数定稿" in chat.card("任务 T1").text


def test_only_an_admin_says_who_has_left(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 部门 市场部 对接人 @王芳")
    chat.says("王芳", "@会办 部门")
    assert "需要由 群管理员 来操作" in chat.presses("李娜", "成员离职", "部门对接人")

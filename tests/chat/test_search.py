"""查: what was decided, given and written is found again by those who may read it (X5, X7, D14)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.models import Meeting
from app.people.models import Chat
from app.search.queries import Asker
from app.search.service import find
from tests.chat.ended_meeting import Cast, end_meeting, in_store
from tests.chat.faces import ChatTest
from tests.chat.test_needs_in_talk import SHORT


def test_a_need_and_a_task_are_found_newest_first_and_open(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", "@会办 /任务 @李娜 5月28日前 秋季促销渠道方案")
    chat.says("张伟", "@会办 查 秋季促销")
    card = chat.card("查“秋季促销”（2）")
    assert card.text.index("任务 T1") < card.text.index("需求 N1")
    assert "李娜 · 5月14日(周二)" in card.text
    chat.presses("张伟", "打开", "查“秋季促销”", after="任务 T1")
    assert "T1" in chat.face.cards("新产品上市项目群")[-1].title


def test_every_word_has_to_stand_in_it_and_signs_stand_for_themselves(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月28日前 渠道方案定稿")
    chat.says("王芳", "@会办 查 渠道 报价")
    assert "没有找到" in chat.card("查“渠道 报价”（0）").text
    chat.says("王芳", "@会办 查 %")
    assert "没有找到" in chat.card("查“%”（0）").text
    chat.says("王芳", "@会办 查 渠道 定稿")
    assert "渠道方案定稿" in chat.card("查“渠道 定稿”（1）").text


def test_nothing_to_look_for_is_asked_for(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月28日前 渠道方案定稿")
    chat.says("王芳", "@会办 查 没有的词")
    chat.presses("王芳", "换个词", "查“没有的词”")
    chat.submits("王芳", {"要查的词": "渠道"}, "查找", "要查什么")
    assert "渠道方案定稿" in chat.card("查“渠道”（1）").text


def test_pages_of_eight(chat: ChatTest) -> None:
    for number in range(1, 10):
        chat.says("王芳", f"@会办 /任务 @李娜 5月28日前 整理第{number}份材料清单")
    chat.says("王芳", "@会办 查 材料清单")
    card = chat.card("查“材料清单”（9）")
    assert "第 1 / 2 页" in card.text
    assert "第1份" not in card.text
    chat.presses("王芳", "下一页", "查“材料清单”")
    assert "第1份" in chat.card("查“材料清单”（9）").text


def test_decisions_and_minutes_are_found_and_read(chat: ChatTest) -> None:
    end_meeting(chat)
    chat.says("张伟", "@会办 查 一期只做A")
    card = chat.card("查“一期只做A”（1）")
    assert "结论 M1" in card.text
    assert "王芳 · 5月20日(周一)" in card.text
    chat.presses("王芳", "发布", "纪要草稿", where="王芳")
    chat.says("张伟", "@会办 查 一期只做A")
    assert "纪要 M1" in chat.card("查“一期只做A”（2）").text
    chat.presses("张伟", "打开", "查“一期只做A”", after="纪要 M1")
    assert "一期只做A和B" in chat.card("会议纪要 · M1").text


def test_a_confidential_meeting_is_found_only_in_private_by_those_who_took_part(chat: ChatTest) -> None:
    end_meeting(chat, confidential=True)
    chat.says("王芳", "@会办 查 一期只做A")
    assert "没有找到" in chat.card("查“一期只做A”").text
    chat.says("王芳", "查 一期只做A", where="王芳")
    assert "结论 M1" in chat.card("查“一期只做A”（1）", where="王芳").text
    in_store(chat, _not_for_an_outsider)


def _not_for_an_outsider(session: Session) -> None:
    """刘洋 in private, once nobody is represented by him any more."""
    meeting = session.scalars(select(Meeting)).one()
    private = session.scalars(select(Chat).where(Chat.private)).first()
    assert private is not None
    asker = Asker(Cast(session)["刘洋"], private)
    assert find(session, asker, "一期只做A")
    for row in meeting.attendees:
        row.delegate_id = None
    assert find(session, asker, "一期只做A") == []


def test_in_private_other_peoples_tasks_are_not_found(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月28日前 渠道方案定稿")
    chat.says("赵强", "@会办 帮助")
    chat.says("赵强", "查 渠道", where="赵强")
    assert "没有找到" in chat.card("查“渠道”", where="赵强").text
    chat.says("李娜", "查 渠道", where="李娜")
    assert "渠道方案定稿" in chat.card("查“渠道”（1）", where="李娜").text

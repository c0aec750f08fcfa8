"""复盘 as a conversation: asked for, answered in private, closed into a report whose rules are taken (S65–S70)."""

import io

import openpyxl
import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.models import Meeting, Waiver
from app.projects.models import Project
from tests.chat.ended_meeting import Cast, end_meeting, in_store
from tests.chat.faces import ChatTest
from tests.chat.test_needs_in_talk import SHORT
from tests.support.time import shanghai

ASK = "复盘 · 秋季促销"
FORM = "请填写复盘 · 秋季促销"
RUNNING = "复盘进行中 · 秋季促销"
REPORT = "协作复盘报告 · 秋季促销"
NEED = f"{SHORT}\n对接人：研发部@张伟"


@pytest.fixture
def running(chat: ChatTest) -> ChatTest:
    """The need is registered and 王芳 has opened a retrospective, on 2024-05-14 at 10:00."""
    chat.says("王芳", NEED)
    chat.says("王芳", "@会办 复盘")
    chat.presses("王芳", "发起复盘", ASK)
    return chat


def test_nobody_is_written_to_before_the_owner_says_so(chat: ChatTest) -> None:
    chat.says("王芳", NEED)
    chat.says("王芳", "@会办 /复盘")
    card = chat.card(ASK)
    assert "会私下请 2 位核心成员填写：王芳、张伟" in card.text
    assert FORM not in chat.titles("张伟")
    assert "需要由 王芳 来操作" in chat.presses("张伟", "发起复盘", ASK)


def test_each_answers_in_private_and_sees_our_figures(running: ChatTest) -> None:
    assert "0/2 位已填写，5月17日(周五) 18:00 自动汇总" in running.card(RUNNING).text
    assert "已发起" in running.card(ASK).text
    form = running.card(FORM, "张伟")
    assert "会办统计的数据" in form.text
    typed = {"做得好的": "需求一次对齐", "待改进的": "排期变化告知得晚"}
    assert running.submits("张伟", typed, "提交", FORM, "张伟") == "已收到，谢谢"
    assert "1/2 位已填写" in running.card(RUNNING).text
    assert "需求一次对齐" not in running.card(RUNNING).text
    assert "结束前还可以修改" in running.card(FORM, "张伟").text


def test_the_silent_are_reminded_once_and_the_report_comes_by_itself(running: ChatTest) -> None:
    running.submits("张伟", {"做得好的": "需求一次对齐"}, "提交", FORM, "张伟")
    before = running.titles("张伟")
    running.moves_to(shanghai(2024, 5, 16, 10, 30))
    assert running.titles("张伟").count(FORM) == before.count(FORM)
    digest = running.card("件事需要你留意", "王芳")  # with the department that has not answered
    assert "“秋季促销”的复盘还没有填写" in digest.text
    assert running.presses("王芳", "我来填写", "件事需要你留意", "王芳") == "已发在下方"
    assert running.titles("王芳")[-1] == FORM
    running.moves_to(shanghai(2024, 5, 17, 18, 1))
    text = running.card(REPORT).text
    assert "1/2 位填写" in text
    assert "需求一次对齐" in text
    files = running.face.files("新产品上市项目群")
    assert {name for name in files if "复盘" in name} == {
        "协作复盘报告-秋季促销.docx",
        "协作复盘报告-秋季促销.xlsx",
    }
    book = openpyxl.load_workbook(io.BytesIO(files["协作复盘报告-秋季促销.xlsx"]))
    assert book.sheetnames == ["协作复盘报告", "数据", "规则修改"]
    assert "需求一次对齐" in [cell.value for row in book["协作复盘报告"] for cell in row]
    document = Document(io.BytesIO(files["协作复盘报告-秋季促销.docx"]))
    assert document.paragraphs[0].text == "协作复盘报告"


def test_a_rule_that_is_taken_becomes_a_new_version(running: ChatTest) -> None:
    rule = "会议通知至少提前几个工作日，现在 3"
    typed = {"待改进的": "材料来不及看", "建议改哪条规则（选填）": rule, "改成多少": "5"}
    assert running.submits("张伟", typed, "提交", FORM, "张伟") == "已收到，谢谢"
    running.presses("王芳", "现在汇总", RUNNING)
    assert "会议通知至少提前几个工作日：3 → 5（张伟）" in running.card(REPORT).text
    assert "需要由 王芳 来操作" in running.presses("张伟", "采纳", REPORT)
    running.presses("王芳", "采纳", REPORT)
    assert "王芳 已采纳" in running.card(REPORT).text
    running.says("王芳", "@会办 设置")
    assert "指南默认 v2" in running.card("本群设置").text


def test_said_by_typing(running: ChatTest) -> None:
    running.says("李娜", "@会办 复盘\n做得好：渠道提前两周锁定\n待改进：会太长")
    running.presses("王芳", "现在汇总", RUNNING)
    assert "渠道提前两周锁定" in running.card(REPORT).text
    assert "会太长" in running.card(REPORT).text


def test_what_is_over_takes_no_more_words(running: ChatTest) -> None:
    running.presses("王芳", "现在汇总", RUNNING)
    assert "已经结束" in running.card(FORM, "张伟").text


def test_the_last_need_closed_asks_for_a_look_back(chat: ChatTest) -> None:
    chat.says("王芳", NEED)
    chat.presses("王芳", "关闭", "需求 N1")
    chat.moves_to(shanghai(2024, 5, 15, 10, 30))
    card = chat.card(ASK, "王芳")
    assert "需求都已关闭" in card.text
    assert chat.presses("王芳", "这次不需要", ASK, "王芳") == "好的，这次不复盘"


def test_a_milestone_is_told_of_and_asked_about(chat: ChatTest) -> None:
    chat.says("王芳", f"{NEED}\n里程碑：样机 5月22日")
    chat.moves_to(shanghai(2024, 5, 21, 10, 30))
    assert "里程碑“样机”在 5月22日(周三)，还有 1 个工作日" in chat.face.cards("王芳")[-1].text
    chat.moves_to(shanghai(2024, 5, 23, 10, 30))
    asked = chat.face.cards("王芳")[-1]
    assert "里程碑“样机”已到" in asked.text
    chat.presses("王芳", "发起复盘", asked.title, "王芳")
    assert "0/2 位已填写" in chat.card(RUNNING).text


OVER = shanghai(2024, 5, 20, 15, 40)


def held(chat: ChatTest) -> None:
    """The golden meeting, as one of the project, over at 15:40."""
    chat.says("王芳", NEED)
    end_meeting(chat, ended=OVER)

    def belongs(session: Session) -> None:
        meeting = session.scalars(select(Meeting)).one()
        meeting.project_id = session.scalars(select(Project)).one().id
        meeting.waivers.append(
            Waiver(
                rule="R5",
                about=meeting.topics[1].id,
                reason="只通报",
                by_id=Cast(session)["王芳"].id,
                at=OVER,
            )
        )

    in_store(chat, belongs)


def test_the_health_of_a_project_lists_what_is_open_first(chat: ChatTest) -> None:
    held(chat)
    chat.presses("王芳", "需求清单", "需求 N1")
    chat.presses("王芳", "流程健康", "协作需求清单")
    text = chat.card("流程健康 · 秋季促销").text
    assert "各部门已答复资源（S14）" in text
    assert "平均 4 个工作日，最少 4 个" in text
    assert "平均超出 10 分钟（1 次会）" in text
    assert text.index("还没做到") < text.index("已做到，有据可查")
    assert "通知提前够了工作日（S27）" in text

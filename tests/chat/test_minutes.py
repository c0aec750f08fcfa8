"""Minutes as a conversation: drafted, published, confirmed, objected to, final, amended (S50–S55, U8, X6, X7)."""

import io

import openpyxl
import pytest
from docx import Document
from sqlalchemy import select

from app.meetings.models import Meeting
from app.meetings.readers import readers
from app.people import service as people
from app.people.models import Company
from tests.chat.ended_meeting import TITLE, Cast, end_meeting
from tests.chat.faces import GROUP, ChatTest
from tests.support.time import shanghai

DRAFT = f"纪要草稿 · M1 {TITLE}"
DESK = f"纪要进展 · M1 {TITLE}"
MINUTES = f"会议纪要 · M1 {TITLE}"
READERS = ("张伟", "陈晨", "李娜", "刘洋", "赵强")


@pytest.fixture
def ended(chat: ChatTest) -> ChatTest:
    """The meeting is over, 2024-05-20 15:30."""
    end_meeting(chat)
    return chat


@pytest.fixture
def published(ended: ChatTest) -> ChatTest:
    """Branch A: published on 05-21 at 10:00."""
    ended.moves_to(shanghai(2024, 5, 21, 10))
    ended.presses("王芳", "发布", DRAFT, "王芳")
    ended.moves_to(shanghai(2024, 5, 21, 10, 1))
    return ended


def test_the_draft_holds_what_happened(ended: ChatTest) -> None:
    text = ended.card(DRAFT, "王芳").text
    assert "请在 5月21日(周二) 15:30 前发布" in text
    for line in (
        "时间：2024年5月20日(周一) 14:00–15:30",
        "地点：线下：3号会议室",
        "主持人：王芳",
        "出席：王芳、张伟、陈晨",
        "代表：刘洋 代表 李娜（可决策）",
        "抄送：赵强",
        "结论：一期只做A和B（标准：用户优先级；依据：调研n=312）",
        "分歧：C功能是否进一期",
        "· 研发部：人手不够，放二期",
        "5月22日(周三) 18:00 前",
        "T1 完成核心功能清单（终稿）｜陈晨",
        "会后专项：销售渠道适配性分析（李娜）",
        "停车场：包装设计换供应商（列入下次会议）",
    ):
        assert line in text
    assert not [title for title in ended.titles() if "纪要" in title]


def test_a_section_is_written_by_hand_and_put_back(ended: ChatTest) -> None:
    ended.presses("王芳", "改待办", DRAFT, "王芳")
    ended.submits("王芳", {"待办任务": "T1 由陈晨牵头，5月23日"}, "保存", "改待办任务", "王芳")
    assert "T1 由陈晨牵头，5月23日" in ended.card(DRAFT, "王芳").text
    ended.submits("王芳", {}, "恢复自动汇总", "改待办任务", "王芳")
    assert "完成核心功能清单（终稿）" in ended.card(DRAFT, "王芳").text


def test_publishing_reaches_everybody_once(published: ChatTest) -> None:
    for who in READERS:
        card = published.card(MINUTES, who)
        assert "一期只做A和B" in card.text
        assert "确认收到" in card.buttons
    assert MINUTES not in published.titles("王芳")  # who published has the desk
    assert "有异议" in published.card(MINUTES, "刘洋").buttons
    assert "有异议" not in published.card(MINUTES, "赵强").buttons
    assert published.titles().count(MINUTES) == 1
    assert "5月22日(周三) 10:00" in published.card(MINUTES).text


def test_only_who_writes_the_minutes_publishes_them(ended: ChatTest) -> None:
    ended.says("张伟", "@会办 纪要 M1 发布")
    card = ended.card("没能办成")
    assert "王芳" in card.text
    ended.says("张伟", "@会办 纪要 M1")
    assert "还没有发布，由 王芳 整理" in ended.card("没能办成").text


def test_receipts_stand_on_the_recorders_board_alone(published: ChatTest) -> None:
    assert published.presses("张伟", "确认收到", MINUTES, "张伟") == "已确认，谢谢"
    board = published.card(DESK, "王芳").text
    assert "2/6" in board
    assert "你已确认收到" in published.card(MINUTES, "张伟").text
    assert "2/6" not in published.card(MINUTES).text
    published.says("陈晨", "纪要 收到", "陈晨", reply_to=published.card(MINUTES, "陈晨"))
    assert "3/6" in published.card(DESK, "王芳").text


def test_an_objection_implies_receipt_and_is_answered(published: ChatTest) -> None:
    published.presses("张伟", "有异议", MINUTES, "张伟")
    toast = published.submits(
        "张伟",
        {"哪一段": "各议题结论", "异议内容": "应为A、B、C三项"},
        "提交异议",
        "对纪要有异议",
        "张伟",
    )
    assert "24 小时内回复" in toast
    card = published.card("异议 · M1", "王芳")
    assert "应为A、B、C三项" in card.text
    assert "5月22日(周三) 10:01 前回复" in card.text
    assert "2/6" in published.card(DESK, "王芳").text
    published.submits("王芳", {"回复": "录音核对过，确为A和B"}, "回复", "异议 · M1", "王芳")
    assert "录音核对过" in published.card("异议 · M1", "张伟").text
    assert "录音核对过" in published.card(MINUTES, "张伟").text


def test_an_objection_nobody_answers_becomes_a_dispute(published: ChatTest) -> None:
    published.presses("陈晨", "有异议", MINUTES, "陈晨")
    published.submits("陈晨", {"异议内容": "排序表不是我的"}, "提交异议", "对纪要有异议", "陈晨")
    published.moves_to(shanghai(2024, 5, 22, 10, 2))
    assert "已转为分歧" in published.card("异议 · M1", "王芳").text
    published.moves_to(shanghai(2024, 5, 22, 14))  # told with what else the half-day brings
    dispute = published.card("分歧 · M1", "陈晨")
    assert "排序表不是我的" in dispute.text
    assert "5月24日(周五) 18:00" in dispute.text


def test_silence_is_consent_and_the_file_is_attached(published: ChatTest) -> None:
    published.presses("张伟", "确认收到", MINUTES, "张伟")
    published.moves_to(shanghai(2024, 5, 21, 18, 30))
    assert "将视为无异议" in published.card("纪要提醒", "陈晨").text
    assert "纪要提醒" not in published.titles("张伟")
    published.moves_to(shanghai(2024, 5, 22, 10))
    assert "M1 纪要已定稿 · 2/6 已确认" in published.titles()
    assert "M1 新产品上市功能优先级评审会 的纪要已定稿" in published.card("2 件事需要你留意", "王芳").text
    assert f"会议纪要-{TITLE}.docx" in published.face.files("王芳")
    name = f"会议纪要-{TITLE}.docx"
    assert name in published.face.files(GROUP)
    published.moves_to(shanghai(2024, 5, 23, 10))
    assert sum("已定稿" in title for title in published.titles()) == 1


def test_the_close_holds_even_if_nothing_ran_at_that_moment(published: ChatTest) -> None:
    published.process.clock.move_to(shanghai(2024, 5, 23, 9))
    toast = published.presses("张伟", "有异议", MINUTES, "张伟")
    assert "异议期已于 5月22日(周三) 10:00 结束" in toast
    published.process.settle()
    published.moves_to(shanghai(2024, 5, 23, 9, 5))
    assert sum("已定稿" in title for title in published.titles()) == 1


def test_an_amendment_is_a_new_edition_and_strikes_the_old_one(published: ChatTest) -> None:
    published.presses("张伟", "确认收到", MINUTES, "张伟")
    published.moves_to(shanghai(2024, 5, 22, 10))
    published.presses("王芳", "改结论", DESK, "王芳")
    published.submits("王芳", {"各议题结论": "一期做A、B、C"}, "保存", "改各议题结论", "王芳")
    assert "有修改还没有发布" in published.card(DESK, "王芳").text
    published.presses("王芳", "发布第2版", DESK, "王芳")
    card = published.card(MINUTES, "张伟")
    assert "第2版" in card.text
    assert "一期做A、B、C" in card.text
    assert "第2版改了：各议题结论" in card.text
    assert "这一版的修改（旧文划掉）" in card.text
    assert "确认收到" in card.buttons
    old = next(c for c in published.face.cards("张伟") if c.title == MINUTES and c.id != card.id)
    assert "已作废" in old.text
    assert old.buttons == ()
    assert "1/6" in published.card(DESK, "王芳").text


def test_publishing_the_same_again_is_refused(published: ChatTest) -> None:
    published.says("王芳", "@会办 纪要 M1 发布")
    assert "没有改动" in published.card("没能办成").text


def test_publishing_can_be_taken_back(published: ChatTest) -> None:
    published.presses("王芳", "撤销", DESK, "王芳")
    published.moves_to(shanghai(2024, 5, 21, 10, 2))
    assert "待发布" in published.card(DRAFT, "王芳").text
    assert "撤回" in published.card("会议纪要", "张伟").text
    assert "撤回" in published.card("会议纪要").text


def test_the_minutes_are_chased_as_the_product_says(ended: ChatTest) -> None:
    ended.moves_to(shanghai(2024, 5, 20, 15, 40))
    assert "草稿已备好" in ended.card("纪要提醒", "王芳").text
    assert ended.card("纪要提醒", "王芳").buttons == ("打开草稿",)
    ended.moves_to(shanghai(2024, 5, 20, 18, 30))
    assert ended.titles("王芳").count("纪要提醒") == 2
    ended.moves_to(shanghai(2024, 5, 21, 15, 30))
    assert ended.titles("王芳").count("纪要提醒") == 4
    assert "纪要提醒" not in ended.titles()
    ended.moves_to(shanghai(2024, 5, 21, 17, 40))
    assert "纪要提醒" not in ended.titles()
    assert sum("今日提醒" in title for title in ended.titles()) == 1
    group = ended.card("今日提醒 · 5月21日(周二)").text
    assert "纪要待发布，应在 5月21日(周二) 15:30 前" in group
    assert "王芳" not in group


def test_after_publishing_nobody_is_chased(published: ChatTest) -> None:
    before = published.titles("王芳").count("纪要提醒")
    published.moves_to(shanghai(2024, 5, 22, 9))
    assert published.titles("王芳").count("纪要提醒") == before
    assert "纪要提醒" not in published.titles()


def test_a_confidential_meeting_stays_private(chat: ChatTest) -> None:
    end_meeting(chat, confidential=True)
    chat.moves_to(shanghai(2024, 5, 21, 18))
    chat.presses("王芳", "发布", DRAFT, "王芳")
    assert MINUTES in chat.titles("赵强")
    chat.moves_to(shanghai(2024, 5, 23, 10))
    assert not [title for title in chat.titles() if "纪要" in title]
    assert not chat.face.files(GROUP)
    chat.says("王芳", "@会办 纪要 M1 导出")
    assert f"会议纪要-{TITLE}.docx" in chat.face.files("王芳")
    assert not chat.face.files(GROUP)


def test_the_export_has_the_four_sections(published: ChatTest) -> None:
    published.presses("张伟", "导出纪要", MINUTES, "张伟")
    files = published.face.files("张伟")
    table = Document(io.BytesIO(files[f"会议纪要-{TITLE}.docx"])).tables[0]
    assert [row.cells[0].text for row in table.rows[1:]] == [
        "会议基本信息",
        "各议题结论",
        "待办任务",
        "下一步行动计划",
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(files[f"会议纪要-{TITLE}.xlsx"])).worksheets[0]
    assert any("一期只做A和B" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("confidential", [False, True])
def test_heads_read_along_but_not_of_what_is_confidential(chat: ChatTest, confidential: bool) -> None:
    end_meeting(chat, confidential=confidential)
    with chat.process.runtime.sessions.begin() as session:
        cast = Cast(session)
        company = session.get_one(Company, cast.chat.company_id)
        head = people.person_of(session, company, people.Known("head", "周总"))
        development = people.department_of(session, company, "研发部")
        development.head_id, cast["张伟"].department_id = head.id, development.id
        session.flush()
        found = {r.person.name: r for r in readers(session, session.scalars(select(Meeting)).one())}
    assert ("周总" in found) is not confidential
    assert confidential or not found["周总"].may_object
    assert [found[name].role for name in ("王芳", "刘洋", "赵强")] == ["attendee", "delegate", "copied"]

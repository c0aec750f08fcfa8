"""Several projects in a chat: the one that is meant is known, or asked with one tap and remembered (D19)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.models import Meeting
from app.people.models import Chat
from app.projects.models import Project
from app.tasks.models import Risk, Task
from tests.chat.ended_meeting import in_store
from tests.chat.faces import GROUP, ChatTest
from tests.chat.test_needs_in_talk import SHORT

TASK = "@会办 /任务 @李娜 5月28日前 渠道方案定稿"


@pytest.fixture
def two(chat: ChatTest) -> ChatTest:
    """A group with two projects, 秋季促销 (N1) and 会员日 (N2)."""
    chat.says("王芳", SHORT)
    chat.says("王芳", SHORT.replace("秋季促销", "会员日"))
    return chat


def named(chat: ChatTest, kind: type[Task | Risk | Meeting]) -> list[str | None]:
    """The projects of the tasks, risks or meetings, in the order they were made."""

    with chat.process.runtime.sessions() as session:
        query = select(Project.name).select_from(kind).outerjoin(Project, Project.id == kind.project_id)
        return list(session.scalars(query.order_by(kind.id)))


def test_one_tap_says_which_and_is_remembered(two: ChatTest) -> None:
    two.says("王芳", TASK)
    asked = two.card("是哪个项目")
    assert named(two, Task) == []
    assert {"秋季促销", "会员日", "不限项目"} <= set(asked.buttons)
    assert two.presses("王芳", "会员日", "是哪个项目") == "当前项目：会员日"
    assert "渠道方案定稿" in two.card("任务 T1").text
    assert two.card("是哪个项目").buttons == ()
    assert "王芳 选了：会员日" in two.card("是哪个项目").text
    two.says("王芳", TASK)
    assert named(two, Task) == ["会员日", "会员日"]
    two.says("张伟", TASK)
    assert len(named(two, Task)) == 2, "it is remembered for 王芳, not for 张伟"


def test_only_who_was_asked_answers(two: ChatTest) -> None:
    two.says("王芳", TASK)
    assert "王芳" in two.presses("李娜", "秋季促销", "是哪个项目")
    assert named(two, Task) == []


def test_without_a_project_is_an_answer_too(two: ChatTest) -> None:
    two.says("王芳", TASK)
    two.presses("王芳", "不限项目", "是哪个项目")
    assert named(two, Task) == [None]
    two.says("王芳", TASK)
    assert len(named(two, Task)) == 1, "that is not remembered"


def test_a_card_that_is_replied_to_says_which(two: ChatTest) -> None:
    two.says("王芳", TASK, reply_to=two.card("需求 N2"))
    two.says("王芳", "@会办 报风险 人手不足，影响上线", reply_to=two.card("需求 N1"))
    assert (named(two, Task), named(two, Risk)) == (["会员日"], ["秋季促销"])


def test_a_number_in_the_text_says_which(two: ChatTest) -> None:
    two.says("王芳", "@会办 报风险 N2 人手不足，影响上线")
    assert named(two, Risk) == ["会员日"]


def test_a_risk_and_a_meeting_ask_as_well(two: ChatTest) -> None:
    two.says("王芳", "@会办 报风险 人手不足，影响上线")
    two.presses("王芳", "秋季促销", "是哪个项目")
    two.says("张伟", "@会办 /会议 下周三下午2点 60分钟 会员日评审 @李娜")
    two.presses("张伟", "会员日", "是哪个项目")
    assert (named(two, Risk), named(two, Meeting)) == (["秋季促销"], ["会员日"])
    assert "会员日评审" in two.card("会议 M1").text + two.card("会议 M1").title


def test_an_export_holds_the_one_that_was_chosen(two: ChatTest) -> None:
    two.says("王芳", TASK)
    two.presses("王芳", "会员日", "是哪个项目")
    two.says("王芳", TASK.replace("渠道方案定稿", "促销海报"), reply_to=two.card("需求 N1"))
    two.says("张伟", "@会办 任务 导出")
    assert not two.face.files(GROUP)
    two.presses("张伟", "会员日", "是哪个项目")
    content = next(file for name, file in two.face.files(GROUP).items() if name.endswith("xlsx"))
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    cells = [str(cell.value) for row in sheet.rows for cell in row]
    assert any("渠道方案定稿" in cell for cell in cells)
    assert not any("促销海报" in cell for cell in cells)


def test_a_need_is_exported_by_the_current_project(two: ChatTest) -> None:
    two.says("王芳", "@会办 需求 导出")
    assert not two.face.files(GROUP)
    assert {"N1", "N2"} <= set(two.face.cards(GROUP)[-1].text.replace(" ", "\n").split())
    two.says("王芳", "@会办 进度")
    two.presses("王芳", "打开", "看哪个项目的进度", after="会员日")
    two.says("王芳", "@会办 需求 导出")
    assert any("会员日" in name for name in two.face.files(GROUP))


def test_the_home_card_names_it_and_changes_it(two: ChatTest) -> None:
    two.says("王芳", "@会办 进度")
    two.presses("王芳", "打开", "看哪个项目的进度", after="会员日")
    two.says("王芳", "@会办")
    home = two.face.cards(GROUP)[-1]
    assert "当前项目：会员日 · 启动" in home.text
    two.face.press("王芳", "换项目", home)
    two.process.settle()
    assert "不限项目" not in two.card("是哪个项目").buttons
    two.presses("王芳", "秋季促销", "是哪个项目")
    two.says("王芳", "@会办 进度")
    assert two.face.cards(GROUP)[-1].title == "进度 · 秋季促销"
    two.says("王芳", "@会办 /复盘")
    assert "秋季促销" in two.face.cards(GROUP)[-1].text + two.face.cards(GROUP)[-1].title


def test_what_is_answered_with_a_task_asks_for_its_project_too(two: ChatTest) -> None:
    two.answers("王芳", "@会办 任务 @李娜 5月28日前", said="更新渠道报价", by="张伟")
    two.presses("王芳", "会员日", "是哪个项目")
    assert named(two, Task) == ["会员日"]
    assert "更新渠道报价" in two.card("任务 T1").text


def test_a_project_that_has_ended_is_no_question_any_more(two: ChatTest) -> None:
    two.says("王芳", TASK)
    two.presses("王芳", "会员日", "是哪个项目")
    two.says("王芳", "@会办 需求 N2 关闭")
    two.says("王芳", TASK)
    assert named(two, Task) == ["会员日", "秋季促销"]
    two.says("王芳", "@会办 N2")
    two.presses("王芳", "重新打开", "需求 N2")
    two.says("王芳", TASK)
    assert named(two, Task)[2:] == ["会员日"], "reopened, it is the current one again"


def test_the_chats_own_choice_asks_nobody(two: ChatTest) -> None:
    in_store(two, _choose_for_all)
    two.says("王芳", TASK)
    assert named(two, Task) == ["秋季促销"]


def _choose_for_all(session: Session) -> None:
    project = session.scalars(select(Project).where(Project.name == "秋季促销")).one()
    session.get_one(Chat, project.home_chat_id).default_project_id = project.id

"""进度: the project card, its lists and its archive (S1, X5, D19)."""

from io import BytesIO
from zipfile import ZipFile

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.models import Meeting
from app.projects.models import Project
from tests.chat.ended_meeting import end_meeting, in_store
from tests.chat.faces import GROUP, ChatTest
from tests.chat.test_needs_in_talk import SHORT
from tests.support.time import shanghai

SECOND = SHORT.replace("秋季促销", "会员日")


def test_a_new_project_is_starting_and_says_what_is_missing(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("李娜", "@会办 进度")
    card = chat.card("进度 · 秋季促销")
    assert "启动→筹备→执行→跟进" in card.text
    assert "1 条，0/1 个部门已答复，期望完成 6月28日(周五)" in card.text
    assert "1 个部门没有对接人" in card.text
    assert "还没有安排会议" in card.text
    assert "需求" in card.buttons
    assert "任务" not in card.buttons
    chat.presses("李娜", "需求", "进度 · 秋季促销")
    assert "N1" in chat.card("需求 · 秋季促销").text


def test_the_card_follows_the_work_and_lists_it(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", "@会办 /任务 @李娜 5月16日前 渠道方案定稿")
    chat.says("王芳", "@会办 进度 N1")
    assert "完成 0/1，逾期 0，最近到期 5月16日(周四)" in chat.card("进度 · 秋季促销").text
    chat.moves_to(shanghai(2024, 5, 20, 10))
    chat.says("王芳", "@会办 进度 秋季促销")
    assert "1 项任务逾期" in chat.card("进度 · 秋季促销").text
    chat.presses("王芳", "任务", "进度 · 秋季促销")
    assert "渠道方案定稿" in chat.face.cards(GROUP)[-1].text


def test_of_several_projects_one_is_chosen(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", SECOND)
    chat.says("王芳", "@会办 进度")
    chat.presses("王芳", "打开", "看哪个项目的进度", after="会员日")
    assert chat.face.cards(GROUP)[-1].title.startswith("进度 · 会员日")
    chat.says("王芳", "@会办 进度 不存在的项目")
    assert "没有找到项目“不存在的项目”" in chat.card("看哪个项目的进度").text


def test_without_a_project_one_can_be_registered(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 进度")
    assert "登记需求" in chat.card("进度").buttons


def test_who_takes_no_part_is_not_shown_it_in_private(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 帮助")
    chat.says("王芳", SHORT.removeprefix("@会办 "), where="王芳")
    chat.submits("王芳", {"登记到哪个群": "只放在我和会办的私聊里"}, "登记", "需求草稿", where="王芳")
    chat.says("张伟", "进度 N1", where="张伟")
    assert "查看项目“秋季促销”需要由 项目成员 来操作" in chat.face.cards("张伟")[-1].text


def test_everything_of_a_project_comes_as_one_archive(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    end_meeting(chat)
    in_store(chat, _join_project)
    chat.presses("王芳", "发布", "纪要草稿", where="王芳")
    chat.says("王芳", "@会办 /任务 @李娜 5月28日前 渠道方案定稿")
    chat.says("王芳", "@会办 进度")
    card = chat.card("进度 · 秋季促销")
    assert "已开 1 次，待开 0 次" in card.text
    assert "未解决 1/1，最近期限 5月22日(周三) 18:00" in card.text
    chat.presses("王芳", "分歧", "进度 · 秋季促销")
    assert "期限 5月22日(周三) 18:00" in chat.card("分歧 · 秋季促销").text
    chat.presses("王芳", "导出全部资料", "进度 · 秋季促销")
    archive = ZipFile(BytesIO(chat.face.files(GROUP)["项目资料-秋季促销.zip"]))
    assert {name.split("-")[0] for name in archive.namelist()} == {
        "表1",
        "协作需求清单",
        "表2",
        "会议纪要",
        "表3",
    }
    assert len(archive.namelist()) == 10


def test_a_confidential_meeting_is_in_no_groups_card_and_in_no_archive(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    end_meeting(chat, confidential=True)
    in_store(chat, _join_project)
    chat.says("王芳", "@会办 进度")
    assert "已开 0 次" in chat.card("进度 · 秋季促销").text
    chat.presses("王芳", "导出全部资料", "进度 · 秋季促销")
    names = ZipFile(BytesIO(chat.face.files(GROUP)["项目资料-秋季促销.zip"])).namelist()
    assert {name.split("-")[0] for name in names} == {"表1", "协作需求清单"}
    chat.says("王芳", "进度", where="王芳")
    assert "已开 1 次" in chat.card("进度 · 秋季促销", where="王芳").text


def _join_project(session: Session) -> None:
    meeting = session.scalars(select(Meeting)).one()
    meeting.project_id = session.scalars(select(Project)).one().id

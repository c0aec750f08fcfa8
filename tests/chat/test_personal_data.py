"""我的数据: a copy in private, and being forgotten (D20)."""

import json
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.db import Base
from app.people.models import Membership, Person
from app.personal.collecting import about_people
from tests.chat.ended_meeting import in_store
from tests.chat.faces import GROUP, ChatTest


def _open(chat: ChatTest, who: str) -> None:
    chat.says(who, "@会办 帮助")
    chat.presses(who, "我的数据", "会办能做什么")


def test_the_copy_comes_in_private_with_everything_that_speaks_of_me(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月28日前 渠道方案定稿")
    chat.says("李娜", "@会办 我请假 5月15日到17日")
    _open(chat, "李娜")
    assert chat.presses("李娜", "导出我的数据", "我的数据", where="李娜") == "文件马上发到你的私聊"
    assert not chat.face.files(GROUP)
    (name,) = [name for name in chat.face.files("李娜") if name.endswith(".zip")]
    archive = ZipFile(BytesIO(chat.face.files("李娜")[name]))
    data = json.loads(archive.read("data.json"))
    assert [row["description"] for row in data["tasks"]] == ["渠道方案定稿"]
    assert data["leaves"][0]["start_on"] == "2024-05-15"
    (book,) = [one for one in archive.namelist() if one.endswith(".xlsx")]
    workbook = load_workbook(BytesIO(archive.read(book)))
    assert "渠道方案定稿" in str(list(workbook["我的任务"].values))


def test_who_is_forgotten_hands_on_first_and_leaves_no_name(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月28日前 渠道方案定稿")
    chat.says("李娜", "@会办 我请假 5月15日到17日")
    _open(chat, "李娜")
    assert chat.presses("李娜", "删除并匿名化", "我的数据", where="李娜") == "已匿名化，感谢使用"
    assert "已匿名" in chat.card("已匿名 的工作交接", where="王芳").title
    in_store(chat, _nothing_left)
    chat.says("王芳", "@会办 任务 全部")
    text = chat.face.cards(GROUP)[-1].text
    assert "已匿名" in text
    assert "李娜" not in text


def _nothing_left(session: Session) -> None:
    person = session.scalars(select(Person).where(Person.erased_at.is_not(None))).one()
    assert (person.name, person.active, person.department_id) == ("已匿名", False, None)
    assert person.external_id == f"erased-{person.id}"
    assert session.scalars(select(Membership).where(Membership.person_id == person.id)).all() == []


def test_nobody_elses_card_works(chat: ChatTest) -> None:
    _open(chat, "李娜")
    assert "我的数据" in chat.titles("李娜")
    assert "我的数据" not in chat.titles(GROUP)


def test_every_table_that_names_a_person_is_in_the_copy() -> None:
    named = {table.name for table in Base.metadata.sorted_tables if about_people(table)}
    assert {"tasks", "needs", "attendees", "leaves", "memberships", "definitions", "changes"} <= named

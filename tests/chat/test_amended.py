"""A conclusion is amended after its minutes were published: the old one is struck, wherever it is read (X6, S84)."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.models import Department
from tests.chat.ended_meeting import end_meeting, in_store
from tests.chat.faces import GROUP, ChatTest, Typed
from tests.chat.live_stage import Unhurried, name_head, person
from tests.support.time import shanghai

OLD, NEW = "一期只做A和B", "一期做A、B、C三项"
STRUCK = f"结论：{OLD}（标准：用户优先级；依据：调研n=312；D1，已被 D2 替代）"
HELD = f"结论：{NEW}（D2，替代 D1；标准：用户优先级；依据：复测通过）"


@pytest.fixture
def chat(chat: ChatTest) -> ChatTest:
    """The group, with people who look before they tap."""
    return Unhurried(chat.face)


@pytest.fixture
def final(chat: ChatTest) -> ChatTest:
    """M1 ended on Monday at 15:30, its minutes were published at once and are final on Tuesday."""
    end_meeting(chat)
    chat.presses("王芳", "发布", "纪要草稿", where="王芳")
    chat.moves_to(shanghai(2024, 5, 21, 15, 40))
    assert "已定稿" in chat.card("会议纪要 · M1").text
    return chat


def _head(session: Session) -> None:
    """张伟 is of 研发部 and heads it."""
    name_head(session, "研发部", "张伟")
    who = person(session, "张伟")
    who.department_id = session.scalars(select(Department).where(Department.head_id == who.id)).one().id


def amend(chat: ChatTest, text: str = NEW, basis: str = "复测通过", *, major: bool = False) -> str:
    """王芳 goes from her desk to the conclusion and says what holds instead."""
    chat.presses("王芳", "修订结论", "纪要进展", where="王芳")
    chat.presses("王芳", "修订 D1 · M1", "修订结论", where="王芳")
    values: dict[str, Typed] = {"新结论": text, "依据或修订原因": basis, "重大结论，需部门负责人确认": major}
    return chat.submits("王芳", values, "发布修订", "修订 D1", where="王芳")


def test_the_old_one_is_struck_and_the_new_one_holds(final: ChatTest) -> None:
    assert amend(final) == "已修订，第2版正在私信大家"
    for where in (GROUP, "张伟"):
        text = final.card("会议纪要 · M1", where=where).text
        assert STRUCK in text.replace("~~", "")
        assert HELD in text
    assert "第2版" in final.card("会议纪要 · M1", where="张伟").text
    assert "D1 已被 D2 替代" in final.card("修订 D1", where="王芳").text
    desk = final.card("纪要进展", where="王芳").text
    assert HELD in desk
    final.presses("王芳", "修订结论", "纪要进展", where="王芳")
    listed = final.card("修订结论", where="王芳")
    assert "已被 D2 替代" in listed.text
    assert "修订 D2 · M1" in listed.buttons
    assert "修订 D1 · M1" not in listed.buttons


def test_search_and_the_file_say_which_one_holds(final: ChatTest) -> None:
    amend(final)
    final.says("张伟", "@会办 查 一期")
    found = final.card("查").text
    assert "已被 M1·D2 替代" in found
    assert NEW in found
    final.says("张伟", "@会办 纪要 M1 导出")
    name = next(name for name in final.face.files(GROUP) if name.startswith("会议纪要-") and ".docx" in name)
    assert final.face.files(GROUP)[name]


def test_a_second_tap_and_a_late_one_change_nothing(final: ChatTest) -> None:
    amend(final)
    final.presses("王芳", "修订结论", "纪要进展", where="王芳")
    assert [title for title in final.titles("张伟") if "会议纪要 · M1" in title]
    count = len(final.titles("张伟"))
    final.presses("王芳", "修订 D2 · M1", "修订结论", where="王芳")
    toast = final.submits(
        "王芳", {"新结论": NEW, "依据或修订原因": "复测通过"}, "发布修订", "修订 D2", where="王芳"
    )
    assert toast == "新结论和原来的一样，没有改动。"
    assert len(final.titles("张伟")) == count


def test_it_is_taken_back_in_one_go(final: ChatTest) -> None:
    amend(final, major=True)
    final.presses("王芳", "撤销", "纪要进展", where="王芳")
    assert "已由记录人撤回" in final.card("会议纪要", where="张伟").text
    desk = final.card("纪要进展", where="王芳").text
    assert OLD in desk
    assert NEW not in desk
    final.says("张伟", "@会办 查 一期")
    assert "替代" not in final.card("查").text


def test_a_section_written_by_hand_keeps_the_rest_of_its_words(chat: ChatTest) -> None:
    end_meeting(chat)
    chat.presses("王芳", "改结论", "纪要草稿", where="王芳")
    written = f"大家同意{OLD}。\n另外谢谢研发部。"
    chat.submits("王芳", {"各议题结论": written}, "保存", "改各议题结论", where="王芳")
    chat.presses("王芳", "发布", "纪要草稿", where="王芳")
    amend(chat)
    text = chat.card("会议纪要 · M1", where="张伟").text
    assert "另外谢谢研发部。" in text
    assert HELD in text
    assert f"大家同意{OLD}" not in text.partition("旧文划掉")[0]


def test_only_who_writes_the_minutes_amends(final: ChatTest) -> None:
    amend(final)
    assert not any("修订" in button for card in final.face.cards("张伟") for button in card.buttons)


def test_a_major_one_waits_for_the_heads_and_the_minutes_follow_everywhere(final: ChatTest) -> None:
    in_store(final, _head)
    amend(final, major=True)
    waits = f"重大结论待部门负责人确认：{NEW}"
    places = (
        ("会议纪要 · M1", GROUP),
        ("会议纪要 · M1", "张伟"),
        ("会议纪要 · M1", "陈晨"),
        ("纪要进展", "王芳"),
    )
    for title, where in places:
        assert waits in final.card(title, where=where).text
    final.submits("张伟", {}, "确认", "请确认重大结论", where="张伟")
    for title, where in places:
        text = final.card(title, where=where).text
        assert waits not in text
        assert f"重大结论已由部门负责人确认：{NEW}" in text

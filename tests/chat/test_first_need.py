"""The guide's own example: the first row of 表1, from the message to the files (product section 9)."""

import io

import openpyxl
import pytest
from docx import Document

from tests.chat.faces import GROUP, ChatTest
from tests.support.time import shanghai

GOLDEN = """@会办 /需求 新产品上市推广
发起部门：市场部
协作目标：3个月内完成产品上市并达成50万销量
需协作部门：研发部、销售部、客服部
对接人：研发部、销售部、客服部
需求描述：研发部提供技术参数；销售部提交渠道铺货计划；客服部制定售后话术
期望完成时间：2024-06-30
备注：研发部人力紧张，需提前2周启动"""
CONTACTS = {"研发部对接人": "张伟", "销售部对接人": "李娜", "客服部对接人": "赵强"}
ROW = (
    "新产品上市推广",
    "市场部",
    "3个月内完成产品上市并达成50万销量",
    "研发部、销售部、客服部",
    "研发部、销售部、客服部*",
    "研发部提供技术参数；销售部提交渠道铺货计划；客服部制定售后话术",
    "2024-06-30",
    "研发部人力紧张，需提前2周启动",
)


@pytest.fixture
def registered(chat: ChatTest) -> ChatTest:
    """The example is registered and its contacts are named."""
    chat.says("王芳", GOLDEN)
    chat.submits("王芳", CONTACTS, "确定", "请指定对接人")
    return chat


def test_the_card_shows_the_table_and_what_to_mind(chat: ChatTest) -> None:
    chat.says("王芳", GOLDEN)
    card = chat.card("需求 N1 · 新产品上市推广")
    for cell in ROW[2:4] + ROW[5:6] + ROW[7:]:
        assert cell in card.text
    assert "期望完成 6月30日(周日) 不是工作日" in card.text
    assert "最晚启动：6月14日(周五)" in card.text
    for department in ("研发部", "销售部", "客服部"):
        assert f"{department}还没有决策人" in card.text
    assert {"改 6月28日(周五)", "保留", "线上对齐", "需求清单", "改", "导出表1"} <= set(card.buttons)
    assert chat.face.pinned() == ["需求 N1 · 新产品上市推广"]


def test_contacts_are_asked_once_and_remembered(registered: ChatTest) -> None:
    registered.says("王芳", GOLDEN.replace("新产品上市推广", "秋季促销", 1))
    card = registered.card("需求 N2 · 秋季促销")
    assert all(name in card.text for name in ("张伟", "李娜", "赵强"))
    assert sum("请指定对接人" in title for title in registered.titles()) == 1


def test_every_contact_is_asked_in_private(registered: ChatTest) -> None:
    for who, department, ask in (
        ("张伟", "研发部", "提供技术参数"),
        ("李娜", "销售部", "提交渠道铺货计划"),
        ("赵强", "客服部", "制定售后话术"),
    ):
        card = registered.card(f"请确认：新产品上市推广需要{department}支持", where=who)
        assert ask in card.text
        assert {"接受", "部分满足", "有困难"} <= set(card.buttons)
    assert registered.titles("陈晨") == []


def test_the_offered_day_is_one_tap(registered: ChatTest) -> None:
    assert registered.presses("王芳", "改 6月28日(周五)", "需求 N1") == "已更新"
    card = registered.card("需求 N1")
    assert "期望完成时间：6月28日(周五)" in card.text
    assert "不是工作日" not in card.text
    assert "6月30日(周日) → 6月28日(周五)" in card.text


def test_a_day_off_can_be_kept(registered: ChatTest) -> None:
    registered.presses("王芳", "保留", "需求 N1")
    assert "不是工作日" not in registered.card("需求 N1").text
    assert "期望完成时间：6月30日(周日)" in registered.card("需求 N1").text


def test_the_contact_becomes_decision_maker_too(registered: ChatTest) -> None:
    registered.presses("王芳", "同对接人", "需求 N1", after="研发部还没有决策人")
    text = registered.card("需求 N1").text
    assert "研发部还没有决策人" not in text
    assert "销售部还没有决策人" in text


def test_answers_show_on_the_card_and_gaps_in_the_list(registered: ChatTest) -> None:
    registered.submits(
        "张伟",
        {"人力": "2名研发", "潜在难点": "测试排队", "资源缺口": "缺1名测试", "解决方向": "借调一周"},
        "部分满足",
        "请确认",
        where="张伟",
    )
    registered.submits("李娜", {"人力": "渠道经理2人"}, "接受", "请确认", where="李娜")
    text = registered.card("需求 N1").text
    assert "部分满足" in text
    assert "缺1名测试" in text
    assert "2/3" in text
    registered.presses("王芳", "需求清单", "需求 N1")
    assert "研发部：缺1名测试 → 借调一周" in registered.card("协作需求清单").text


def test_the_export_equals_the_guides_row(registered: ChatTest) -> None:
    registered.presses("王芳", "导出表1", "需求 N1")
    files = registered.face.files(GROUP)
    assert set(files) == {"表1-新产品上市推广.xlsx", "表1-新产品上市推广.docx"}
    sheet = openpyxl.load_workbook(io.BytesIO(files["表1-新产品上市推广.xlsx"])).worksheets[0]
    rows = [tuple(str(cell) for cell in row if cell is not None) for row in sheet.iter_rows(values_only=True)]
    assert ROW in rows
    table = Document(io.BytesIO(files["表1-新产品上市推广.docx"])).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == list(ROW)


def test_only_those_who_may_change_a_need_do(registered: ChatTest) -> None:
    toast = registered.presses("李娜", "关闭", "需求 N1")
    assert "王芳" in toast
    assert "进行中" in registered.card("需求 N1").text


def test_closing_and_taking_it_back(registered: ChatTest) -> None:
    registered.presses("王芳", "关闭", "需求 N1")
    assert "已关闭" in registered.card("需求 N1").text
    registered.presses("王芳", "撤销", "需求 N1")
    assert "进行中" in registered.card("需求 N1").text


def test_silent_contacts_then_the_initiator_then_the_group(registered: ChatTest) -> None:
    registered.submits("李娜", {}, "接受", "请确认", where="李娜")
    registered.moves_to(shanghai(2024, 5, 15, 18))
    assert "提醒" in registered.titles("张伟")
    assert "提醒" not in registered.titles("李娜")
    registered.moves_to(shanghai(2024, 5, 16, 18))
    assert "研发部、客服部还没有确认资源" in registered.card("提醒", where="王芳").text
    registered.moves_to(shanghai(2024, 5, 17, 18))
    post = registered.card("今日提醒 · 5月17日(周五)")
    assert "N1 新产品上市推广 · 2 个部门待确认：研发部、客服部" in post.text

"""The fields of a form read by themselves: contacts, departments, days, support items, milestones; and the parse command."""

import json
from datetime import date

import pytest

from app.calendars import CHINA
from handlers.reading.forms import PersonSlot
from handlers.reading.lines import answer_lines
from handlers.reading.request import read_contacts, read_departments, read_due, read_items, read_milestones
from tests.reading.commandcases import NOW

ZHANG = PersonSlot("张伟", None, "研发部", decides=True)
LI = PersonSlot("李娜", None, "销售部")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("研发部@张伟(决策)、销售部@李娜", (ZHANG, LI)),
        ("研发部 张伟（决策人），销售部 李娜", (ZHANG, LI)),
        ("研发部：张伟(决策)；销售部：李娜", (ZHANG, LI)),
        ("研发部-张伟(可决策)\n销售部-李娜", (ZHANG, LI)),
        ("研发部张伟(决策)、销售部李娜", (ZHANG, LI)),
        ("张伟（研发部）、李娜（销售部）", (PersonSlot("张伟", None, "研发部"), LI)),
        ("张伟、李娜", (PersonSlot("张伟"), PersonSlot("李娜"))),
        ("张伟 李娜", (PersonSlot("张伟"), PersonSlot("李娜"))),
        ("张伟和李娜", (PersonSlot("张伟"), PersonSlot("李娜"))),
        ("研发部*、销售部*", (PersonSlot(department="研发部"), PersonSlot(department="销售部"))),
        ("待定", ()),
        ("", ()),
    ],
)
def test_contacts(text: str, expected: tuple[PersonSlot, ...]) -> None:
    assert read_contacts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("研发部、销售部、客服部", ("研发部", "销售部", "客服部")),
        ("研发部，销售部; 客服部", ("研发部", "销售部", "客服部")),
        ("研发部/销售部", ("研发部", "销售部")),
        ("研发部 销售部", ("研发部", "销售部")),
        ("研发部和销售部及客服部", ("研发部", "销售部", "客服部")),
        ("研发、销售配合", ("研发", "销售")),
        ("研发部\n研发部", ("研发部",)),
        ("IT部、HR", ("IT部", "HR")),
        ("无", ()),
        ("", ()),
    ],
)
def test_departments(text: str, expected: tuple[str, ...]) -> None:
    assert read_departments(text) == expected


@pytest.mark.parametrize(
    ("typed", "day", "doubt"),
    [
        ("8月28日", date(2026, 8, 28), ""),
        ("3个工作日内", date(2026, 7, 13), ""),
        ("2026-07-01", date(2026, 7, 1), "past"),
        ("尽快", None, "unclear"),
        ("2月30日", None, "impossible"),
        ("周三", None, "unclear"),
        ("8月中旬", None, "unclear"),
        ("", None, ""),
    ],
)
def test_the_day_something_is_due(typed: str, day: date | None, doubt: str) -> None:
    due = read_due(typed, now=NOW, calendar=CHINA)
    assert (due.day, due.doubt) == (day, doubt)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "研发部提供技术参数；销售部提交渠道铺货计划",
            [("研发部", "提供技术参数"), ("销售部", "提交渠道铺货计划")],
        ),
        (
            "研发部提供技术参数，销售部提交渠道铺货计划",
            [("研发部", "提供技术参数"), ("销售部", "提交渠道铺货计划")],
        ),
        ("1. 研发部：技术参数\n2. 销售部：铺货计划", [("研发部", "技术参数"), ("销售部", "铺货计划")]),
        ("请研发部提供参数，含尺寸；销售部铺货", [("研发部", "提供参数，含尺寸"), ("销售部", "铺货")]),
        ("研发提供参数；销售铺货", [("研发部", "提供参数"), ("销售部", "铺货")]),
        ("首页重做", [(None, "首页重做")]),
        ("法务部审合同；研发部出参数", [("法务部", "审合同"), ("研发部", "出参数")]),
        ("", []),
    ],
)
def test_what_each_department_shall_supply(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert read_items(text, ("研发部", "销售部")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "8月1日 样机；8月20日 上市",
        "样机 8月1日、上市 8月20日",
        "1. 8月1日：样机\n2. 8月20日：上市",
        "8月1日样机，8月20日上市",
    ],
)
def test_milestones(text: str) -> None:
    assert read_milestones(text, now=NOW, calendar=CHINA) == (
        ("样机", date(2026, 8, 1)),
        ("上市", date(2026, 8, 20)),
    )


def test_the_parse_command_answers_every_line() -> None:
    lines = [
        json.dumps({"id": "a", "now": "2026-07-08T09:40:00+08:00", "chat": "group", "text": "/任务 18 完成"}),
        "",
        json.dumps({"id": "b", "now": "2026-07-08T09:40:00", "chat": "p2p", "text": "任物 完成 T1"}),
        "not json",
        json.dumps({"id": "c", "text": "/任务"}),
        json.dumps([1]),
    ]
    answers = [json.loads(line) for line in answer_lines(lines)]
    assert answers[0]["intent"] == "task"
    assert answers[0]["slots"] == {"action": "done", "task_ids": [18]}
    assert answers[1]["suggest"] == "task"
    assert [answer["id"] for answer in answers] == ["a", "b", None, "c", None]
    assert all("error" in answer for answer in answers[2:])

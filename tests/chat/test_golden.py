"""The guide's own example from the first message to the final minutes, as one conversation (product section 9)."""

import pytest

from tests.chat.faces import GROUP, ChatTest
from tests.chat.live_stage import Unhurried
from tests.chat.test_first_need import CONTACTS
from tests.chat.test_first_need import GOLDEN as REQUEST
from tests.chat.test_meetings import GOLDEN as MEETING
from tests.support.time import shanghai

CRITERIA = {
    "市场需求反馈与功能优先级梳理": "用户优先级",
    "技术可行性评估": "开发成本",
    "销售渠道适配性分析": "ROI",
    "功能优先级最终确认": "用户优先级",
}
CONCLUSIONS = ("核心功能为A、B、C", "A、B可在三个月内完成", "A、B与渠道匹配", "一期只做A和B")
TASKS = (
    ("完成核心功能清单（终稿）", "陈晨", "2024-05-22", "核心功能清单(V1.2)"),
    ("技术可行性报告细化", "张伟", "2024-05-24", "技术可行性报告(V2.0)"),
    ("渠道适配建议落地", "李娜", "2024-05-28", "渠道执行方案"),
)


@pytest.fixture
def golden(chat: ChatTest) -> Unhurried:
    """The chat, with people who look before they tap."""
    return Unhurried(chat.face)


def test_from_the_first_message_to_the_final_minutes(golden: Unhurried) -> None:
    register(golden)
    prepare(golden)
    meet(golden)
    follow_up(golden)


FOUR = ("王芳", "张伟", "李娜", "陈晨")
"""Who comes to the meeting."""


def register(chat: Unhurried) -> None:
    """表1: registered, contacts named, the day moved, everybody answered."""
    chat.says("王芳", REQUEST)
    chat.submits("王芳", CONTACTS, "确定", "请指定对接人")
    chat.presses("王芳", "改 6月28日(周五)", "需求 N1")
    assert "最晚启动：6月14日(周五)" in chat.card("需求 N1").text
    for who in CONTACTS.values():
        chat.submits(who, {"人力": "2人"}, "接受", "请确认", where=who)
    assert "3/3" in chat.card("需求 N1").text


def prepare(chat: Unhurried, people: tuple[str, ...] = FOUR) -> None:
    """表2: drafted from departments, checked, fixed in one tap, published four working days ahead.

    `people` are those who come: the four of the departments, and whoever is named besides.
    """
    besides = "".join(f"、@{who}" for who in people if who not in FOUR)
    chat.says("王芳", MEETING.replace("销售部、产品部", f"销售部、产品部{besides}", 1))
    chat.submits("王芳", {"市场部对接人": "王芳", "产品部对接人": "陈晨"}, "确定", "请指定参会人")
    assert "共 105 分钟，超出会议时长 90 分钟" in chat.card("会议 M1").text
    chat.presses("王芳", "多方当场拍板", "会议 M1")
    chat.submits("王芳", {"会议目标": "确定一期上线的功能优先级"}, "保存", "会议 M1")
    chat.presses("王芳", "一键修正（2项）", "会议 M1")
    chat.presses("王芳", "选决策标准", "会议 M1")
    chat.submits("王芳", CRITERIA, "保存", "选决策标准", where="王芳")
    chat.presses("王芳", "由参会人决策", "会议 M1")
    text = chat.card("会议 M1").text
    assert all(f"· {minutes}分钟" in text for minutes in (17, 25, 16))
    assert "5月17日(周五)" in text
    assert chat.presses("王芳", "发布", "会议 M1") == f"已发布，正在私信 {len(people)} 位参会人"
    assert "距会议只有" not in chat.card("会议 M1").text
    for who in people[1:]:
        chat.presses(who, "参加", "会议邀请", where=who)
    assert "✅" in chat.card("会议 M1").text


def meet(chat: Unhurried, people: tuple[str, ...] = FOUR) -> None:
    """主持台: opened, every topic concluded by its criterion, tasks given, nobody objects, adjourned at 15:30."""
    chat.moves_to(shanghai(2024, 5, 20, 14))
    chat.presses("王芳", "开始", "会议 M1", where="王芳")
    for who in people:
        chat.presses(who, "签到", "会议进行中")
    chat.moves_to(shanghai(2024, 5, 20, 14, 5))
    chat.presses("王芳", "进入：市场需求反馈与功能…", "主持台", where="王芳")
    for minute, text in zip((20, 40, 55, 70), CONCLUSIONS, strict=True):
        chat.moves_to(shanghai(2024, 5, 20, 14 + minute // 60, minute % 60))
        chat.presses("王芳", "记结论", "主持台", where="王芳")
        button = "记下，进入收尾" if text == CONCLUSIONS[-1] else "记下，下一议题"
        chat.submits("王芳", {"结论": text, "依据": "调研 n=312"}, button, "记结论", where="王芳")
    for description, owner, due, deliverable in TASKS:
        chat.presses("王芳", "记任务", "主持台", where="王芳")
        values = {"任务描述": description, "负责人": owner, "截止日期": due, "产出物": deliverable}
        chat.submits("王芳", values, "记下", "记任务", where="王芳")
    for who in people:
        chat.presses(who, "无异议", "决议与任务")
    chat.moves_to(shanghai(2024, 5, 20, 15, 30))
    assert chat.presses("王芳", "散会", "主持台", where="王芳") == "已散会，发出任务 3 项"


def follow_up(chat: Unhurried, people: tuple[str, ...] = FOUR) -> None:
    """纪要: due 24 hours later, published the next morning, closed 24 hours after that."""
    draft = chat.card("纪要草稿", where="王芳")
    assert "请在 5月21日(周二) 15:30 前发布" in draft.text
    assert all(text in draft.text for text in CONCLUSIONS)
    chat.moves_to(shanghai(2024, 5, 21, 10))
    chat.presses("王芳", "发布", "纪要草稿", where="王芳")
    for who in people[1:-1]:
        chat.presses(who, "确认收到", "会议纪要 · M1", where=who)
    assert "5月22日(周三) 10:00" in chat.card("会议纪要 · M1").text
    chat.moves_to(shanghai(2024, 5, 22, 10, 1))
    assert f"M1 纪要已定稿 · {len(people) - 1}/{len(people)} 已确认" in chat.titles()
    assert any(name.startswith("会议纪要-") for name in chat.face.files(GROUP))

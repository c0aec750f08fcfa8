"""预演 in the chat: what a draft would cost whom, and what a setting would change, before anything is sent or saved."""

import re
from datetime import date

import pytest

from app.calendars import CHINA
from app.people.models import Chat
from app.reminders import service as reminders
from app.reminders.rehearsed import by_recipient, messages
from tests.chat.ended_meeting import end_meeting
from tests.chat.faces import GROUP, PEOPLE, ChatTest
from tests.support.time import shanghai

NEED = {
    "项目名称": "秋季促销",
    "发起部门": "市场部",
    "协作目标": "达成50万销量",
    "需协作部门": "研发部、销售部",
    "需求描述（需支持的具体事项）": "研发部提供技术参数；销售部提交渠道铺货计划",
    "期望完成时间": "2024-06-28",
    "备注（如潜在风险）": "需提前2周启动",
}


def counted(text: str) -> dict[str, int]:
    """Everybody's number of messages on a card of 预演."""
    return {name: int(count) for name, count in re.findall(r"(\S+) · \d+ 周 (\d+) 条", text)}


def planned(chat: ChatTest, *subjects: str) -> list[int]:
    """How many messages are planned about these subjects for each who gets any."""
    with chat.process.runtime.sessions() as session:
        found = by_recipient(messages(reminders.planned_for(session, subjects), CHINA))
        return sorted(len(each) for each in found.values())


def others(chat: ChatTest) -> dict[str, list[str]]:
    """What stands everywhere but in 王芳's private chat."""
    return {where: chat.titles(where) for where in (GROUP, *PEOPLE) if where != "王芳"}


def test_a_need_is_rehearsed_before_it_is_registered(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 需求")
    assert "还没有填完整" in chat.submits("王芳", {"项目名称": "秋季促销"}, "预演提醒", "需求草稿")
    before = others(chat)
    assert chat.submits("王芳", NEED, "预演提醒", "需求草稿") == "预演已发到私聊"
    assert others(chat) == before, "nobody hears of a rehearsal"
    text = chat.card("预演 · 秋季促销", "王芳").text
    assert "6月27日(周四) 10:0" in text
    told = counted(text)
    assert chat.submits("王芳", {}, "登记", "需求草稿") == "已登记需求 N1"
    assert sorted(told.values()) == planned(chat, "need:1", "project:1")


def test_a_task_is_rehearsed_before_it_is_given(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 /任务 5月24日前 交渠道清单")
    before = others(chat)
    assert chat.submits("王芳", {"负责人": "李娜"}, "预演提醒", "新任务") == "预演已发到私聊"
    assert others(chat) == before
    told = counted(chat.card("预演 · 交渠道清单", "王芳").text)
    assert told["李娜"] >= 5
    chat.submits("王芳", {"负责人": "李娜"}, "交办", "新任务")
    assert sorted(told.values()) == planned(chat, "task:1")


def settings(chat: ChatTest, **values: str) -> str:
    """王芳 fills in the settings of time and saves; the toast."""
    chat.says("王芳", "@会办 设置")
    chat.presses("王芳", "时间", "本群设置")
    return chat.submits("王芳", values, "保存", "设置 · 时间")


def own_days(chat: ChatTest) -> dict[date, bool]:
    """The group's own days as they are kept."""
    with chat.process.runtime.sessions() as session:
        group = session.query(Chat).filter(Chat.private.is_(False)).one()
        return {row.day: row.working for row in group.own_days}


@pytest.mark.parametrize("answer", ["确认保存", "不改"])
def test_a_day_off_shows_what_it_moves_before_it_is_saved(chat: ChatTest, answer: str) -> None:
    chat.says("王芳", "@会办 /任务 @李娜 5月24日前 交渠道清单")
    before = planned(chat, "task:1")
    toast = settings(chat, 本公司的例外日="2024-05-23,休")
    assert toast == "会变动提醒，请先看一下再确认"
    card = chat.card("改之前看一下", "王芳")
    assert "李娜 · " in card.text
    assert "－ 5月23日(周四)" in card.text
    assert "＋ 5月22日(周三)" in card.text
    assert own_days(chat) == {}
    chat.presses("王芳", answer, "改之前看一下", "王芳")
    saved = answer == "确认保存"
    assert own_days(chat) == ({date(2024, 5, 23): False} if saved else {})
    with chat.process.runtime.sessions() as session:
        days = {
            one.fire_at.date() for one in reminders.planned_for(session, ["task:1"]) if one.step == "due_1"
        }
    assert days == {date(2024, 5, 22) if saved else date(2024, 5, 23)}
    assert before


def test_a_setting_that_moves_nothing_is_saved_at_once(chat: ChatTest) -> None:
    assert settings(chat, 本公司的例外日="2024-12-23,休").startswith("已保存")
    assert own_days(chat) == {date(2024, 12, 23): False}


def test_a_rule_that_moves_reminders_shows_how_before_it_is_a_version(chat: ChatTest) -> None:
    end_meeting(chat, ended=shanghai(2024, 5, 24, 15, 30))
    chat.says("王芳", "@会办 设置")
    chat.presses("王芳", "规程", "本群设置")
    typed = {"纪要 24 小时怎么算": "到期日不上班则顺延到下一工作日"}
    assert chat.submits("王芳", typed, "保存为新版本", "规程 · ") == "会变动提醒，请先看一下再确认"
    assert chat.card("规程 · ").title.endswith("v1")
    assert "＋ 5月27日(周一) 15:30 纪要到期" in chat.card("改之前看一下", "王芳").text
    chat.presses("王芳", "确认保存", "改之前看一下", "王芳")
    assert chat.card("规程 · ").title.endswith("v2")
    with chat.process.runtime.sessions() as session:
        due = [one for one in reminders.planned_for(session, ["minutesdraft:1"]) if one.step == "minutes_due"]
    assert {one.fire_at for one in due} == {shanghai(2024, 5, 27, 15, 30)}

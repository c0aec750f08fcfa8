"""设置 as a conversation (section 7): each setting is in effect, its admins alone set it, and it can be taken back."""

from collections.abc import Iterator
from datetime import time
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.people.calendars import calendar_of
from app.people.models import Chat
from app.reminders import service as reminders
from app.rulepacks import service as rulepacks
from tests.chat.ended_meeting import Cast, end_meeting
from tests.chat.everywhere import chat_on
from tests.chat.faces import ChatTest, Typed
from tests.chat.test_needs_in_talk import SHORT
from tests.standins.feishu import HandClock
from tests.support.time import shanghai

TASK = "@会办 /任务 @李娜 5月22日前 交渠道清单"


@pytest.fixture
def one(sqlite_url: str, clock: HandClock) -> Iterator[ChatTest]:
    """The chat on the playground alone: what follows from a setting is the same everywhere."""
    with chat_on("playground", sqlite_url, clock) as made:
        yield made


def sets(chat: ChatTest, part: str, **values: Typed) -> str:
    """王芳 opens a part of the settings and saves it; the toast."""
    chat.says("王芳", "@会办 设置")
    chat.presses("王芳", part, "本群设置")
    return chat.submits("王芳", values, "保存", f"设置 · {part}")


def confirms(chat: ChatTest, part: str, **values: Typed) -> None:
    """Save what moves reminders: it is shown in private first."""
    assert sets(chat, part, **values) == "会变动提醒，请先看一下再确认"
    chat.presses("王芳", "确认保存", "改之前看一下", "王芳")


def group(chat: ChatTest) -> Chat:
    """The group as it is kept."""
    with chat.process.runtime.sessions() as session:
        return Cast(session).chat


def test_the_card_is_short_and_opens_a_form_for_each_part(chat: ChatTest) -> None:
    chat.says("王芳", "@会办 设置")
    card = chat.card("本群设置")
    for line in ("09:00–18:00，午休 12:00–13:30", "国务院放假和调休", "逾期第 3 个工作日起", "一直保留"):
        assert line in card.text
    for part in ("时间", "提醒", "项目", "数据", "管理员"):
        chat.presses("王芳", part, "本群设置")
        assert "保存" in chat.card(f"设置 · {part}").buttons
    chat.presses("王芳", "规程", "本群设置")
    assert "规程 · 指南默认 v1" in chat.titles()


def test_working_hours_are_those_of_the_office(chat: ChatTest) -> None:
    toast = sets(chat, "时间", 上班时间="08:30", 午休="12:00–13:00", 下班时间="17:30")
    assert toast == "已保存，从现在起按新设置"
    assert "08:30–17:30，午休 12:00–13:00" in chat.card("本群设置").text
    with chat.process.runtime.sessions() as session:
        calendar = calendar_of(session, Cast(session).chat)
    assert calendar.shifts == ((time(8, 30), time(12)), (time(13), time(18)))
    assert (calendar.day_starts, calendar.day_ends) == (time(8, 30), time(17, 30))
    chat.says("王芳", "@会办 /会议 明天下班前 碰头 @张伟")
    assert "5月15日(周三) 17:30" in chat.card("碰头").text


def test_plain_weeks_know_no_holidays(one: ChatTest) -> None:
    sets(one, "时间", 假日="只按周一至周五")
    one.says("王芳", SHORT.replace("6月28日", "6月10日"))
    assert "不是工作日" not in one.card("需求 N1").text, "the Dragon Boat Festival is a Monday like any other"


def test_the_clock_of_24_hours_follows_the_setting(one: ChatTest) -> None:
    end_meeting(one, ended=shanghai(2024, 5, 24, 15, 30))
    typed = {"纪要 24 小时怎么算": "到期日不上班则顺延到下一工作日"}
    confirms(one, "时间", **typed)
    with one.process.runtime.sessions() as session:
        due = [row for row in reminders.planned_for(session, ["minutesdraft:1"]) if row.step == "minutes_due"]
        assert rulepacks.number_of(session, Cast(session).chat.id) == 2, "it is a version of the rules too"
    assert {row.fire_at for row in due} == {shanghai(2024, 5, 27, 15, 30)}


@pytest.mark.parametrize(
    ("naming", "first_named"),
    [("从不", None), ("逾期第 3 个工作日起", 27), ("直接点名：纪要和任务的每一步提醒也发到群里", 23)],
)
def test_names_stand_in_the_post_of_the_day_as_the_chat_wants(
    one: ChatTest, naming: str, first_named: int | None
) -> None:
    one.says("王芳", TASK)
    toast = sets(one, "提醒", 群内点名=naming)
    if "直接" in naming:
        assert toast == "会变动提醒，请先看一下再确认"
        one.presses("王芳", "确认保存", "改之前看一下", "王芳")
    named = []
    for day in (23, 24, 27, 28):
        one.moves_to(shanghai(2024, 5, day, 9, 55))
        if "李娜" in one.card(f"今日提醒 · 5月{day}日").text:
            named.append(day)
    assert named[:1] == ([] if first_named is None else [first_named])


def test_a_blunt_group_hears_every_step_of_tasks_and_minutes(chat: ChatTest) -> None:
    chat.says("王芳", TASK)
    confirms(chat, "提醒", 群内点名="直接点名：纪要和任务的每一步提醒也发到群里")
    assert "群内提醒" not in chat.titles()
    chat.moves_to(shanghai(2024, 5, 21, 11))
    said = chat.card("群内提醒").text
    assert "李娜 · T1 交渠道清单：下一个工作日到期" in said
    before = chat.titles().count("群内提醒")
    chat.moves_to(shanghai(2024, 5, 22, 11))
    assert "今天到期" in chat.card("群内提醒").text
    chat.moves_to(shanghai(2024, 5, 23, 11))
    assert chat.titles().count("群内提醒") == before + 2
    assert "逾期 1 个工作日" in chat.card("群内提醒").text


def test_a_blunt_group_hears_only_the_last_of_what_was_missed(one: ChatTest) -> None:
    one.says("王芳", TASK)
    confirms(one, "提醒", 群内点名="直接点名：纪要和任务的每一步提醒也发到群里")
    one.process.clock.move_to(shanghai(2024, 5, 24, 11))
    one.moves_to(shanghai(2024, 5, 24, 11))
    assert one.titles().count("群内提醒") == 1
    assert "逾期 2 个工作日" in one.card("群内提醒").text
    assert "今天到期" not in one.card("群内提醒").text


def test_a_blunt_group_hears_who_owes_the_minutes(one: ChatTest) -> None:
    end_meeting(one)
    confirms(one, "提醒", 群内点名="直接点名：纪要和任务的每一步提醒也发到群里")
    one.moves_to(shanghai(2024, 5, 20, 15, 50))
    assert "王芳 · M1 新产品上市功能优先级评审会：纪要草稿已备好" in one.card("群内提醒").text


def test_what_was_said_in_confidence_is_not_said_bluntly(one: ChatTest) -> None:
    end_meeting(one, confidential=True)
    sets(one, "提醒", 群内点名="直接点名：纪要和任务的每一步提醒也发到群里")
    one.moves_to(shanghai(2024, 5, 21, 18))
    assert "群内提醒" not in one.titles()


def test_posts_and_heads_are_part_of_the_rules(one: ChatTest) -> None:
    toast = sets(one, "提醒", 群内每日上限="5 条定时消息", **{"任务逾期 8 个工作日后通知部门负责人": True})
    assert toast == "已保存，从现在起按新设置"
    with one.process.runtime.sessions() as session:
        pack = rulepacks.pack_of(session, Cast(session).chat.id)
    assert (pack.posts, pack.escalates) == (5, True)
    assert "逾期 8 个工作日后通知" in one.card("本群设置").text


def test_a_new_need_begins_with_the_chats_scenario(one: ChatTest) -> None:
    sets(one, "项目", 默认场景="战略目标对齐")
    one.says("王芳", "@会办 需求")
    one.submits("王芳", {"项目名称": "秋季促销"}, "存草稿", "需求草稿")
    one.says("王芳", SHORT)
    assert "战略目标对齐" in one.card("需求 N1").text


def test_the_default_project_takes_what_names_none(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    chat.says("王芳", SHORT.replace("秋季促销", "会员日"))
    sets(chat, "项目", 默认项目="秋季促销")
    assert "秋季促销" in chat.card("本群设置").text
    chat.says("张伟", TASK)
    assert "秋季促销" in chat.card("任务 T1").text


@pytest.mark.parametrize(
    ("style", "cell"), [("写姓名（张伟）", "李娜"), ("部门和姓名（研发部 张伟）", "销售部 李娜")]
)
def test_files_name_people_as_the_chat_wants(one: ChatTest, style: str, cell: str) -> None:
    one.says("王芳", TASK)
    sets(one, "数据", 导出时的人名=style)
    one.says("王芳", "@会办 任务 导出")
    content = next(
        found for name, found in one.face.files("新产品上市项目群").items() if name.endswith("xlsx")
    )
    cells = [cell.value for row in load_workbook(BytesIO(content)).worksheets[0] for cell in row]
    assert cell in cells


def test_several_admins_set_and_nobody_else(chat: ChatTest) -> None:
    chat.says("李娜", "@会办 帮助")
    sets(chat, "管理员", 群管理员=["王芳", "李娜"])
    assert "王芳、李娜" in chat.card("本群设置").text
    chat.presses("李娜", "提醒", "本群设置")
    assert chat.submits("李娜", {"群内点名": "从不"}, "保存", "设置 · 提醒").startswith("已保存")
    assert "需要由 王芳、李娜 来操作" in chat.presses("张伟", "提醒", "本群设置")


def test_a_change_is_logged_and_taken_back(chat: ChatTest) -> None:
    sets(chat, "提醒", 群内点名="从不", 群内每日上限="5 条定时消息")
    assert "王芳 更改了提醒设置" in chat.card("本群设置").text
    assert "从不" in chat.card("本群设置").text
    assert chat.presses("王芳", "撤销", "本群设置") == "已撤销"
    text = chat.card("本群设置").text
    assert "逾期第 3 个工作日起" in text
    assert "3 条定时消息" in text
    assert "更改了提醒设置" not in text


def test_only_who_changed_it_takes_it_back(one: ChatTest) -> None:
    sets(one, "提醒", 群内点名="从不")
    assert "王芳" in one.presses("李娜", "撤销", "本群设置")
    assert group(one).naming == "never"


def test_deleting_is_confirmed_with_what_goes(chat: ChatTest) -> None:
    chat.says("王芳", SHORT)
    toast = sets(chat, "数据", 关闭的项目="关闭半年后删除")
    assert "在私聊里看清楚" in toast
    assert group(chat).keep_days is None
    card = chat.card("到期会永久删除", "王芳")
    assert "不能恢复" in card.text
    chat.presses("王芳", "确认保存", "到期会永久删除", "王芳")
    assert group(chat).keep_days == 180
    assert sets(chat, "数据", 关闭的项目="一直保留").startswith("已保存"), "keeping more asks for nothing"

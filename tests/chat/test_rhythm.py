"""A project's rhythm in talk: how often it is told of, urgent or not, and its sync (S57, S62–S64, S85, G10, L10)."""

from datetime import datetime

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.people.models import Membership, Person
from app.reminders import service as reminders
from tests.chat.ended_meeting import in_store
from tests.chat.faces import ChatTest
from tests.chat.test_needs_in_talk import SHORT
from tests.support.time import shanghai

PROGRESS, RHYTHM, SYNC = "进度 · 秋季促销", "节奏 · 秋季促销", "秋季促销 同步会"
UPDATE, DIGEST = "进展 · 秋季促销", "进展汇总 · 秋季促销"


@pytest.fixture
def given(chat: ChatTest) -> ChatTest:
    """秋季促销 of 王芳, at its rhythm's card. It is Tuesday 2024-05-14, 10:00."""
    chat.says("王芳", SHORT)
    chat.says("王芳", "@会办 进度")
    chat.presses("王芳", "节奏和同步会", PROGRESS)
    return chat


def lives_to(chat: ChatTest, moment: datetime) -> None:
    """Time passes, and whatever falls due on the way is said at its time."""
    while True:
        with chat.process.runtime.sessions() as session:
            due_at = reminders.next_at(session, chat.face.name)
        if due_at is None or due_at > moment:
            chat.moves_to(moment)
            return
        chat.moves_to(max(due_at, chat.process.clock.now()))


def updates(chat: ChatTest) -> int:
    """How often 李娜 was asked how far she is."""
    return len([one for one in chat.titles("李娜") if one.startswith(UPDATE)])


def tuesdays(chat: ChatTest) -> None:
    """A sync on Tuesdays at 14:00."""
    values = {"星期": "周二", "时间": "14:00"}
    assert chat.submits("王芳", values, "开始定期同步会", RHYTHM).startswith("已保存")


def test_the_cadence_is_changed_with_two_taps_and_can_be_taken_back(given: ChatTest) -> None:
    assert "每周更新" in given.card(PROGRESS).text
    assert given.presses("王芳", "双周", RHYTHM).startswith("已保存")
    assert "双周更新" in given.card(PROGRESS).text
    assert "更改了更新节奏" in given.card(RHYTHM).text
    given.presses("王芳", "撤销", RHYTHM)
    assert "每周更新" in given.card(PROGRESS).text


def test_only_its_initiator_and_the_admin_may_and_the_refusal_says_so(given: ChatTest) -> None:
    assert "王芳" in given.presses("李娜", "每日", RHYTHM)
    assert "每周更新" in given.card(PROGRESS).text


def test_daily_means_every_working_evening(given: ChatTest) -> None:
    given.presses("王芳", "每日", RHYTHM)
    given.says("王芳", "@会办 /任务 @李娜 5月24日前 交渠道清单")
    lives_to(given, shanghai(2024, 5, 15, 17, 15))
    card = given.card(UPDATE, "李娜")
    assert "5月15日(周三) 18:" in card.text
    assert card.buttons[:5] == ("进行中 25%", "无变化", "完成", "延期", "需要帮助")
    assert given.presses("李娜", "进行中 25%", UPDATE, "李娜") == "已保存"
    assert "已更新" in given.card(UPDATE, "李娜").text
    lives_to(given, shanghai(2024, 5, 15, 18, 15))
    text = given.card(DIGEST).text
    assert "T1 交渠道清单" in text
    assert "25%" in text
    assert "李娜" not in text
    lives_to(given, shanghai(2024, 5, 16, 17, 15))
    assert updates(given) == 3  # on the evening of the 14th, too


def test_that_nothing_is_new_is_said_with_one_tap_and_can_be_taken_back(given: ChatTest) -> None:
    given.presses("王芳", "每日", RHYTHM)
    given.says("王芳", "@会办 /任务 @李娜 5月24日前 交渠道清单")
    lives_to(given, shanghai(2024, 5, 15, 17, 15))
    given.presses("李娜", "无变化", UPDATE, "李娜")
    assert "已更新" in given.card(UPDATE, "李娜").text
    assert "未开始" in given.card(UPDATE, "李娜").text
    given.presses("李娜", "撤销", "任务 T1", "李娜")
    given.moves_to(shanghai(2024, 5, 15, 17, 16))
    assert "已更新" not in given.card(UPDATE, "李娜").text


def test_who_has_told_since_the_round_began_is_left_alone(given: ChatTest) -> None:
    given.presses("王芳", "每日", RHYTHM)
    given.says("王芳", "@会办 /任务 @李娜 5月24日前 交渠道清单")
    lives_to(given, shanghai(2024, 5, 15, 10, 15))
    before = updates(given)
    given.says("李娜", "@会办 T1 进度 30%")
    lives_to(given, shanghai(2024, 5, 15, 17, 15))
    assert updates(given) == before


def test_an_urgent_project_is_told_of_by_the_hour_and_on_a_sunday(given: ChatTest) -> None:
    given.presses("王芳", "标为紧急", RHYTHM)
    given.says("王芳", "@会办 /任务 @李娜 5月19日前 交渠道清单")
    given.presses("李娜", "接受", "任务 T1", "李娜")
    assert "紧急" in given.card(PROGRESS).text
    before = given.titles("李娜").count(given.card("任务 T1", "李娜").title)
    lives_to(given, shanghai(2024, 5, 19, 14, 15))
    assert given.titles("李娜").count(given.card("任务 T1", "李娜").title) > before
    lives_to(given, shanghai(2024, 5, 19, 17, 15))
    assert "T1 交渠道清单" in given.card(UPDATE, "李娜").text
    lives_to(given, shanghai(2024, 5, 19, 22))
    assert "已过期 4 小时" in given.card("任务提醒", "王芳").text
    lives_to(given, shanghai(2024, 5, 20, 8, 15))
    assert "T1" in given.card("今日提醒 · 5月20日(周一)").text


def test_calm_again_the_hours_are_forgotten(given: ChatTest) -> None:
    given.presses("王芳", "标为紧急", RHYTHM)
    given.says("王芳", "@会办 /任务 @李娜 5月18日前 交渠道清单")
    given.presses("王芳", "取消紧急", RHYTHM)
    lives_to(given, shanghai(2024, 5, 18, 22))
    assert not [one for one in given.face.cards("王芳") if "紧急" in one.text]


def test_the_sync_is_convened_on_the_eve_with_what_is_open(given: ChatTest) -> None:
    tuesdays(given)
    assert "同步会 每周二 14:00" in given.card(PROGRESS).text
    given.says("王芳", "@会办 /任务 @李娜 5月17日前 交渠道清单")
    given.says("王芳", "@会办 /任务 @陈晨 5月24日前 定稿方案")
    before = len(given.titles("李娜"))
    lives_to(given, shanghai(2024, 5, 20, 15, 15))
    assert "T1 交渠道清单" in given.card(UPDATE, "李娜").text
    lives_to(given, shanghai(2024, 5, 20, 16, 15))
    card = given.card(SYNC)
    assert "5月21日(周二) 14:00–14:30" in card.text
    assert "逾期任务 1 项" in card.text
    assert "5 个工作日内到期 1 项" in card.text
    assert "取消本次" in card.buttons
    assert not [one for one in given.titles("李娜")[before:] if "同步会" in one]
    lives_to(given, shanghai(2024, 5, 21, 13, 15))
    assert "T1 交渠道清单" in given.card(DIGEST).text
    lives_to(given, shanghai(2024, 5, 21, 13, 55))
    assert "开始" in given.card(SYNC, "王芳").buttons


def test_nothing_open_and_it_proposes_its_own_end(given: ChatTest) -> None:
    tuesdays(given)
    lives_to(given, shanghai(2024, 5, 20, 16, 15))
    card = given.card(SYNC)
    assert "建议取消本次" in card.text
    assert card.buttons[:2] == ("取消本次", "照常召开")
    assert "王芳" in given.presses("李娜", "取消本次", SYNC)
    given.presses("王芳", "取消本次", SYNC)
    assert "已取消" in given.card(SYNC).title + given.card(SYNC).text
    given.presses("王芳", "撤销", SYNC)
    assert "照常召开" in given.card(SYNC).buttons


def test_kept_it_takes_place(given: ChatTest) -> None:
    tuesdays(given)
    lives_to(given, shanghai(2024, 5, 20, 16, 15))
    given.presses("王芳", "照常召开", SYNC)
    assert "我不能参加" in given.card(SYNC).buttons
    lives_to(given, shanghai(2024, 5, 21, 14, 5))
    assert "自动取消" not in given.card(SYNC).text


def test_nobody_wanted_it_and_it_lapses_and_the_next_one_is_proposed(given: ChatTest) -> None:
    tuesdays(given)
    lives_to(given, shanghai(2024, 5, 20, 16, 15))
    lives_to(given, shanghai(2024, 5, 21, 14, 5))
    assert "没有议程，自动取消" in given.card(SYNC).text
    lives_to(given, shanghai(2024, 5, 27, 16, 15))
    assert "5月28日(周二) 14:00–14:30" in given.card(SYNC).text


def test_who_cannot_come_says_so_on_the_groups_card(given: ChatTest) -> None:
    tuesdays(given)
    given.says("王芳", "@会办 /任务 @李娜 5月17日前 交渠道清单")
    lives_to(given, shanghai(2024, 5, 20, 16, 15))
    given.presses("李娜", "我不能参加", SYNC)
    assert "秋季促销 同步会" in given.card("不能参加", "李娜").title
    assert given.presses("刘洋", "我不能参加", SYNC) == "你不在这次会议的参会名单里。"


def leaves_the_group(session: Session) -> None:
    """李娜 reads in her own group only."""
    person = session.scalars(select(Person).where(Person.name == "李娜")).one()
    session.execute(delete(Membership).where(Membership.person_id == person.id))


def test_who_does_not_read_in_the_group_is_invited_in_private_in_their_next_half_day(given: ChatTest) -> None:
    tuesdays(given)
    given.says("王芳", "@会办 /任务 @李娜 5月17日前 交渠道清单")
    given.presses("李娜", "接受", "任务 T1", "李娜")
    in_store(given, leaves_the_group)
    lives_to(given, shanghai(2024, 5, 20, 18, 29))
    assert not [one for one in given.titles("李娜") if "同步会" in one]
    lives_to(given, shanghai(2024, 5, 21, 9, 45))
    assert [one for one in given.face.cards("李娜") if "秋季促销 同步会" in one.text + one.title]


def test_a_sync_set_after_its_hour_comes_at_once(given: ChatTest) -> None:
    lives_to(given, shanghai(2024, 5, 20, 17))
    tuesdays(given)
    lives_to(given, shanghai(2024, 5, 20, 17, 2))
    assert "5月21日(周二) 14:00–14:30" in given.card(SYNC).text


def test_no_more_syncs_once_it_is_stopped(given: ChatTest) -> None:
    tuesdays(given)
    given.presses("王芳", "不再开同步会", RHYTHM)
    lives_to(given, shanghai(2024, 5, 20, 16, 15))
    assert not [one for one in given.titles() if SYNC in one]
    assert "同步会" not in given.card(PROGRESS).text.split("还缺什么")[0]


def test_a_project_that_is_closed_has_no_sync_and_one_that_runs_again_has(given: ChatTest) -> None:
    tuesdays(given)
    given.says("王芳", "@会办 N1 关闭")
    lives_to(given, shanghai(2024, 5, 20, 16, 15))
    assert not [one for one in given.titles() if SYNC in one]
    given.presses("王芳", "重新打开", "需求 N1")
    lives_to(given, shanghai(2024, 5, 27, 16, 15))
    assert "5月28日(周二)" in given.card(SYNC).text


def test_a_risk_told_at_night_waits_for_the_morning_unless_it_is_urgent(given: ChatTest) -> None:
    lives_to(given, shanghai(2024, 5, 14, 22))
    given.says("张伟", "@会办 报风险 研发人力不足→先砍掉C功能")
    assert not [one for one in given.titles("王芳") if "研发人力不足" in one]
    lives_to(given, shanghai(2024, 5, 15, 9, 15))
    assert "先砍掉C功能" in given.card("研发人力不足", "王芳").text
    given.presses("王芳", "标为紧急", RHYTHM)
    lives_to(given, shanghai(2024, 5, 15, 22))
    given.says("张伟", "@会办 报风险 服务器到货延迟→先用云主机")
    assert "先用云主机" in given.card("服务器到货延迟", "王芳").text

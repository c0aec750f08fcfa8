"""A meeting run from the opening to 散会, on both faces."""

import pytest
from sqlalchemy import select

from app.meetings.models import Decision, Dispute, Meeting, MeetingStatus, NotedTask, Outcome, ParkedItem
from app.tasks.models import Task
from tests.chat.faces import GROUP, ChatTest, Typed
from tests.chat.live_stage import Staged, Unhurried, at, begin, late_tap, name_head, person, show, stage
from tests.support.time import shanghai


@pytest.fixture
def chat(chat: ChatTest) -> ChatTest:
    """The group, with people who look before they tap."""
    return Unhurried(chat.face)


@pytest.fixture
def staged(chat: ChatTest) -> Staged:
    """The meeting is published and its time has come."""
    return stage(chat)


@pytest.fixture
def live(chat: ChatTest, staged: Staged) -> ChatTest:
    """It has begun."""
    begin(chat, staged)
    return chat


def meeting_of(chat: ChatTest) -> Meeting:
    """M1 as it stands."""
    with chat.process.runtime.sessions() as session:
        return session.scalars(select(Meeting)).one()


def console(chat: ChatTest, who: str = "王芳") -> str:
    """What the host reads."""
    return chat.card("主持台", where=who).text


def decide(chat: ChatTest, text: str, button: str = "记下，下一议题") -> str:
    """The host writes a conclusion down."""
    chat.presses("王芳", "记结论", "主持台", where="王芳")
    return chat.submits("王芳", {"结论": text}, button, "记结论", where="王芳")


def test_the_opening_is_ready_to_read_out(live: ChatTest) -> None:
    text = console(live)
    assert live.left(5, "14:05") in text
    assert "今天的目标：确定上线功能优先级" in text
    assert "1. 市场需求反馈（20分钟）" in text
    assert "3 分钟介绍背景" in text
    group = live.card("会议进行中")
    assert live.left(5, "14:05") in group.text
    assert "签到" in group.buttons
    assert not any("主持台" in title for title in live.titles(GROUP) + live.titles("张伟"))


def test_the_minutes_are_never_more_than_a_minute_behind(live: ChatTest) -> None:
    for minute in range(1, 5):
        live.moves_to(at(minute))
        assert live.left(5 - minute, "14:05") in live.card("会议进行中").text
        assert live.left(5 - minute, "14:05") in console(live)
    assert sum("会议进行中" in title for title in live.titles()) == 1
    assert sum("主持台" in title for title in live.titles("王芳")) == 1


def test_a_topic_shows_its_criterion_and_its_end(live: ChatTest) -> None:
    live.moves_to(at(4))
    assert live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳") == "现在是：市场需求反馈"
    text = console(live)
    assert live.left(20, "14:24") in text
    assert "决策标准：用户优先级" in text
    assert "用户优先级" in live.card("会议进行中").text


def test_the_cues_come_to_the_host_alone(live: ChatTest) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    group, others = live.titles(), live.titles("张伟")
    live.moves_to(at(3.2))
    assert "已介绍 3 分钟" in live.card("主持提醒", where="王芳").text
    live.presses("王芳", "打开主持台", "主持提醒", where="王芳")
    assert "主持台" in live.titles("王芳")[-1]
    live.moves_to(at(16.2))
    assert "还剩 4 分钟（到 14:20）" in live.card("主持提醒", where="王芳").text
    live.moves_to(at(20.2))
    assert {"延长5分钟", "搁置", "会后专项"} <= set(live.card("时间到", where="王芳").buttons)
    assert ("时间到" if live.face.ticks else "计划到 14:20") in console(live)
    assert live.titles() == group
    assert live.titles("张伟") == others


def test_a_topic_is_extended_once(live: ChatTest) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    live.moves_to(at(20.2))
    assert live.presses("王芳", "延长5分钟", "主持台", where="王芳") == "已延长到 14:25"
    assert live.left(5, "14:25") in console(live)
    live.moves_to(at(25.2))
    assert "延长5分钟" not in live.card("时间到", where="王芳").buttons
    live.moves_to(at(30.2))
    assert ("已超时 5 分钟" if live.face.ticks else "计划到 14:25") in console(live)


def test_a_topic_never_ends_silently(live: ChatTest) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    assert "还没有结果" in live.presses("王芳", "下一议题", "主持台", where="王芳")
    live.submits("王芳", {"说明（可不填）": "等数据"}, "会后专项", "还没有结果", where="王芳")
    assert "技术可行性评估" in console(live)
    assert "会后专项：等数据" in live.card("会议进行中").text
    assert "已经结束" in live.card("还没有结果", where="王芳").text


def test_a_conclusion_ends_a_topic_in_one_go(live: ChatTest) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    live.presses("王芳", "记结论", "主持台", where="王芳")
    toast = live.submits(
        "王芳", {"结论": "一期只做A和B", "依据": "调研 n=312"}, "记下，下一议题", "记结论", where="王芳"
    )
    assert toast == "现在是：技术可行性评估"
    assert "✅ 一期只做A和B（依据：调研 n=312）" in live.card("会议进行中").text
    with live.process.runtime.sessions() as session:
        assert session.scalars(select(Decision)).one().criterion == "用户优先级"


def test_a_late_or_double_tap_is_answered_and_does_nothing(live: ChatTest, staged: Staged) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    toast = late_tap(live, "王芳", "live.next", meeting=staged.id, at="opening")
    assert toast == "会议已经往下走了，现在是：市场需求反馈。请看最新的卡片。"
    assert meeting_of(live).topic_id == staged.topics[0]
    assert late_tap(live, "王芳", "live.begin", meeting=staged.id) == "会议已经在进行了"
    decide(live, "做A", "记下，继续讨论")
    decide(live, "做A", "记下，继续讨论")
    with live.process.runtime.sessions() as session:
        assert len(session.scalars(select(Decision)).all()) == 1


def test_a_conclusion_that_comes_after_the_topic_was_shelved_is_refused_kindly(
    live: ChatTest, staged: Staged
) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    live.presses("王芳", "记结论", "主持台", where="王芳")
    live.opens("王芳", "记结论", where="王芳")
    with live.process.runtime.sessions.begin() as session:
        meeting = session.scalars(select(Meeting)).one()
        meeting.topics[0].outcome = Outcome.SHELVED
    toast = live.submits("王芳", {"结论": "做A"}, "记下，下一议题", "记结论", where="王芳")
    said = toast + live.card("记结论", where="王芳").text
    assert "已经按“搁置”结束了" in said or "这个议题已经结束：搁置" in said
    assert "做A" in said or live.face.name != "dingtalk", "what was typed is not lost"


def test_a_dispute_needs_both_sides_and_is_due_in_two_working_days(live: ChatTest) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    live.presses("王芳", "记分歧", "主持台", where="王芳")
    values: dict[str, Typed] = {
        "分歧点": "一期是否含C",
        "一方": "张伟",
        "一方的核心诉求": "保证上线",
        "另一方": "李娜",
        "另一方的核心诉求": "渠道要C",
    }
    assert live.submits("王芳", values, "记下", "记分歧", where="王芳") == "已记下"
    with live.process.runtime.sessions() as session:
        dispute = session.scalars(select(Dispute)).one()
        assert dispute.due_at == shanghai(2024, 5, 22, 18)
        assert [(s.department, s.demand) for s in dispute.sides] == [
            ("研发部", "保证上线"),
            ("销售部", "渠道要C"),
        ]
    assert live.presses("王芳", "下一议题", "主持台", where="王芳") == "现在是：技术可行性评估"
    assert meeting_of(live).topics[0].outcome == Outcome.DISPUTE


def test_a_topic_is_taken_out_of_turn(live: ChatTest, staged: Staged) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    decide(live, "做A", "记下，继续讨论")
    live.presses("王芳", "换议题", "主持台", where="王芳")
    live.submits("王芳", {"现在讨论": "资源协调"}, "开始讨论", "换议题", where="王芳")
    assert meeting_of(live).topic_id == staged.topics[2]
    decide(live, "加一人")
    assert meeting_of(live).topic_id == staged.topics[1]


def test_skipped_topics_can_be_shelved(live: ChatTest, staged: Staged) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    decide(live, "做A", "记下，继续讨论")
    live.presses("王芳", "换议题", "主持台", where="王芳")
    live.submits(
        "王芳", {"现在讨论": "资源协调", "跳过的议题": "跳过的搁置"}, "开始讨论", "换议题", where="王芳"
    )
    assert [topic.outcome for topic in meeting_of(live).topics] == [
        Outcome.DECISION,
        Outcome.SHELVED,
        Outcome.NONE,
    ]


def test_everybody_signs_in_once_and_the_delegate_for_the_absent(chat: ChatTest) -> None:
    staged = stage(chat, absent="李娜", delegate="刘洋")
    begin(chat, staged)
    assert "李娜 缺席，由 刘洋 代表（可决策）" in console(chat)
    assert chat.presses("张伟", "签到", "会议进行中") == "已签到 14:00"
    chat.moves_to(at(2))
    assert chat.presses("张伟", "签到", "会议进行中") == "已签到 14:00"
    assert chat.presses("刘洋", "签到", "会议进行中") == "已签到 14:02"
    assert "3/5" in console(chat)
    assert "未到：赵强、陈晨" in console(chat)
    chat.presses("王芳", "代签到", "主持台", where="王芳")
    chat.submits("王芳", {"已经到场的": ["赵强"]}, "标记到场", "代签到", where="王芳")
    assert "4/5" in console(chat)


def test_somebody_not_invited_is_told_who_can_help(live: ChatTest) -> None:
    assert "王芳" in live.presses("刘洋", "签到", "会议进行中")


def test_the_host_hands_over_in_one_tap_and_an_old_console_is_refused(live: ChatTest, staged: Staged) -> None:
    live.presses("王芳", "换主持", "主持台", where="王芳")
    assert live.presses("王芳", "李娜", "换主持", where="王芳") == "主持已交给 李娜"
    assert "李娜" in late_tap(live, "王芳", "live.next", meeting=staged.id, at="opening")
    assert "现在由 李娜 主持" in console(live)
    assert live.presses("李娜", "进入：市场需求反馈", "主持台", where="李娜") == "现在是：市场需求反馈"
    assert live.presses("王芳", "收回主持", "主持台", where="王芳") == "主持已交给 王芳"
    assert live.left(20, "14:20") in console(live)
    assert "现在由 王芳 主持" in console(live, "李娜")


def test_ten_minutes_before_the_end_the_closing_begins_by_itself(live: ChatTest) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    live.moves_to(at(80))
    assert "“市场需求反馈”还没有结果" in console(live)
    assert live.left(10, "15:30") in console(live)
    assert {"无异议", "有异议"} <= set(live.card("决议与任务").buttons)
    live.presses("王芳", "搁置", "主持台", where="王芳", after="“市场需求反馈”还没有结果")
    assert "“市场需求反馈”还没有结果" not in console(live)


def test_five_minutes_after_the_end_the_host_is_asked_once(live: ChatTest) -> None:
    live.moves_to(at(95))
    assert "散会" in live.card("M1 已经结束了吗", where="王芳").buttons
    assert sum("已经结束了吗" in title for title in live.titles("王芳")) == 1


def close(chat: ChatTest) -> None:
    """Every topic gets its conclusion, the last leads into the closing."""
    chat.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    decide(chat, "做A")
    decide(chat, "可行")
    decide(chat, "加一人", "记下，进入收尾")


def note_task(chat: ChatTest, **values: str) -> None:
    """The host notes a task."""
    chat.presses("王芳", "记任务", "主持台", where="王芳")
    chat.submits("王芳", values, "记下", "记任务", where="王芳")


def test_the_whole_meeting_ends_with_tasks_and_the_minutes_clock(live: ChatTest, staged: Staged) -> None:
    close(live)
    note_task(live, 任务描述="输出渠道适配方案", 负责人="李娜", 截止日期="2024-05-28", 产出物="渠道执行方案")
    for who in ("王芳", "张伟", "李娜", "赵强", "陈晨"):
        live.presses(who, "无异议", "决议与任务")
    assert "5/5" in live.card("决议与任务").text
    live.moves_to(at(70))
    assert live.presses("王芳", "散会", "主持台", where="王芳") == "已散会，发出任务 1 项"
    with live.process.runtime.sessions() as session:
        task = session.scalars(select(Task)).one()
        assert task.owner_id == person(session, "李娜").id
        assert task.assigner_id == person(session, "王芳").id
        assert (task.meeting_id, task.deliverable) == (1, "渠道执行方案")
    assert meeting_of(live).status == MeetingStatus.ENDED
    assert meeting_of(live).ended_at == at(70)
    assert "已结束" in console(live)
    assert any("纪要草稿" in title for title in live.titles("陈晨"))
    assert "已经结束" in late_tap(live, "张伟", "live.sign", meeting=staged.id)
    before = live.titles("王芳")
    live.moves_to(at(100))
    assert [t for t in live.titles("王芳") if "主持" in t or "结束了吗" in t] == [
        t for t in before if "主持" in t or "结束了吗" in t
    ]


def test_what_is_missing_is_asked_for_before_the_end(live: ChatTest) -> None:
    close(live)
    note_task(live, 任务描述="输出渠道适配方案")
    live.presses("王芳", "停车场", "主持台", where="王芳")
    live.submits("王芳", {"先放一放的事": "海外定价"}, "记下", "停车场", where="王芳")
    assert "缺负责人" in live.card("决议与任务").text
    assert "还有几件事" in live.presses("王芳", "散会", "主持台", where="王芳")
    card = live.card("散会前确认", where="王芳")
    assert "确认散会" not in card.buttons
    live.presses("王芳", "补全", "散会前确认", where="王芳")
    live.submits("王芳", {"负责人": "李娜", "截止日期": "2024-05-28"}, "保存", "任务：", where="王芳")
    live.presses("王芳", "会后专项", "散会前确认", where="王芳", after="海外定价")
    assert live.presses("王芳", "确认散会", "散会前确认", where="王芳") == "已散会，发出任务 1 项"
    with live.process.runtime.sessions() as session:
        assert session.scalars(select(ParkedItem)).one().goes_to == "followup"
        assert session.scalars(select(NotedTask)).one().task_id is not None


def test_an_objection_is_listed_and_asked_about_once_more(live: ChatTest) -> None:
    close(live)
    assert "私聊" in live.presses("张伟", "有异议", "决议与任务")
    live.submits("张伟", {"您不同意的是": "A的工期不够"}, "提交异议", "有异议", where="张伟")
    assert "张伟 有异议：A的工期不够" in live.card("决议与任务").text
    assert "张伟 有异议：A的工期不够" in console(live)
    live.presses("王芳", "散会", "主持台", where="王芳")
    card = live.card("散会前确认", where="王芳")
    assert "张伟 有异议：A的工期不够" in card.text
    assert "保留异议，散会" in card.buttons
    assert meeting_of(live).status == MeetingStatus.LIVE
    live.presses("张伟", "收回异议", "有异议", where="张伟")
    assert "确认散会" in live.card("散会前确认", where="王芳").buttons


def test_what_is_typed_in_the_chat_is_written_down(live: ChatTest) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    live.says("陈晨", "@会办 记 决议 一期只做A和B 依据：调研n=312")
    live.says("张伟", "@会办 记 任务 @李娜 5月28日前 渠道适配建议落地 产出：渠道执行方案")
    live.says("李娜", "@会办 记 停车场 海外定价")
    live.says("王芳", "@会办 记 分歧 一期是否含C")
    text = live.card("会议进行中").text
    assert "✅ 一期只做A和B（依据：调研n=312）" in text
    assert "渠道适配建议落地" in text
    assert "5月28日(周二)" in text
    assert "停车场：海外定价" in text
    assert "⚡ 一期是否含C" in text
    assert "补全分歧" in live.titles("王芳")
    assert "王芳" in _last(live, "张伟", "@会办 记 决议 做C")


def test_a_line_without_a_kind_is_asked_about(live: ChatTest) -> None:
    live.says("陈晨", "@会办 记 一期先做A")
    assert live.presses("陈晨", "记为结论", "记成什么") == "结论：一期先做A"
    assert "一期先做A" in live.card("会议进行中").text


def test_nothing_is_recorded_where_no_meeting_runs(chat: ChatTest) -> None:
    assert "没有正在进行的会议" in _last(chat, "王芳", "@会办 记 决议 做A")


def _last(chat: ChatTest, who: str, text: str) -> str:
    chat.says(who, text)
    return chat.face.cards(GROUP)[-1].text


def test_a_major_conclusion_waits_for_the_heads(live: ChatTest) -> None:
    with live.process.runtime.sessions.begin() as session:
        name_head(session, "研发部", "张伟")
        name_head(session, "销售部", "刘洋")
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    live.presses("王芳", "记结论", "主持台", where="王芳")
    live.submits(
        "王芳",
        {"结论": "一期只做A和B", "重大结论（请各部门负责人确认）": True},
        "记下，下一议题",
        "记结论",
        where="王芳",
    )
    assert "待 张伟、刘洋 确认" in live.card("会议进行中").text
    live.submits("张伟", {}, "确认", "请确认重大结论", where="张伟")
    assert "疑问" in live.submits("刘洋", {}, "有疑问", "请确认重大结论", where="刘洋")
    live.submits("刘洋", {"疑问（点“有疑问”时填写）": "预算没批"}, "有疑问", "请确认重大结论", where="刘洋")
    assert "刘洋 对重大结论“一期只做A和B”有疑问：预算没批" in live.face.cards("王芳")[-1].text
    assert "待 刘洋 确认" in live.card("会议进行中").text
    live.submits("刘洋", {}, "确认", "请确认重大结论", where="刘洋")
    assert "重大·已确认" in live.card("会议进行中").text


def test_a_confidential_meeting_shows_nothing_in_the_group(chat: ChatTest) -> None:
    before = chat.titles()
    staged = stage(chat, confidential=True)
    helps = chat.titles()
    begin(chat, staged)
    close(chat)
    assert chat.titles() == helps
    assert len(helps) == len(before) + 6
    for who in ("张伟", "李娜", "赵强", "陈晨"):
        assert any("会议进行中" in title for title in chat.titles(who))
        assert any("决议与任务" in title for title in chat.titles(who))
    assert not any("会议进行中" in title for title in chat.titles("刘洋"))


def test_the_last_step_can_be_taken_back(live: ChatTest, staged: Staged) -> None:
    live.presses("王芳", "进入：市场需求反馈", "主持台", where="王芳")
    live.moves_to(at(4))
    decide(live, "做A")
    live.presses("王芳", "撤销上一步", "主持台", where="王芳")
    assert meeting_of(live).topic_id == staged.topics[0]
    assert live.left(16, "14:20") in console(live)


def test_only_the_host_or_the_initiator_begins(chat: ChatTest) -> None:
    staged = stage(chat)
    show(chat, "王芳", f"console:{staged.id}")
    chat.presses("王芳", "换主持", "主持台", where="王芳")
    chat.presses("王芳", "李娜", "换主持", where="王芳")
    show(chat, "李娜", f"console:{staged.id}")
    assert chat.presses("李娜", "开始会议", "主持台", where="李娜").startswith("会议开始了")
    assert "会议进行中" in chat.card("会议进行中").title

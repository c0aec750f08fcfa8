"""What a task must hold: SMART (S93), risk → measure (S79), causes (S60), amounts; 表3 word for word (S76–S81)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.calendars import CHINA
from app.documents.tasks import task_table
from app.people.views import PersonView
from app.tasks import rules
from app.tasks.models import DelayCause, TaskStatus
from app.tasks.views import TaskView
from handlers.reading.amounts import percent_in, shifted
from tests.support.time import shanghai

NOW = shanghai(2024, 5, 20, 15, 20)


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("完成核心功能清单（终稿）", True),
        ("渠道适配建议落地", True),
        ("跟进", False),
        ("继续推进相关工作", False),
        ("尽快跟进一下", False),
        ("改价签", False),
    ],
)
def test_a_task_says_what_is_done_to_what(text: str, specific: bool) -> None:
    assert rules.is_specific(text) is specific


def test_smart_tells_each_point() -> None:
    points = rules.smart(
        description="渠道适配建议落地", deliverable="", accepted=False, linked=True, due_on=date(2024, 5, 28)
    )
    assert points == (
        ("specific", True),
        ("measurable", False),
        ("achievable", False),
        ("relevant", True),
        ("timed", True),
    )


@pytest.mark.parametrize(
    ("typed", "risk", "measure"),
    [
        ("市场部需求待补充→今日18点前确认", "市场部需求待补充", "今日18点前确认"),
        ("人力不足 -> 申请增加1名开发", "人力不足", "申请增加1名开发"),
        ("人力不足＝>加人", "人力不足", "加人"),
        ("人力不足，应对：加人", "人力不足", "加人"),
        ("人力不足", "人力不足", ""),
    ],
)
def test_a_risk_and_its_measure_are_parted(typed: str, risk: str, measure: str) -> None:
    assert rules.split_risk(typed) == (risk, measure)


@pytest.mark.parametrize(
    ("measure", "at"),
    [
        ("今日18点前确认", shanghai(2024, 5, 20, 18)),
        ("明天10:30前回复", shanghai(2024, 5, 21, 10, 30)),
        ("下午5点半前给结论", shanghai(2024, 5, 20, 17, 30)),
        ("5月22日前补齐", shanghai(2024, 5, 22, 18)),
        ("今天9点前确认", None),
        ("申请增加1名开发工程师", None),
        ("2月31日前补齐", None),
    ],
)
def test_a_measure_may_name_its_own_moment(measure: str, at: datetime | None) -> None:
    assert rules.measure_moment(measure, now=NOW, calendar=CHINA) == at


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        ("资源不足 申请增加1名开发", DelayCause.RESOURCES),
        ("需求变更", DelayCause.CHANGED),
        ("样品未到", DelayCause.DEPENDENCY),
        ("工作量比预期大", DelayCause.ESTIMATE),
        ("停电了", DelayCause.OTHER),
        ("", None),
    ],
)
def test_a_reason_names_its_cause(reason: str, cause: DelayCause | None) -> None:
    assert rules.cause_of(reason) == cause


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (date(2024, 5, 25), date(2024, 5, 24)),
        (date(2026, 9, 20), None),
        (date(2026, 10, 10), None),
        (date(2027, 5, 8), date(2027, 5, 7)),
    ],
)
def test_r8_offers_the_working_day_before(day: date, offered: date | None) -> None:
    assert rules.offered_day(day, CHINA) == offered


@pytest.mark.parametrize(
    ("text", "percent"), [("60%", 60), ("百分之八十", 80), ("完成了一半", 50), ("在做了", None)]
)
def test_a_share_that_is_done(text: str, percent: int | None) -> None:
    assert percent_in(text) == percent


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("T2 延期3天", date(2024, 5, 27)),
        ("T2 延期3个工作日", date(2024, 5, 29)),
        ("T2 推迟两周", date(2024, 6, 7)),
        ("T2 提前两天", date(2024, 5, 22)),
        ("T2 延期", None),
    ],
)
def test_a_length_counts_from_the_old_day(text: str, day: date | None) -> None:
    assert shifted(text, date(2024, 5, 24), CHINA) == day


def person(department: str) -> PersonView:
    """Somebody of a department."""
    return PersonView(1, "p1", "陈晨", department)


ROW = TaskView(
    id=1,
    number=1,
    description="完成核心功能清单（终稿）",
    owner=person("产品部"),
    assigner=person("市场部"),
    initiator=None,
    project_id=None,
    project="",
    meeting_id=1,
    topic_id=None,
    chat_id=1,
    departments="研发部、市场部",
    due_on=date(2024, 5, 22),
    first_due_on=date(2024, 5, 22),
    due_waived=False,
    status=TaskStatus.DOING,
    delayed=False,
    percent=0,
    progress_note="",
    deliverable="核心功能清单",
    edition="V1.2",
    link="",
    risk="市场部需求待补充",
    countermeasure="今日18点前确认",
    countermeasure_at=None,
    created_at=NOW,
    accepted_at=NOW,
    done_at=None,
    approved_at=None,
    delays=(),
    handovers=(),
    smart=(),
    enough=4,
)


def test_table_three_equals_the_guide_cell_by_cell() -> None:
    second = replace(
        ROW,
        description="技术可行性报告细化",
        owner=person("研发部"),
        departments="",
        due_on=date(2024, 5, 25),
        status=TaskStatus.TODO,
        deliverable="技术可行性报告",
        edition="V2.0",
        risk="人力不足",
        countermeasure="申请增加1名开发工程师*",
    )
    third = replace(
        second,
        description="渠道适配建议落地",
        owner=person("销售部"),
        due_on=date(2024, 5, 28),
        deliverable="渠道执行方案",
        edition="",
        risk="部分渠道反馈延迟",
        countermeasure="提前对接重点渠道负责人",
    )
    cancelled = replace(third, status=TaskStatus.CANCELLED)
    sheet = task_table("新产品上市功能优先级评审会", date(2024, 5, 20), [ROW, second, third, cancelled])
    assert sheet.title == "表3：会议决议与任务跟踪表"
    assert sheet.head == (("会议名称", "新产品上市功能优先级评审会"), ("日期", "2024-05-20"))
    assert sheet.columns == (
        "任务描述",
        "负责人",
        "协作部门",
        "截止时间",
        "当前进度",
        "产出物",
        "风险与应对措施",
    )
    assert sheet.rows == (
        (
            "完成核心功能清单（终稿）",
            "产品部*",
            "研发部、市场部",
            "2024-05-22",
            "进行中",
            "核心功能清单(V1.2)",
            "市场部需求待补充→今日18点前确认",
        ),
        (
            "技术可行性报告细化",
            "研发部*",
            "-",
            "2024-05-25",
            "未开始",
            "技术可行性报告(V2.0)",
            "人力不足→申请增加1名开发工程师*",
        ),
        (
            "渠道适配建议落地",
            "销售部*",
            "-",
            "2024-05-28",
            "未开始",
            "渠道执行方案",
            "部分渠道反馈延迟→提前对接重点渠道负责人",
        ),
    )


def test_a_task_with_a_later_date_reads_as_late_until_it_is_done() -> None:
    late = replace(ROW, delayed=True)
    assert task_table("", None, [late]).rows[0][4] == "延期"
    assert task_table("", None, [replace(late, status=TaskStatus.DONE)]).rows[0][4] == "已完成"
    assert task_table("", None, [late]).head == (("会议名称", "-"), ("日期", "-"))

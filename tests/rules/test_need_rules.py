"""表1's rules, as tables (S7, S10–S20, S71–S73, S83)."""

from dataclasses import replace
from datetime import date

import pytest

from app.calendars import CHINA
from app.needs import rules
from app.needs.views import Finding, NeedFields

COMPLETE = NeedFields(
    project="新产品上市推广",
    department="市场部",
    goal="3个月内完成产品上市并达成50万销量",
    departments=("研发部", "销售部"),
    description="研发部提供技术参数；销售部提交渠道铺货计划",
    due_on=date(2024, 6, 30),
)


def test_a_complete_table_misses_nothing() -> None:
    assert rules.missing(COMPLETE) == ()


@pytest.mark.parametrize(
    ("emptied", "missing"),
    [
        ({"project": ""}, ("project",)),
        ({"goal": "", "due_on": None}, ("goal", "due_on")),
        ({"departments": (), "description": ""}, ("departments", "description")),
        ({"note": "", "contacts": ()}, ()),
    ],
)
def test_what_is_missing_is_named_in_the_order_of_the_table(
    emptied: dict[str, object], missing: tuple[str, ...]
) -> None:
    assert rules.missing(replace(COMPLETE, **emptied)) == missing  # type: ignore[arg-type]


def test_a_private_registration_asks_for_its_group_first() -> None:
    assert rules.missing(COMPLETE, asks_home=True) == ("home",)
    assert rules.missing(replace(COMPLETE, home="oc_1"), asks_home=True) == ()


@pytest.mark.parametrize(
    ("note", "days"),
    [
        ("研发部人力紧张，需提前2周启动", 14),
        ("提前一个月准备", 30),
        ("需要提前 10 天通知", 10),
        ("提前半个月", 15),
        ("提前两个星期", 14),
        ("提前三个礼拜", 21),
        ("提前1个月半启动", 45),
        ("提前十二天", 12),
        ("提前二十天", 20),
        ("人力紧张", None),
        ("提前沟通", None),
        ("", None),
    ],
)
def test_the_lead_time_of_a_note(note: str, days: int | None) -> None:
    assert rules.lead_days(note) == days


@pytest.mark.parametrize(
    ("due", "days", "start"),
    [
        (date(2024, 6, 30), 14, date(2024, 6, 14)),  # 6-16 is a Sunday
        (date(2024, 6, 28), 14, date(2024, 6, 14)),
        (date(2024, 6, 24), 14, date(2024, 6, 7)),  # 6-10 is 端午
        (date(2026, 10, 8), 5, date(2026, 9, 30)),  # 国庆
        (date(2024, 6, 30), None, None),
    ],
)
def test_the_last_day_to_start_is_a_working_day(due: date, days: int | None, start: date | None) -> None:
    assert rules.start_by(due, days, CHINA) == start


@pytest.mark.parametrize(
    "goal", ["3个月内完成产品上市并达成50万销量", "确定上线功能优先级", "6月底签约", "成本降低两成"]
)
def test_a_goal_one_can_measure(goal: str) -> None:
    assert rules.is_measurable(goal)


@pytest.mark.parametrize("goal", ["加强协作", "把体验做好", "多沟通", ""])
def test_a_goal_nobody_can_measure(goal: str) -> None:
    assert not rules.is_measurable(goal)


def check(due: date, *, waived: bool = False, goal: str = COMPLETE.goal) -> tuple[Finding, ...]:
    """体检 with one department that has a decision-maker and one that has none."""
    return rules.check(
        goal=goal,
        due_on=due,
        due_waived=waived,
        deciders=((1, "研发部", True), (2, "销售部", False)),
        calendar=CHINA,
    )


def test_a_day_off_is_kept_and_the_earlier_working_day_offered() -> None:
    assert check(date(2024, 6, 30))[0] == Finding("R8", offered=date(2024, 6, 28))


def test_a_day_off_that_was_kept_is_not_asked_about_again() -> None:
    assert [finding.rule for finding in check(date(2024, 6, 30), waived=True)] == ["R6"]


def test_a_working_sunday_is_a_working_day() -> None:
    assert [finding.rule for finding in check(date(2026, 9, 20))] == ["R6"]


def test_each_department_without_a_decision_maker_is_named() -> None:
    assert check(date(2024, 6, 28)) == (Finding("R6", "销售部", 2),)


def test_a_vague_goal_is_hinted_at_last() -> None:
    assert [finding.rule for finding in check(date(2024, 6, 30), goal="多沟通")] == ["R8", "R6", "R13"]

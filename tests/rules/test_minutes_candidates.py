"""What of a pasted transcript is offered as a decision or a task (S51)."""

from datetime import date

import pytest

from app.meetings.candidates import MOST, Found, read_day, read_transcript

TODAY = date(2024, 5, 20)
"""A Monday."""
NAMES = ("王芳", "张伟", "李娜", "研发部")
TOPICS = ("功能优先级", "技术可行性评估")


def read(text: str) -> tuple[Found, ...]:
    """As the recorder of the golden script would paste it."""
    return read_transcript(text, names=NAMES, topics=TOPICS, today=TODAY)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("会上决定一期只做A和B", Found("decision", "会上决定一期只做A和B")),
        ("结论：C放到二期。", Found("decision", "C放到二期")),
        ("【结论】C放到二期", Found("decision", "C放到二期")),
        ("00:12:33 王芳：大家一致同意按用户优先级排", Found("decision", "大家一致同意按用户优先级排")),
        (
            "张伟5月24日前提交技术可行性报告",
            Found("task", "张伟5月24日前提交技术可行性报告", "张伟", date(2024, 5, 24)),
        ),
        ("李娜负责整理渠道清单", Found("task", "李娜负责整理渠道清单", "李娜")),
        ("李娜：渠道清单我来整理", Found("task", "渠道清单我来整理", "李娜")),
        (
            "待办：更新排期 @李娜 周五前",
            Found("task", "更新排期 @李娜 周五前", "李娜", date(2024, 5, 24)),
        ),
        (
            "- 研发部下周三之前给出排期，完成评审",
            Found("task", "研发部下周三之前给出排期，完成评审", "研发部", date(2024, 5, 29)),
        ),
    ],
)
def test_a_line_that_says_something(line: str, found: Found) -> None:
    assert read(line) == (found,)


@pytest.mark.parametrize(
    "line",
    [
        "大家好，我们开始吧",
        "王芳：今天天气不错",
        "这个要不要放到二期？",
        "张伟：我们是不是决定只做A",
        "好的",
        "00:12:33",
        "",
        "通过" * 150,
    ],
)
def test_talk_is_left_alone(line: str) -> None:
    assert read(line) == ()


def test_under_a_heading_every_line_counts() -> None:
    found = read("结论：\n1. A和B先上\n2. C放二期\n待办\n(1) 张伟补报告\n(2) 王芳约供应商")
    assert [(one.kind, one.text, one.owner) for one in found] == [
        ("decision", "A和B先上", ""),
        ("decision", "C放二期", ""),
        ("task", "张伟补报告", "张伟"),
        ("task", "王芳约供应商", "王芳"),
    ]


def test_lines_stand_under_the_topic_that_was_spoken_of() -> None:
    found = read("大家决定先看数据\n议题二 技术可行性评估\n决定采用方案二\n一、功能优先级\n确定A排第一")
    assert [(one.text, one.topic) for one in found] == [
        ("大家决定先看数据", None),
        ("决定采用方案二", 1),
        ("确定A排第一", 0),
    ]


def test_a_line_is_offered_once_and_not_without_end() -> None:
    assert len(read("决定只做A\n决定只做A")) == 1
    assert len(read("\n".join(f"决定做第{n}项" for n in range(60)))) == MOST


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("5月28日前", date(2024, 5, 28)),
        ("5-28 之前", date(2024, 5, 28)),
        ("2024-06-03", date(2024, 6, 3)),
        ("2024年6月3日", date(2024, 6, 3)),
        ("周五前", date(2024, 5, 24)),
        ("本周一", date(2024, 5, 20)),
        ("下周三", date(2024, 5, 29)),
        ("下下周一", date(2024, 6, 3)),
        ("明天给", date(2024, 5, 21)),
        ("后天给", date(2024, 5, 22)),
        ("大后天给", date(2024, 5, 23)),
        ("2月30日", None),
        ("版本1.2.3", None),
        ("完成率95.5%", None),
        ("10:30开始", None),
        ("没有日期", None),
    ],
)
def test_the_day_a_line_names(line: str, day: date | None) -> None:
    assert read_day(line, TODAY) == day


def test_a_day_of_january_named_in_december_is_next_years() -> None:
    assert read_day("1月5日前", date(2024, 12, 20)) == date(2025, 1, 5)

"""体检 of a meeting, as tables; the guide's own example breaks its own rules (section 9)."""

from dataclasses import replace
from datetime import date

import pytest

from app.calendars import CHINA
from app.meetings.models import MeetingKind
from app.meetings.rules import AttendeeFacts, MeetingFacts, PreWorkFacts, TopicFacts, check, missing, scale
from app.rulepacks.reading import guide_text, parse, with_values
from tests.support.time import shanghai

TOPICS = tuple(
    TopicFacts(number, title, minutes, "", owner)
    for number, (title, minutes, owner) in enumerate(
        [("市场需求反馈", 20, 1), ("技术可行性评估", 30, 2), ("渠道适配", 20, 3), ("优先级确定", 20, 1)],
        start=1,
    )
)
PEOPLE = tuple(
    AttendeeFacts(number, name, department, False, True, True, True)
    for number, (name, department) in enumerate(
        [("王芳", "市场部"), ("张伟", "研发部"), ("李娜", "销售部"), ("陈晨", "产品部")], start=1
    )
)
GOLDEN = MeetingFacts(
    kind=MeetingKind.NORMAL,
    necessity="",
    objective="",
    starts_at=shanghai(2024, 5, 20, 14),
    length=90,
    notice_on=date(2024, 5, 14),
    urgent=False,
    topics=TOPICS,
    attendees=PEOPLE,
    preworks=(PreWorkFacts(1, "各部门提交《功能需求清单》", date(2024, 5, 19), False),),
    waived=frozenset(),
)


def rules(facts: MeetingFacts) -> list[str]:
    """The rules that found something, in order."""
    return [finding.rule for finding in check(facts, CHINA)]


def test_the_guides_own_example() -> None:
    assert rules(GOLDEN) == ["S21", "S23", "R3", "R5", "R5", "R5", "R5", "R8"]


def test_the_agenda_is_cut_in_proportion() -> None:
    (finding,) = [finding for finding in check(GOLDEN, CHINA) if finding.rule == "R3"]
    assert (finding.count, finding.limit, finding.minutes) == (105, 90, (17, 25, 17, 16))


def test_pre_work_due_on_a_sunday_is_offered_the_friday() -> None:
    assert check(GOLDEN, CHINA)[-1].day == date(2024, 5, 17)


@pytest.mark.parametrize(
    ("published", "short"),
    [
        (date(2024, 5, 13), False),
        (date(2024, 5, 14), False),
        (date(2024, 5, 15), False),
        (date(2024, 5, 16), True),
    ],
)
def test_the_notice_is_counted_in_working_days(published: date, short: bool) -> None:
    assert ("R2" in rules(replace(GOLDEN, notice_on=published))) is short


def test_the_window_over_a_holiday() -> None:
    friday = replace(GOLDEN, starts_at=shanghai(2026, 10, 9, 14))
    assert "R2" not in rules(replace(friday, notice_on=date(2026, 9, 29)))
    assert "R2" in rules(replace(friday, notice_on=date(2026, 9, 30)))


def test_short_notice_offers_the_earliest_day_and_urgency_needs_none() -> None:
    late = replace(GOLDEN, notice_on=date(2024, 5, 16))
    (finding,) = [finding for finding in check(late, CHINA) if finding.rule == "R2"]
    assert (finding.count, finding.day) == (2, date(2024, 5, 21))
    assert "R2" not in rules(replace(late, urgent=True))


@pytest.mark.parametrize(
    ("kind", "length", "too_long"),
    [
        (MeetingKind.NORMAL, 90, False),
        (MeetingKind.NORMAL, 91, True),
        (MeetingKind.NORMAL, 45, False),
        (MeetingKind.SYNC, 30, False),
        (MeetingKind.SYNC, 31, True),
        (MeetingKind.ALIGN, 45, True),
    ],
)
def test_how_long_a_meeting_may_be(kind: MeetingKind, length: int, too_long: bool) -> None:
    assert ("R1" in rules(replace(GOLDEN, kind=kind, length=length))) is too_long


def test_nine_people_are_too_many_but_those_in_copy_do_not_count() -> None:
    nine = tuple(AttendeeFacts(n, f"同事{n}", "", False, True, True, True) for n in range(1, 10))
    assert "R4" in rules(replace(GOLDEN, attendees=nine))
    assert "R4" not in rules(replace(GOLDEN, attendees=(*nine[:8], replace(nine[8], cc=True))))


def test_an_owner_who_is_not_invited_and_a_guest_without_a_part() -> None:
    facts = replace(
        GOLDEN, attendees=(*PEOPLE[:2], AttendeeFacts(9, "赵强", "客服部", False, False, False, True))
    )
    assert [(f.rule, f.about) for f in check(facts, CHINA) if f.rule in {"R10", "R11"}] == [
        ("R10", "渠道适配"),
        ("R11", "赵强"),
    ]


def test_somebody_has_to_be_able_to_decide() -> None:
    nobody = tuple(replace(person, may_decide=False) for person in PEOPLE)
    assert "R12" in rules(replace(GOLDEN, attendees=nobody))


def test_a_waived_check_is_silent() -> None:
    assert "R3" not in rules(replace(GOLDEN, waived=frozenset({("R3", 0)})))
    assert rules(replace(GOLDEN, waived=frozenset({("R5", 2)}))).count("R5") == 3


@pytest.mark.parametrize(
    ("minutes", "room", "cut"),
    [
        ((20, 30, 20, 20), 75, [17, 25, 17, 16]),
        ((30, 30), 75, [30, 30]),
        ((10, 10, 10), 10, [4, 3, 3]),
        ((), 75, []),
    ],
)
def test_cutting_keeps_the_sum(minutes: tuple[int, ...], room: int, cut: list[int]) -> None:
    assert scale(minutes, room) == cut


def test_what_a_notice_lacks() -> None:
    assert missing(title="", starts_at=None, length=None, where="", attendees=0) == (
        "title",
        "starts_at",
        "length",
        "where",
        "attendees",
    )
    assert (
        missing(title="评审", starts_at=shanghai(2024, 5, 20), length=90, where="3号会议室", attendees=4)
        == ()
    )


def test_who_has_another_meeting_then_is_told_of_unless_the_rule_is_off() -> None:
    busy = replace(GOLDEN, busy=frozenset((2, 9)))
    assert [(one.about, one.level) for one in check(busy, CHINA) if one.rule == "R16"] == [("张伟", "hint")]
    copied = replace(busy, attendees=tuple(replace(one, cc=one.person_id == 2) for one in PEOPLE))
    assert "R16" not in rules(copied)
    off = parse(with_values(guide_text(), {"R16.level": "off"}))
    assert "R16" not in {one.rule for one in check(busy, CHINA, off)}

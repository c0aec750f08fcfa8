"""规程包: the guide's file, its errors with their line, and what a changed number does to 体检."""

from dataclasses import replace
from datetime import date

import pytest

from app.calendars import CHINA
from app.meetings.models import MeetingKind
from app.meetings.rules import AttendeeFacts, MeetingFacts, TopicFacts, check
from app.rulepacks.pack import NUMBERS, RULES
from app.rulepacks.reading import BadPack, guide_pack, guide_text, line_of, parse, with_values
from tests.support.time import shanghai

FACTS = MeetingFacts(
    kind=MeetingKind.NORMAL,
    necessity="decide",
    objective="确定上线功能优先级",
    starts_at=shanghai(2024, 5, 20, 14),
    length=90,
    notice_on=date(2024, 5, 16),
    urgent=False,
    topics=(TopicFacts(1, "技术可行性评估", 60, "", 1),),
    attendees=(
        AttendeeFacts(
            1, "张伟", "研发部", cc=False, has_role=True, may_decide=True, department_has_decider=True
        ),
    ),
    preworks=(),
    waived=frozenset(),
    host_id=1,
)


def found(**changes: int | str) -> list[str]:
    """The rules that speak up about FACTS under 「指南默认」 with these keys changed (`R2_least`)."""
    text = with_values(guide_text(), {key.replace("_", ".", 1): value for key, value in changes.items()})
    return [finding.rule for finding in check(FACTS, CHINA, parse(text))]


def test_the_guides_numbers_are_the_products() -> None:
    pack = guide_pack()
    assert (pack.longest, pack.short, pack.notice, pack.most, pack.enough, pack.pings) == (90, 30, 3, 8, 4, 7)
    assert [rule.id for rule in pack.rules] == list(RULES)
    assert all(rule.clause and rule.title for rule in pack.rules)
    assert pack.level("R7") == "required"
    assert not pack.escalates
    assert not pack.rolls


def test_no_pack_and_the_guides_pack_are_the_same() -> None:
    assert check(FACTS, CHINA) == check(FACTS, CHINA, guide_pack())
    assert [finding.rule for finding in check(FACTS, CHINA)] == ["R2", "R5"]


def test_a_changed_number_changes_what_is_found() -> None:
    assert found(R2_least=2) == ["R5"]
    assert found(R1_longest=60) == ["R1", "R2", "R5"]
    assert found(R5_level="off") == ["R2"]


def test_a_level_goes_with_its_finding() -> None:
    pack = parse(with_values(guide_text(), {"R5.level": "hint"}))
    assert {finding.rule: finding.level for finding in check(FACTS, CHINA, pack)} == {
        "R2": "warn",
        "R5": "hint",
    }


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("least = 3", "least = 30", "R2.least", "pack.wrong.number"),
        ("least = 3", 'least = "三"', "R2.least", "pack.wrong.number"),
        ("least = 3", "lest = 3", "R2.lest", "pack.wrong.unknown"),
        ("least = 3\n", "", "R2.least", "pack.wrong.missing"),
        ('level = "required"', 'level = "off"', "R7.level", "pack.wrong.choice"),
        ('day_hours = "natural"', 'day_hours = "soon"', "clock.day_hours", "pack.wrong.choice"),
        ("heads = false ", 'heads = "no" ', "escalation.heads", "pack.wrong.switch"),
        ('name = "指南默认"', 'name = ""', "name", "pack.wrong.text"),
        ("[R3]", "[R3", "TOML", "pack.wrong.syntax"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, where: str, what: str) -> None:
    assert guide_text().count(old) == 1
    with pytest.raises(BadPack) as caught:
        parse(guide_text().replace(old, new))
    details = caught.value.details
    assert (details["where"], details["what"]) == (where, what)
    at = guide_text()[: guide_text().index(old)].count("\n") + 1
    # What is missing is told at its section; everything else where it stands.
    assert details["line"] == (line_of(guide_text(), "R2.x") if what == "pack.wrong.missing" else at)


def test_a_change_leaves_every_other_line_as_it_is() -> None:
    changed = with_values(guide_text(), {"R2.least": 4, "clock.day_hours": "working"})
    pairs = zip(guide_text().splitlines(), changed.splitlines(), strict=True)
    differing = [(old, new) for old, new in pairs if old != new]
    assert len(differing) == 2
    assert all("#" in new for old, new in differing if "#" in old)
    assert parse(changed).value("clock.day_hours") == "working"


def test_a_change_out_of_bounds_is_refused() -> None:
    for key, bounds in NUMBERS.items():
        with pytest.raises(BadPack):
            with_values(guide_text(), {key: bounds.most + 1})
        assert parse(with_values(guide_text(), {key: bounds.least})).value(key) == bounds.least


@pytest.mark.parametrize(("idle", "said"), [(0, []), (1, []), (2, ["R11"])])
def test_who_sat_in_twice_without_a_part_is_offered_a_copy_even_before_there_are_topics(
    idle: int, said: list[str]
) -> None:
    guest = AttendeeFacts(
        2, "赵强", "", cc=False, has_role=False, may_decide=False, department_has_decider=True
    )
    facts = replace(FACTS, topics=(), attendees=(*FACTS.attendees, replace(guest, idle_before=idle)))
    assert [f.rule for f in check(facts, CHINA) if f.rule == "R11"] == said

"""证据: from what happened to each clause's state and proof, and the figures of a retrospective (S1, S67)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.calendars import CHINA
from app.evidence import rules
from app.evidence.rules import MeetingFact, MinutesFact, WaiverFact
from app.evidence.views import Clause, Figures, Health, Proof, Share, State
from app.meetings.models import MeetingKind, MeetingStatus, Outcome, Rsvp
from app.meetings.rules import Finding
from app.meetings.views import AttendeeView, DisputeView, MeetingView, TopicView
from app.people.views import PersonView
from app.rulepacks.reading import guide_pack, guide_text, parse, with_values
from app.tasks.models import DelayCause, TaskStatus
from app.tasks.views import DelayView
from tests.rules.test_task_rules import ROW
from tests.support.time import shanghai

PACK = guide_pack()
HOST = PersonView(1, "p1", "王芳", "市场部")
NOW = shanghai(2024, 5, 24, 12)
BEGAN, OVER = shanghai(2024, 5, 20, 14), shanghai(2024, 5, 20, 15, 40)
TOPIC = TopicView(
    id=1,
    position=1,
    title="技术可行性评估",
    discussion="",
    owner=HOST,
    department="",
    label="",
    minutes=30,
    output="",
    criterion="ROI",
    progress="",
    problem="",
    decision_asked="",
    outcome=Outcome.DECISION,
    outcome_note="",
    began_at=BEGAN,
    ended_at=OVER,
    extended=False,
    prior_talk="",
)
ABSENT = AttendeeView(
    id=1,
    person=HOST,
    department="",
    label="",
    cc=False,
    rsvp=Rsvp.NO,
    reason="出差",
    delegate=None,
    delegate_decides=False,
    opened_at=None,
    present_at=None,
    stance=None,
    objection="",
)
DISPUTE = DisputeView(1, 1, "C功能", (), "", shanghai(2024, 5, 22, 18), "", None)
MEETING = MeetingView(
    id=3,
    number=1,
    chat_id=1,
    home_chat="c",
    private_home=False,
    zone="Asia/Shanghai",
    project="新产品上市推广",
    project_id=1,
    initiator=HOST,
    host=HOST,
    recorder=HOST,
    kind=MeetingKind.NORMAL,
    title="评审会",
    necessity="decide",
    objective="确定上线功能优先级",
    form="offline",
    place="3号会议室",
    link="",
    starts_at=BEGAN,
    length=90,
    urgent_reason="",
    confidential=False,
    status=MeetingStatus.ENDED,
    published_at=shanghai(2024, 5, 14, 10),
    began_at=BEGAN,
    ended_at=OVER,
    segment=None,
    segment_at=None,
    topic_id=None,
    attendees=(),
    topics=(TOPIC,),
    preworks=(),
    opinions=(),
    decisions=(),
    disputes=(),
    parked=(),
    checks=(),
    missing=(),
)
DUE = OVER + timedelta(hours=24)


def states(fact: MeetingFact) -> dict[str, State]:
    """Each clause of a meeting with its state."""
    return {clause.what: clause.state for clause in rules.of_meeting(fact, PACK, now=NOW)}


def test_what_the_checks_find_is_open_and_the_rest_is_proven_by_the_notice() -> None:
    found = rules.of_meeting(MeetingFact(replace(MEETING, checks=(Finding("R2"),))), PACK, now=NOW)
    by_name = {clause.what: clause for clause in found}
    assert (by_name["notice"].state, by_name["notice"].proof) == (State.OPEN, Proof())
    assert by_name["criteria"].state == State.MET
    assert by_name["criteria"].proof == Proof(MEETING.published_at, "王芳")
    assert (by_name["notice"].clause, by_name["notice"].rule, by_name["notice"].subject) == (
        "S27",
        "R2",
        "meeting:3",
    )


def test_a_reason_makes_it_waived_with_who_and_when() -> None:
    proof = Proof(OVER, "王芳", "只通报")
    fact = MeetingFact(MEETING, waivers=(WaiverFact("R5", proof),))
    found = next(c for c in rules.of_meeting(fact, PACK, now=NOW) if c.what == "criteria")
    assert (found.state, found.proof) == (State.WAIVED, proof)
    half = MeetingFact(replace(MEETING, checks=(Finding("R5"),)), waivers=(WaiverFact("R5", proof),))
    assert states(half)["criteria"] == State.OPEN  # one topic was waived, another is still without


def test_an_urgent_meeting_waives_its_notice() -> None:
    assert states(MeetingFact(replace(MEETING, urgent_reason="客户投诉")))["notice"] == State.WAIVED


def test_a_draft_and_a_rule_that_is_off_say_nothing() -> None:
    assert states(MeetingFact(replace(MEETING, status=MeetingStatus.DRAFT))) == {}
    off = parse(with_values(guide_text(), {"R5.level": "off"}))
    assert "criteria" not in {c.what for c in rules.of_meeting(MeetingFact(MEETING), off, now=NOW)}


def test_what_belongs_to_the_end_is_not_asked_before_it() -> None:
    ahead = replace(
        MEETING, status=MeetingStatus.PUBLISHED, ended_at=None, topics=(replace(TOPIC, outcome=Outcome.NONE),)
    )
    assert not {"outcomes", "minutes", "delegates"} & set(states(MeetingFact(ahead)))
    assert (
        states(MeetingFact(replace(ahead, status=MeetingStatus.ENDED, ended_at=OVER)))["outcomes"]
        == State.OPEN
    )


@pytest.mark.parametrize(("who", "state"), [(None, State.OPEN), (HOST, State.MET)])
def test_somebody_absent_needs_a_delegate(who: PersonView | None, state: State) -> None:
    absent = replace(ABSENT, delegate=who)
    assert states(MeetingFact(replace(MEETING, attendees=(absent,))))["delegates"] == state


@pytest.mark.parametrize(
    ("minutes", "state"),
    [
        (MinutesFact(DUE), State.OPEN),
        (MinutesFact(NOW + timedelta(hours=1)), None),
        (MinutesFact(DUE, DUE - timedelta(minutes=1)), State.MET),
        (MinutesFact(DUE, DUE + timedelta(minutes=1)), State.OPEN),
    ],
)
def test_minutes_are_due_within_their_day(minutes: MinutesFact, state: State | None) -> None:
    assert states(MeetingFact(MEETING, minutes=minutes)).get("minutes") == state


def test_receipts_count_once_the_minutes_are_final() -> None:
    published = MinutesFact(DUE, OVER, "王芳", answered=4, readers=5)
    assert "receipts" not in states(MeetingFact(MEETING, minutes=published))
    assert states(MeetingFact(MEETING, minutes=replace(published, final=True)))["receipts"] == State.OPEN
    done = replace(published, final=True, answered=5)
    assert states(MeetingFact(MEETING, minutes=done))["receipts"] == State.MET


@pytest.mark.parametrize(
    ("settled", "due", "state"),
    [
        (None, DISPUTE.due_at, State.OPEN),
        (None, NOW + timedelta(days=1), None),
        (DISPUTE.due_at, DISPUTE.due_at, State.MET),
        (DISPUTE.due_at + timedelta(minutes=1), DISPUTE.due_at, State.OPEN),
    ],
)
def test_a_dispute_is_settled_in_its_days(
    settled: datetime | None, due: datetime, state: State | None
) -> None:
    dispute = replace(DISPUTE, settled_at=settled, due_at=due)
    assert states(MeetingFact(replace(MEETING, disputes=(dispute,)))).get("disputes") == state


@pytest.mark.parametrize(
    ("came", "state"), [(None, State.OPEN), (BEGAN - timedelta(days=1), State.MET), (BEGAN, State.OPEN)]
)
def test_material_comes_before_the_meeting(came: datetime | None, state: State) -> None:
    fact = MeetingFact(MEETING, material=(came,))
    assert states(fact)["material"] == state


@pytest.mark.parametrize(
    ("done", "due", "today", "state"),
    [
        (None, date(2024, 5, 24), date(2024, 5, 24), None),
        (None, date(2024, 5, 22), date(2024, 5, 24), State.OPEN),
        (date(2024, 5, 22), date(2024, 5, 22), date(2024, 5, 24), State.MET),
        (date(2024, 5, 23), date(2024, 5, 22), date(2024, 5, 24), State.OPEN),
        (date(2024, 5, 23), date(2024, 5, 24), date(2024, 5, 24), State.WAIVED),
    ],
)
def test_a_task_comes_on_its_day_or_on_one_that_was_agreed(
    done: date | None, due: date, today: date, state: State | None
) -> None:
    delay = DelayView(1, date(2024, 5, 22), due, DelayCause.RESOURCES, "缺人", HOST, NOW, HOST, agreed=True)
    task = replace(ROW, due_on=due, delays=(delay,))
    found = {clause.what: clause for clause in rules.of_task(task, PACK, today, done)}
    assert (found["on_time"].state if "on_time" in found else None) == state
    if state == State.WAIVED:
        assert found["on_time"].proof == Proof(NOW, "王芳", "缺人")


def test_a_cancelled_task_says_nothing() -> None:
    cancelled = replace(ROW, status=TaskStatus.CANCELLED)
    assert rules.of_task(cancelled, PACK, date(2024, 6, 1), None) == []


def test_the_figures() -> None:
    tasks = [
        (replace(ROW, due_on=date(2024, 5, 22)), date(2024, 5, 22)),
        (replace(ROW, due_on=date(2024, 5, 22)), None),
        (replace(ROW, due_on=date(2024, 5, 30)), None),
    ]
    disputes = (replace(DISPUTE, settled_at=DISPUTE.due_at), replace(DISPUTE, due_at=NOW + timedelta(days=1)))
    fact = MeetingFact(replace(MEETING, disputes=disputes))
    found = rules.figures([fact], tasks, CHINA, saved=2, now=NOW)
    assert found == Figures((4,), (10,), Share(1, 2), Share(1, 1), 2)
    assert (found.notice_average, found.overrun_average, found.tasks.percent) == (4.0, 10, 50)
    assert Figures().notice_average is None
    assert Share().percent is None


def case(rule: str, state: State) -> Clause:
    """A clause of a rule in some state."""
    return Clause("notice", "S27", rule, "M1", "meeting:1", state)


def test_the_score_is_the_share_met_of_what_was_not_waived() -> None:
    clauses = (case("R1", State.MET), case("R2", State.OPEN), case("R3", State.WAIVED))
    assert Health(1, "", clauses, Figures()).score == Share(1, 2)


@pytest.mark.parametrize(
    ("cases", "unused"),
    [
        ((State.WAIVED, State.WAIVED), ("R2",)),
        ((State.WAIVED,), ()),
        ((State.WAIVED, State.WAIVED, State.MET), ()),
        ((), ()),
    ],
)
def test_a_rule_that_is_waived_every_time_is_unused(
    cases: tuple[State, ...], unused: tuple[str, ...]
) -> None:
    health = Health(1, "", tuple(case("R2", state) for state in cases), Figures())
    assert rules.unused(health, PACK) == unused

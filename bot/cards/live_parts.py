"""What the live cards share: the countdown, the criterion, what was written down, who is there."""

from datetime import datetime

from app.calendars import Calendar, say_date, say_moment
from app.meetings.live_views import HeadView, LiveView, NotedView
from app.meetings.models import Outcome, Segment
from app.meetings.views import AttendeeView, DecisionView, DisputeView, TopicView
from bot.cards.model import Element, Leaf, Option, Progress, Row, Span, Text, Tone
from bot.cards.parts import called, p, quiet, row, rows, t
from bot.texts import say

TONES: dict[str, Tone] = {"calm": "info", "near": "warn", "over": "bad"}
"""S91: the colour at 80 % and at 100 %."""
ICONS: dict[Outcome, str] = {
    Outcome.DECISION: "✅",
    Outcome.DISPUTE: "⚡",
    Outcome.SHELVED: "⏸",
    Outcome.FOLLOW_UP: "➡️",
}


def tone_of(live: LiveView, now: datetime) -> Tone:
    """The colour of the card by the clock."""
    return "info" if live.stretch is None else TONES[live.stretch.stage(now)]


def segment_tag(live: LiveView) -> str:
    """Where the meeting is: 开场, 议题 2/4, 收尾."""
    segment = live.meeting.segment
    if segment == Segment.TOPIC and live.topic is not None:
        place = [topic.id for topic in live.meeting.topics].index(live.topic.id) + 1
        return say("live.tag.topic", number=place, count=len(live.meeting.topics))
    return "" if segment is None else say(f"live.segment.{segment.value}")


def countdown(live: LiveView, now: datetime, calendar: Calendar) -> list[Element]:
    """Whole minutes left and the end time (S91)."""
    if live.stretch is None or live.running is None:
        return []
    left, ends_at = live.stretch.left(now), live.stretch.ends_at
    tone = TONES[live.stretch.stage(now)]
    if ends_at is None:
        line, steady = say("live.passed", minutes=left), say("live.no_length")
    else:
        at = clock(ends_at, calendar)
        steady = say("live.until", at=at)
        if left > 0:
            line = say("live.left", minutes=left, at=at)
        elif left == 0:
            line = say("live.now", at=at)
        else:
            line = say("live.over_by", minutes=-left, at=at)
    whole = say("live.meeting_ends", at=clock(live.running.ends_at, calendar))
    closing = live.meeting.segment == Segment.CLOSING
    shade: Tone = "plain" if tone == "info" else tone
    return [
        Text((t(line, bold=True, tone=shade),), steady=(t(steady, bold=True, tone=shade),)),
        *([] if closing else [quiet(whole)]),
    ]


def clock(moment: datetime, calendar: Calendar) -> str:
    """`14:25` on the wall clock of the chat."""
    return f"{calendar.local(moment):%H:%M}"


def topic_rows(topic: TopicView) -> list[Element]:
    """Owner, output, and the criterion above all that may be chosen (S89, S90); the brief (S40)."""
    return [
        rows(
            row(say("live.criterion"), t(topic.criterion or say("live.no_criterion"), bold=True)),
            row(say("live.owner"), topic.owner_shown),
            row(say("live.output"), topic.output),
            row(say("live.progress"), topic.progress),
            row(say("live.problem"), topic.problem),
            row(say("live.decision_asked"), topic.decision_asked),
        )
    ]


def agenda_lines(live: LiveView) -> list[Element]:
    """Every topic with what it ended in; what was concluded stands below it."""
    lines: list[Element] = []
    for place, topic in enumerate(live.meeting.topics, start=1):
        here = live.meeting.segment == Segment.TOPIC and topic.id == live.meeting.topic_id
        icon = "▶" if here else ICONS.get(topic.outcome, "○")
        length = say("live.minutes", minutes=topic.minutes) if topic.minutes else ""
        spans = [t(f"{icon} {place} {topic.title}", bold=here), t(f" {length}", tone="quiet")]
        if topic.outcome in {Outcome.SHELVED, Outcome.FOLLOW_UP}:
            spans.append(t(f"  {ended_in(topic)}", tone="warn"))
        lines.append(p(*spans))
        lines.extend(recorded(live, topic.id))
    lines.extend(recorded(live, None))
    return lines


def ended_in(topic: TopicView) -> str:
    """What a topic ended in, with its note."""
    outcome = say(f"live.outcome.{topic.outcome.value}")
    return f"{outcome}：{topic.outcome_note}" if topic.outcome_note else outcome


def recorded(live: LiveView, topic_id: int | None) -> list[Element]:
    """The conclusions and disputes of a topic."""
    return [
        *(p(*decision_spans(d, live.heads.get(d.id, ()))) for d in live.decisions_of(topic_id)),
        *(p(*dispute_spans(d)) for d in live.disputes_of(topic_id)),
    ]


def decision_spans(decision: DecisionView, heads: tuple[HeadView, ...], *, icon: bool = True) -> list[Span]:
    """A conclusion with its facts (S41), and what a major one waits for (S84)."""
    spans = [t(say("live.decision_line", text=decision.text) if icon else decision.text)]
    if decision.basis:
        spans.append(t(say("live.basis_line", basis=decision.basis), tone="quiet"))
    if decision.major:
        waiting = "、".join(head.person.shown for head in heads if not head.agreed)
        if not decision.pending:
            spans.append(t(say("live.major_done"), tone="good"))
        elif waiting:
            spans.append(t(say("live.major_waits", who=waiting), tone="warn"))
        else:
            spans.append(t(say("live.major_nobody"), tone="warn"))
    return spans


def dispute_spans(dispute: DisputeView) -> list[Span]:
    """A dispute with each side's demand (S45)."""
    sides = "；".join(
        say("live.side", who=(person.shown if person is not None else department), demand=demand)
        for department, person, demand in dispute.sides
    )
    spans = [t(say("live.dispute_line", point=dispute.point))]
    if sides:
        spans.append(t(f"\n{sides}", tone="quiet"))
    return spans


def dispute_due_line(dispute: DisputeView, now: datetime, calendar: Calendar) -> Element:
    """How and until when a dispute is settled (S46)."""
    at = say_moment(dispute.due_at, this_year=calendar.local(now).year, calendar=calendar)
    way = dispute.way or say("live.way_usual")
    return quiet(say("live.dispute_due", way=way, at=at))


def task_row(task: NotedView, now: datetime, calendar: Calendar) -> Row:
    """A noted task: what, who, until when."""
    year = calendar.local(now).year
    spans: list[Span] = []
    if task.owner is None:
        spans.append(t(say("live.no_owner"), tone="warn"))
    else:
        spans.append(t(task.owner.shown, person=task.owner.external_id))
    if task.due_on is None:
        spans.append(t("  " + say("live.no_due"), tone="warn"))
    else:
        spans.append(t("  " + say_date(task.due_on, this_year=year)))
    if task.deliverable:
        spans.append(t("  " + say("live.deliverable_line", text=task.deliverable), tone="quiet"))
    return row(task.description, *spans)


def presence(live: LiveView) -> list[Leaf]:
    """The sign-in board: how many, who is not there, who stands in for whom (S36, S37)."""
    required = live.meeting.required
    here = [a for a in required if a.present_at is not None]
    board: list[Leaf] = [Progress(say("live.signed_in"), len(here), len(required))]
    missing = [a for a in required if a.present_at is None and a.comes is not None]
    if missing:
        names = "、".join(_comer(a) for a in missing)
        board.append(Text((t(say("live.not_here", names=names), tone="quiet"),), "small"))
    board.extend(quiet(line) for line in absences(live))
    return board


def expected(live: LiveView) -> tuple[Option, ...]:
    """Whom the card of a meeting that has begun calls to sign in."""
    missing = [a.comes for a in live.meeting.required if a.present_at is None and a.comes is not None]
    return called(*((one.external_id, one.shown) for one in missing))


def here(live: LiveView) -> tuple[Option, ...]:
    """Whom the closing asks whether they agree."""
    present = [a.comes for a in live.meeting.required if a.present_at is not None and a.comes is not None]
    return called(*((one.external_id, one.shown) for one in present))


def absences(live: LiveView) -> list[str]:
    """Who cannot come, and who may decide for them (S37)."""
    lines = []
    for attendee in live.meeting.required:
        if attendee.rsvp.value != "no":
            continue
        if attendee.delegate is None:
            lines.append(say("live.absent", who=attendee.shown))
        else:
            may = say("live.may_decide" if attendee.delegate_decides else "live.listens")
            lines.append(say("live.delegate", who=attendee.shown, delegate=attendee.delegate.shown, may=may))
    return lines


def _comer(attendee: AttendeeView) -> str:
    return attendee.comes.shown if attendee.comes is not None else attendee.shown

"""决议与任务: what everybody agrees to before the meeting ends, and what has to be settled first (S47–S49, S42, R7)."""

from datetime import datetime
from typing import Literal, TypeAlias

from app.calendars import Calendar
from app.meetings.live_views import LiveView, NotedView
from app.meetings.models import MeetingStatus, Stance
from app.meetings.views import AttendeeView
from bot.cards.live_parts import (
    agenda_lines,
    clock,
    decision_spans,
    dispute_due_line,
    dispute_spans,
    ended_in,
    here,
    task_row,
)
from bot.cards.model import Card, Element, Form, Notice, Progress, TextField, Tone
from bot.cards.parts import button, buttons, heading, p, quiet, rows, t
from bot.texts import say

Level: TypeAlias = Literal["ok", "hint", "warn", "bad"]


def closing_card(live: LiveView, *, now: datetime, calendar: Calendar) -> Card:
    """What everybody sees at the closing: 表3 as it will be (S49)."""
    meeting = live.meeting
    title = say("live.closing.title", number=meeting.number, title=meeting.title)
    over = meeting.status == MeetingStatus.ENDED
    elements: list[Element] = [heading(say("live.conclusions")), *conclusions(live, now, calendar)]
    elements.append(heading(say("live.tasks")))
    elements.extend(_task_rows(live, now, calendar))
    if meeting.parked:
        elements.append(heading(say("live.parked")))
        elements.extend(
            p(t(item.text), t(_destination(item.goes_to), tone="quiet")) for item in meeting.parked
        )
    elements.extend(stance_lines(live))
    if over:
        at = "" if meeting.ended_at is None else clock(meeting.ended_at, calendar)
        elements.append(quiet(say("live.closing.over", at=at, recorder=meeting.recorder.shown)))
    elif meeting.status == MeetingStatus.LIVE:
        elements.append(quiet(say("live.closing.ask")))
        elements.append(
            buttons(
                button(say("live.act.agree"), "live.agree", style="primary", meeting=meeting.id),
                button(say("live.act.object"), "live.object", meeting=meeting.id),
            )
        )
    tag = say("live.tag.after") if over else say("live.segment.closing")
    tone: Tone = "quiet" if over else "bad" if live.objections else "info"
    calls = here(live)
    return Card(title, tuple(elements), tone=tone, tag=tag, tag_tone=tone, summary=title, calls=calls)


def conclusions(live: LiveView, now: datetime, calendar: Calendar) -> list[Element]:
    """Every topic with its conclusion; disputes with way and day."""
    lines: list[Element] = []
    for place, topic in enumerate(live.meeting.topics, start=1):
        lines.append(p(t(f"{place} {topic.title}", bold=True)))
        decided, disputed = live.decisions_of(topic.id), live.disputes_of(topic.id)
        lines.extend(p(*decision_spans(d, live.heads.get(d.id, ()))) for d in decided)
        for dispute in disputed:
            lines.extend((p(*dispute_spans(dispute)), dispute_due_line(dispute, now, calendar)))
        if not decided and not disputed:
            text = say("live.no_result") if not topic.outcome else ended_in(topic)
            lines.append(p(t(text, tone="warn")))
    lines.extend(p(*decision_spans(d, live.heads.get(d.id, ()))) for d in live.decisions_of(None))
    return lines or [quiet(say("live.no_topics"))]


def _task_rows(live: LiveView, now: datetime, calendar: Calendar) -> list[Element]:
    if not live.noted:
        return [quiet(say("live.no_tasks"))]
    return [rows(*(task_row(task, now, calendar) for task in live.noted))]


def task_notices(live: LiveView, now: datetime, calendar: Calendar) -> list[Element]:
    """Every task with its five points and its button (S48, S93)."""
    if not live.noted:
        return [quiet(say("live.no_tasks"))]
    return [_task_notice(task, now, calendar) for task in live.noted]


def _task_notice(task: NotedView, now: datetime, calendar: Calendar) -> Notice:
    label = say("live.act.edit") if task.complete else say("live.act.complete")
    edit = button(label, "live.edit_task", style="default" if task.complete else "primary", task=task.id)
    shown = task_row(task, now, calendar)
    dots = "".join("●" if met else "○" for _, met in task.smart)
    lacking = [say(f"live.smart.{name}") for name, met in task.smart if not met and name != "achievable"]
    tail = say("live.smart.lacks", names="、".join(lacking)) if lacking else say("live.smart.waits")
    met = sum(1 for _, met in task.smart if met)
    level: Level = "warn" if not task.complete else "ok" if met >= task.enough else "hint"
    spans = (t(f"{shown.label}\n", bold=True), *shown.value, t(f"\nSMART {dots} {tail}", tone="quiet"))
    return Notice(level, spans, (edit,))


def open_points(live: LiveView) -> list[Element]:
    """What has to be said before 散会: topics without a result, half tasks, one-sided disputes, parked items, objections."""
    found: list[Element] = []
    for topic in live.open_topics:
        if live.decisions_of(topic.id) or live.disputes_of(topic.id):
            continue
        acts = (
            button(
                say("live.act.conclude"),
                "live.conclude",
                style="primary",
                meeting=live.meeting.id,
                topic=topic.id,
            ),
            button(say("live.act.shelved"), "live.put_off", topic=topic.id, outcome="shelved"),
            button(say("live.act.followup"), "live.put_off", topic=topic.id, outcome="followup"),
        )
        found.append(Notice("warn", (t(say("live.open_topic", title=topic.title)),), acts))
    for dispute in live.one_sided:
        fill = button(say("live.act.complete"), "live.sides", style="primary", dispute=dispute.id)
        drop = button(say("live.act.drop"), "live.drop_dispute", dispute=dispute.id)
        found.append(Notice("warn", (t(say("live.one_sided", point=dispute.point)),), (fill, drop)))
    for item in live.homeless:
        follow = button(say("live.act.followup"), "live.place", item=item.id, to="followup")
        later = button(say("live.act.next_agenda"), "live.place", item=item.id, to="next")
        found.append(Notice("hint", (t(say("live.homeless", text=item.text)),), (follow, later)))
    found.extend(
        Notice("bad", (t(say("live.objects", who=_comer(a), text=a.objection)),)) for a in live.objections
    )
    return found


def stance_lines(live: LiveView) -> list[Element]:
    """How many agree, and who has said nothing: silence is no objection."""
    asked = [a for a in live.meeting.required if a.comes is not None]
    fine = [a for a in asked if a.stance == Stance.FINE]
    lines: list[Element] = [Progress(say("live.agreed"), len(fine), len(asked))]
    lines.extend(
        p(t(say("live.objects", who=_comer(a), text=a.objection), tone="bad")) for a in live.objections
    )
    return lines


def adjourn_card(live: LiveView) -> Card:
    """散会? with all that is open, asked once more (S49)."""
    meeting = live.meeting
    title = say("live.adjourn.title", number=meeting.number)
    if meeting.status != MeetingStatus.LIVE:
        return Card(title, (quiet(say("live.adjourn.done")),), tone="quiet")
    half: list[Element] = []
    for task in live.incomplete:
        fill = button(say("live.act.complete"), "live.edit_task", style="primary", task=task.id)
        drop = button(say("live.act.drop"), "live.drop_task", task=task.id)
        half.append(Notice("warn", (t(say("live.half_task", text=task.description)),), (fill, drop)))
    points = [*open_points(live), *half]
    elements: list[Element] = [p(say("live.adjourn.open" if points else "live.adjourn.ready")), *points]
    if live.homeless:
        elements.append(quiet(say("live.adjourn.parked")))
    if blocked(live):
        elements.append(quiet(say("live.adjourn.blocked")))
    else:
        label = say("live.act.adjourn_anyway" if live.objections else "live.act.adjourn_now")
        elements.append(buttons(button(label, "live.adjourn_now", style="primary", meeting=meeting.id)))
    return Card(title, tuple(elements), tone="warn", summary=title)


def needs_asking(live: LiveView) -> bool:
    """Whether 散会 has to be asked once more (S49)."""
    return blocked(live) or bool(live.homeless or live.objections)


def blocked(live: LiveView) -> bool:
    """Whether something required is missing: a result (S43), an owner or a day (R7), a second side (S45)."""
    undecided = [t for t in live.open_topics if not live.decisions_of(t.id) and not live.disputes_of(t.id)]
    return bool(undecided or live.incomplete or live.one_sided)


def ending_card(live: LiveView, *, calendar: Calendar) -> Card:
    """Five minutes behind the planned end: is it over?"""
    meeting = live.meeting
    title = say("live.ending.title", number=meeting.number)
    if meeting.status != MeetingStatus.LIVE or live.running is None:
        return Card(title, (quiet(say("live.adjourn.done")),), tone="quiet")
    act = button(say("live.act.adjourn"), "live.adjourn", style="primary", meeting=meeting.id)
    body = p(say("live.ending.body", at=clock(live.running.ends_at, calendar)))
    return Card(title, (body, buttons(act)), tone="warn", summary=title)


def objecting_card(live: LiveView, attendee: AttendeeView) -> Card:
    """The private form of whoever objects; with what they said."""
    meeting = live.meeting
    title = say("live.objecting.title", number=meeting.number, title=meeting.title)
    if meeting.status != MeetingStatus.LIVE:
        return Card(title, (quiet(say("live.objecting.late")),), tone="quiet")
    elements: list[Element] = []
    if attendee.objection:
        elements.append(p(t(say("live.objecting.said", text=attendee.objection), bold=True)))
        elements.append(
            buttons(button(say("live.act.withdraw"), "live.agree", style="primary", meeting=meeting.id))
        )
    elements.extend(agenda_lines(live))
    field = TextField(
        "objection",
        say("live.field.objection"),
        attendee.objection,
        say("live.example.objection"),
        lines=2,
        required=True,
    )
    submit = button(say("live.act.send_objection"), "live.objection", style="primary", meeting=meeting.id)
    elements.append(Form(f"objecting_{meeting.id}", (field,), (submit,)))
    return Card(title, tuple(elements), tone="warn", summary=title)


def _destination(goes_to: str) -> str:
    return f" → {say(f'live.place.{goes_to}')}" if goes_to else ""


def _comer(attendee: AttendeeView) -> str:
    return attendee.comes.shown if attendee.comes is not None else attendee.shown

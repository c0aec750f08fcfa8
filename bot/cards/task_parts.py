"""What every card about a task is put together from: its rows, its points, its day in words."""

from datetime import date, datetime

from app.calendars import Calendar, say_date, say_moment
from app.documents.columns import deliverable_cell, risk_cell
from app.tasks.models import TaskStatus
from app.tasks.views import DelayView, TaskView
from bot.cards.model import Element, Span, Tone
from bot.cards.parts import p, row, rows, t
from bot.texts import say

LONGEST_TITLE = 24


def short(description: str) -> str:
    """As much of a description as a title holds."""
    line = description.split("\n", 1)[0]
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def state(task: TaskView, today: date) -> tuple[str, Tone]:
    """The one word of its tag: 逾期 is computed, 延期 is a task under way with a later date (S58)."""
    if task.overdue(today):
        return say("task.late"), "bad"
    if task.open and task.delayed:
        return say("task.delayed"), "warn"
    tones: dict[TaskStatus, Tone] = {TaskStatus.DONE: "good", TaskStatus.CANCELLED: "quiet"}
    return say(f"task.{task.status.value}"), tones.get(task.status, "info")


def table_three(task: TaskView, now: datetime, calendar: Calendar) -> Element:
    """The columns of 表3 (S77), as labelled lines."""
    year = calendar.local(now).year
    owner = [t(task.owner.department + " " if task.owner.department else "")]
    owner.append(t(task.owner.shown, person=task.owner.external_id))
    if task.open and task.accepted_at is None:
        owner.append(t(say("task.unaccepted"), tone="quiet"))
    due = [t(say_date(task.due_on, this_year=year), bold=True)]
    if task.due_on != task.first_due_on:
        first = say_date(task.first_due_on, this_year=year)
        due.append(t(say("task.first_due", day=first), tone="quiet"))
    return rows(
        row(say("task.row.owner"), *owner),
        row(say("task.row.due"), *due),
        row(say("task.row.state"), *_progress(task, calendar.local(now).date())),
        row(say("task.row.departments"), task.departments),
        row(say("task.row.deliverable"), *_deliverable(task)),
        row(say("task.row.risk"), *_risk(task, year, calendar)),
        row(say("task.row.project"), task.project),
        row(say("task.row.assigner"), t(task.assigner.shown, person=task.assigner.external_id)),
    )


def _progress(task: TaskView, today: date) -> list[Span]:
    word, tone = state(task, today)
    spans = [t(word, tone=tone if task.overdue(today) else "plain")]
    if task.open and task.percent:
        spans.append(t("  " + say("task.percent", percent=task.percent)))
    if task.progress_note:
        spans.append(t(f"  {task.progress_note}", tone="quiet"))
    return spans


def _deliverable(task: TaskView) -> list[Span]:
    cell = deliverable_cell(task.deliverable, task.edition)
    spans = [] if cell == "-" else [t(cell)]
    if task.link:
        spans.append(Span(("  " if spans else "") + say("task.link"), href=task.link))
    return spans


def _risk(task: TaskView, year: int, calendar: Calendar) -> list[Span]:
    cell = risk_cell(task.risk, task.countermeasure)
    spans = [] if cell == "-" else [t(cell)]
    if task.countermeasure_at is not None:
        at = say_moment(task.countermeasure_at, this_year=year, calendar=calendar)
        spans.append(t(say("task.measure_at", at=at), tone="quiet"))
    return spans


def why_late(delay: DelayView) -> str:
    """The cause and what was said about it (S60), each once: 资源不足，申请增加1名开发."""
    cause = say(f"cause.{delay.cause.value}")
    more = delay.reason.removeprefix(cause).strip(" ，,；;：:")
    return f"{cause}，{more}" if more else cause


def smart_line(task: TaskView) -> Element:
    """The five points of S93 as dots, and what is missing."""
    dots = "".join("●" if met else "○" for _, met in task.smart)
    missing = [say(f"task.smart.{name}") for name, met in task.smart if not met]
    words = say("task.smart.missing", points="、".join(missing)) if missing else say("task.smart.full")
    return p(t(f"{say('task.smart')} {dots}  ", bold=True), t(words, tone="quiet"), size="small")

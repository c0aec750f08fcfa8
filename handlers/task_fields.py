"""What a form about a task is filled in with, and what it holds when it comes back."""

from dataclasses import replace
from datetime import date, datetime

from app.documents.columns import deliverable_cell, risk_cell
from app.projects.chats import is_here
from app.projects.models import Project
from app.tasks import service as tasks
from app.tasks.models import Task
from app.tasks.shown import group_of
from app.tasks.views import DraftView, TaskFields
from handlers.context import Context, Values, choice_of, text_of, typed_over
from handlers.reading.request import read_due


def known_of(task: Task) -> TaskFields:
    """What a form about a task is filled in with."""
    return TaskFields(
        description=task.description,
        deliverable=deliverable_cell(task.deliverable, task.edition).removeprefix("-"),
        departments=task.departments,
        risk=risk_cell(task.risk, task.countermeasure).removeprefix("-"),
        project_id=task.project_id,
        percent=task.percent or None,
    )


def filled(ctx: Context, draft: DraftView, values: Values) -> TaskFields:
    """What a form sent over what its draft held; a field that was not sent stays."""
    kept = draft.fields
    fields = replace(
        kept,
        description=_text(values, kept.description, "description"),
        deliverable=_text(values, kept.deliverable, "deliverable", "handed"),
        departments=choice_of(values, "department") or _text(values, kept.departments, "departments"),
        risk=_text(values, kept.risk, "risk", "report"),
        text=_text(values, kept.text, "reason", "note", "why", "help", "back"),
        owner=choice_of(values, "owner") or choice_of(values, "to") or kept.owner,
        cause=choice_of(values, "cause") or kept.cause,
        percent=_percent(text_of(values, "percent")) if "percent" in values else kept.percent,
        at=_moment(ctx, text_of(values, "at")),
        project_id=_project(ctx, draft, values, kept),
    )
    return _with_day(ctx, fields, values)


def _text(values: Values, kept: str, *names: str) -> str:
    return next((typed_over(values, name, kept) for name in names if name in values), kept)


def _with_day(ctx: Context, fields: TaskFields, values: Values) -> TaskFields:
    typed = next(
        (text_of(values, name) for name in ("due", "new_due", "by_when") if text_of(values, name)), ""
    )
    if not typed:
        return fields
    try:
        return replace(fields, due_on=date.fromisoformat(typed[:10]), due_typed="", due_doubt="")
    except ValueError:
        when = read_due(typed, now=ctx.now, calendar=ctx.calendar)
        return replace(fields, due_on=when.day, due_typed=typed, due_doubt=when.doubt)


def _percent(typed: str) -> int | None:
    digits = "".join(one for one in typed if one.isdigit())
    return min(int(digits), 100) if digits else None


def _moment(ctx: Context, typed: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ctx.calendar.zone)


def _project(ctx: Context, draft: DraftView, values: Values, kept: TaskFields) -> int | None:
    """A project of the chat the form is about, and none other."""
    chosen = choice_of(values, "project")
    if not chosen.isdigit():
        return kept.project_id
    chat_id = draft.chat_id
    if draft.task_id is not None:
        task = tasks.by_id(ctx.session, ctx.company.id, draft.task_id)
        chat_id = group_of(ctx.session, task) or chat_id
    project = ctx.session.get(Project, int(chosen))
    return project.id if project is not None and is_here(ctx.session, project, chat_id) else None

"""表3 of a meeting or a project (S76–S81)."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from app.documents.columns import (
    TASK_COLUMNS,
    TASK_HEAD,
    TASK_TITLE,
    deliverable_cell,
    names_cell,
    or_dash,
    risk_cell,
)
from app.documents.files import as_file
from app.documents.masking import NameStyle, person_cell, style_of
from app.documents.tables import File, Sheet
from app.meetings.models import Meeting
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects.models import Project
from app.tasks import drafts, lists, queries
from app.tasks.models import TaskList, TaskStatus
from app.tasks.views import TaskView

STATES: dict[TaskStatus, str] = {
    TaskStatus.TODO: "未开始",
    TaskStatus.DOING: "进行中",
    TaskStatus.DONE: "已完成",
    TaskStatus.CANCELLED: "已取消",
}
"""S58; 延期 is a task under way whose later date was agreed to."""


def task_table(
    meeting: str, held_on: date | None, tasks: list[TaskView], style: NameStyle = "department"
) -> Sheet:
    """表3 with the guide's seven columns, a row per task that is not cancelled. Without a meeting its head reads "-"."""
    head = (
        (TASK_HEAD[0], or_dash(meeting)),
        (TASK_HEAD[1], "-" if held_on is None else held_on.isoformat()),
    )
    rows = tuple(_row(task, style) for task in tasks if task.status != TaskStatus.CANCELLED)
    return Sheet(TASK_TITLE, head, TASK_COLUMNS, rows)


def _row(task: TaskView, style: NameStyle) -> tuple[str, ...]:
    return (
        task.description,
        person_cell(task.owner, task.owner.department, style),
        names_cell(task.departments.split("、")),
        task.due_on.isoformat(),
        state_cell(task),
        deliverable_cell(task.deliverable, task.edition),
        risk_cell(task.risk, task.countermeasure),
    )


def state_cell(task: TaskView) -> str:
    """当前进度 (S58)."""
    return "延期" if task.delayed and task.open else STATES[task.status]


def by_meeting(session: Session, tasks: list[TaskView], style: NameStyle = "department") -> list[Sheet]:
    """One 表3 a meeting, in the order of the meetings, and one for what was born in none."""
    parted: dict[int | None, list[TaskView]] = {}
    for task in sorted(tasks, key=lambda one: (one.meeting_id is None, one.meeting_id or 0, one.number)):
        parted.setdefault(task.meeting_id, []).append(task)
    return [_sheet(session, meeting_id, some, style) for meeting_id, some in (parted or {None: []}).items()]


def _sheet(session: Session, meeting_id: int | None, tasks: list[TaskView], style: NameStyle) -> Sheet:
    if meeting_id is None:
        return task_table("", None, tasks, style)
    meeting = session.get_one(Meeting, meeting_id)
    held = meeting.began_at or meeting.starts_at
    calendar = calendar_of(session, session.get_one(Chat, meeting.chat_id))
    day = None if held is None else calendar.local(held).date()
    return task_table(meeting.title, day, tasks, style)


def _of_meeting(session: Session, meeting_id: int, suffix: str) -> File | None:
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        return None
    style = style_of(session.get_one(Chat, meeting.chat_id))
    sheet = _sheet(session, meeting_id, queries.of_meeting(session, meeting_id), style)
    return as_file([sheet], "表3", meeting.title, suffix=suffix)


def _of_project(session: Session, project_id: int, suffix: str) -> File | None:
    project = session.get(Project, project_id)
    if project is None:
        return None
    style = style_of(session.get_one(Chat, project.home_chat_id))
    sheets = by_meeting(session, queries.of_project(session, project_id), style)
    return as_file(sheets, "表3", project.name, suffix=suffix)


def _of_list(session: Session, list_id: int, suffix: str) -> File | None:
    listed = session.get(TaskList, list_id)
    if listed is None:
        return None
    chat = session.get_one(Chat, listed.chat_id)
    today = calendar_of(session, chat).local(listed.expires_at - drafts.KEPT_FOR).date()
    found = [queries.view(session, task) for task in lists.of_list(session, listed, today)]
    sheets = by_meeting(session, found, style_of(chat))
    return as_file(sheets, "表3", chat.name or "任务", listed.narrowed, suffix=suffix)


FILES: dict[str, Callable[[Session, int, str], File | None]] = {
    "tasks_meeting": _of_meeting,
    "tasks_project": _of_project,
    "task_list": _of_list,
}
"""A kind of file to what writes it: called with the session, the key and the suffix."""

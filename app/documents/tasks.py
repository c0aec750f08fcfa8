"""表3 of a meeting or a project (S76–S81)."""

from datetime import date

from app.documents.columns import (
    TASK_COLUMNS,
    TASK_HEAD,
    TASK_TITLE,
    deliverable_cell,
    names_cell,
    or_dash,
    risk_cell,
)
from app.documents.tables import Sheet
from app.tasks.models import TaskStatus
from app.tasks.views import TaskView

STATES: dict[TaskStatus, str] = {
    TaskStatus.TODO: "未开始",
    TaskStatus.DOING: "进行中",
    TaskStatus.DONE: "已完成",
    TaskStatus.CANCELLED: "已取消",
}
"""S58; 延期 is a task under way whose later date was agreed to."""


def task_table(meeting: str, held_on: date | None, tasks: list[TaskView]) -> Sheet:
    """表3 with the guide's seven columns, a row per task that is not cancelled. Without a meeting its head reads "-"."""
    head = (
        (TASK_HEAD[0], or_dash(meeting)),
        (TASK_HEAD[1], "-" if held_on is None else held_on.isoformat()),
    )
    rows = tuple(_row(task) for task in tasks if task.status != TaskStatus.CANCELLED)
    return Sheet(TASK_TITLE, head, TASK_COLUMNS, rows)


def _row(task: TaskView) -> tuple[str, ...]:
    return (
        task.description,
        owner_cell(task),
        names_cell(task.departments.split("、")),
        task.due_on.isoformat(),
        state_cell(task),
        deliverable_cell(task.deliverable, task.edition),
        risk_cell(task.risk, task.countermeasure),
    )


def owner_cell(task: TaskView) -> str:
    """研发部*: the department with the person masked (S81); the name where no department is known."""
    return f"{task.owner.department}*" if task.owner.department else task.owner.shown


def state_cell(task: TaskView) -> str:
    """当前进度 (S58)."""
    return "延期" if task.delayed and task.open else STATES[task.status]

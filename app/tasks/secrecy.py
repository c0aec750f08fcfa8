"""Tasks of confidential meetings (X7), known here by the meetings' table alone: their subject stands above this one."""

from sqlalchemy import Boolean, ColumnElement, column, or_, select, table
from sqlalchemy.orm import Session

from app.tasks.models import Task

MEETINGS = table(
    "meetings", column("id"), column("company_id"), column("number"), column("confidential", Boolean())
)
"""As much of meetings as tasks need."""
_SECRET = select(MEETINGS.c.id).where(MEETINGS.c.confidential.is_(True))


def open_to_all() -> ColumnElement[bool]:
    """The tasks (a condition on Task) that were given in no confidential meeting."""
    return or_(Task.meeting_id.is_(None), Task.meeting_id.not_in(_SECRET))


def is_secret(session: Session, task: Task) -> bool:
    """Whether it was given in a confidential meeting."""
    if task.meeting_id is None:
        return False
    return session.scalar(_SECRET.where(MEETINGS.c.id == task.meeting_id)) is not None

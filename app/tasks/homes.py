"""Which group is told of a task."""

from sqlalchemy import ColumnElement, and_, or_, select

from app.projects.models import Project, ProjectChat
from app.tasks.models import Task


def at_home(chat_id: int) -> ColumnElement[bool]:
    """The tasks a group is told of: of projects at home there, and what was given there and belongs to none at home
    elsewhere."""
    homes = select(Project.id).where(Project.home_chat_id == chat_id)
    guests = select(ProjectChat.project_id).where(ProjectChat.chat_id == chat_id)
    own = and_(Task.chat_id == chat_id, or_(Task.project_id.is_(None), Task.project_id.not_in(guests)))
    return or_(own, Task.project_id.in_(homes))

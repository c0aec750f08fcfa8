"""Forms about tasks that somebody began, and lists that stand open. Kept for a week."""

from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.people.models import Chat, Person
from app.tasks import rights
from app.tasks.models import Task, TaskDraft, TaskList
from app.tasks.views import DraftView, TaskFields

KEPT_FOR = timedelta(days=7)
_FIELDS = TypeAdapter(TaskFields)


def keep(
    session: Session,
    author: Person,
    chat: Chat,
    verb: str,
    fields: TaskFields,
    *,
    task: Task | None = None,
    now: datetime,
) -> int:
    """Keep what is filled in so far; the draft's key (`taskform:<key>` is its card)."""
    draft = TaskDraft(
        person_id=author.id,
        chat_id=chat.id,
        verb=verb,
        task_id=None if task is None else task.id,
        fields=_FIELDS.dump_json(fields).decode(),
        expires_at=now + KEPT_FOR,
        done=False,
    )
    session.add(draft)
    session.flush()
    return draft.id


def rewrite(session: Session, draft_id: int, fields: TaskFields, *, now: datetime) -> DraftView:
    """Replace what a draft holds; its week begins again."""
    draft = session.get_one(TaskDraft, draft_id)
    draft.fields, draft.expires_at = _FIELDS.dump_json(fields).decode(), now + KEPT_FOR
    session.flush()
    return view(draft)


def finish(session: Session, draft_id: int, *, task: Task | None = None) -> None:
    """The form was sent, or thrown away; a new task's draft remembers which task it became."""
    draft = session.get_one(TaskDraft, draft_id)
    draft.done = True
    draft.task_id = draft.task_id if task is None else task.id


def of_author(session: Session, draft_id: int, author: Person, *, now: datetime) -> DraftView:
    """The draft, for its author alone. Raises NotFound when it is another's, sent or forgotten."""
    draft = session.get(TaskDraft, draft_id)
    if draft is None or draft.person_id != author.id or draft.done or draft.expires_at <= now:
        raise rights.NoSuchForm()
    return view(draft)


def view(draft: TaskDraft) -> DraftView:
    """How a begun form is shown."""
    return DraftView(
        draft.id,
        draft.verb,
        draft.task_id,
        draft.chat_id,
        draft.person_id,
        _FIELDS.validate_json(draft.fields),
        draft.done,
    )


def open_list(
    session: Session,
    person: Person,
    chat: Chat,
    narrowed: str,
    *,
    now: datetime,
    project_id: int | None = None,
) -> int:
    """A list that stands in a chat; its key (`tasklist:<key>` is its card)."""
    listed = TaskList(
        person_id=person.id,
        chat_id=chat.id,
        narrowed=narrowed,
        project_id=project_id,
        page=1,
        expires_at=now + KEPT_FOR,
    )
    session.add(listed)
    session.flush()
    return listed.id


def forget_old(session: Session, *, now: datetime) -> None:
    """Drop forms and lists nobody came back to."""
    for table in (TaskDraft, TaskList):
        session.execute(delete(table).where(table.expires_at <= now))

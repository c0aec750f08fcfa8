"""What is done with a task: give, accept, progress, finish, move, cancel. One verb, one function."""

import re
from contextlib import AbstractContextManager
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.history.service import recording
from app.people import service as people
from app.people.models import Chat, Person
from app.tasks.models import Task, TaskStatus
from app.tasks.shown import refresh, show_owner


def create(
    session: Session,
    *,
    chat: Chat,
    owner: Person,
    assigner: Person,
    description: str,
    due_on: date,
    by: Person,
    now: datetime,
    calendar: Calendar,
    project_id: int | None = None,
    meeting_id: int | None = None,
    topic_id: int | None = None,
    deliverable: str = "",
    departments: str = "",
    risk: str = "",
    countermeasure: str = "",
    countermeasure_at: datetime | None = None,
) -> Task:
    """Give a task (R7: one owner and a day). Its owner gets a private card, its reminders are planned.

    `departments` are names joined with 、. `countermeasure_at` (aware) is when the measure is to be taken. Whoever
    gives a task to themselves has accepted it. A version in brackets goes with the deliverable (S80).
    """
    name, edition = _parted(deliverable)
    task = Task(
        company_id=chat.company_id,
        number=people.next_number(session, chat.company_id, "task"),
        chat_id=chat.id,
        project_id=project_id,
        meeting_id=meeting_id,
        topic_id=topic_id,
        owner_id=owner.id,
        assigner_id=assigner.id,
        description=description,
        departments=departments,
        due_on=due_on,
        first_due_on=due_on,
        status=TaskStatus.TODO,
        deliverable=name,
        edition=edition,
        risk=risk,
        countermeasure=countermeasure,
        countermeasure_at=countermeasure_at,
        created_at=now,
        accepted_at=now if owner.id == by.id else None,
    )
    session.add(task)
    session.flush()
    with _recording(session, task, "create", by, now):
        task.percent = 0  # an entry of the log needs a change; the number was needed for its subject
    refresh(session, task, now=now, calendar=calendar)
    show_owner(session, task)
    return task


_EDITION = re.compile(r"^(?P<name>.*?)\s*[(（]?\s*(?P<edition>[vV]\d+(?:\.\d+)*)\s*[)）]?$")


def _parted(deliverable: str) -> tuple[str, str]:
    found = _EDITION.match(deliverable.strip())
    return (deliverable.strip(), "") if found is None else (found["name"].strip(), found["edition"].upper())


def _recording(
    session: Session, task: Task, verb: str, by: Person | None, now: datetime
) -> AbstractContextManager[None]:
    return recording(
        session,
        company_id=task.company_id,
        subject=f"task:{task.id}",
        verb=verb,
        by_id=None if by is None else by.id,
        now=now,
    )

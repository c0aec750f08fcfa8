"""What is done with a task: give, accept, progress, finish, move, cancel. One verb, one function."""

import re
from contextlib import AbstractContextManager
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid
from app.calendars import Calendar
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Chat, Person
from app.tasks import rights, rules
from app.tasks.models import Task, TaskStatus
from app.tasks.shown import get_to_know, private, refresh, show_owner


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
) -> Task:
    """Give a task (R7: one owner and a day). Its owner gets a private card, its reminders are planned.

    `departments` are names joined with 、. A measure that names its moment gets a reminder of its own
    (S79). Whoever gives a task to themselves has accepted it. A version in brackets goes with the deliverable (S80).
    """
    people.require_active(owner)
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
        countermeasure_at=rules.measure_moment(countermeasure, now=now, calendar=calendar),
        created_at=now,
        accepted_at=now if owner.id == by.id else None,
    )
    session.add(task)
    session.flush()
    with entry(session, task, "create", by, now):
        task.percent = 0  # an entry of the log needs a change; the number was needed for its subject
    refresh(session, task, now=now, calendar=calendar)
    show_owner(session, task)
    get_to_know(session, task)
    return task


def accept(session: Session, task: Task, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """接受: the owner stands for it; twice is no error. Raises NotAllowed, TaskOver."""
    rights.require(session, task, rights.owner_side(session, task), by=by, what="what.accept_task")
    if task.accepted_at is None:
        with entry(session, task, "accept", by, now):
            task.accepted_at = now
    refresh(session, task, now=now, calendar=calendar)


def stay(session: Session, task: Task, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """无变化: nothing is new, and it has been said (S57). Raises NotAllowed, TaskOver."""
    rights.require(session, task, rights.owner_side(session, task), by=by, what="what.progress_task")
    with entry(session, task, "stay", by, now, always=True):
        pass
    refresh(session, task, now=now, calendar=calendar)


def decline(session: Session, task: Task, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """不是我: the owner says it belongs to somebody else; until it is handed over it stays. Raises NotAllowed, TaskOver."""
    rights.require(session, task, [task.owner_id], by=by, what="what.decline_task")
    with entry(session, task, "decline", by, now):
        task.accepted_at, task.quiet_on = None, calendar.local(now).date()
    refresh(session, task, now=now, calendar=calendar)


def progress(
    session: Session,
    task: Task,
    *,
    percent: int | None,
    note: str,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """How far it is (S57); it is under way then. `percent` None leaves what was said. Raises NotAllowed, TaskOver."""
    rights.require(session, task, rights.owner_side(session, task), by=by, what="what.progress_task")
    with entry(session, task, "progress", by, now):
        task.status = TaskStatus.DOING
        task.accepted_at = task.accepted_at or now
        task.percent = task.percent if percent is None else max(0, min(percent, 99))
        task.progress_note = note or task.progress_note
    refresh(session, task, now=now, calendar=calendar)


def complete(
    session: Session, task: Task, *, handed_in: str = "", by: Person, now: datetime, calendar: Calendar
) -> None:
    """完成, with a link, a version or both (S80). What the owner hands in waits for whoever gave it (X3); their own
    word needs nobody's. Raises NotAllowed, TaskOver."""
    rights.require(session, task, rights.finishers(session, task), by=by, what="what.complete_task")
    judges = rights.giver_side(session, task)
    with entry(session, task, "complete", by, now):
        _hand_in(task, handed_in)
        task.status, task.done_at, task.percent = TaskStatus.DONE, now, 100
        task.accepted_at = task.accepted_at or now
        task.approved_at = now if by.id in judges else None
    refresh(session, task, now=now, calendar=calendar)
    if task.approved_at is None:
        place = private(session, task, task.assigner_id)
        outbox.retire_at(session, place, f"taskreview:{task.id}")
        outbox.owe_card(session, place, f"taskreview:{task.id}")


def approve(session: Session, task: Task, *, by: Person | None, now: datetime, calendar: Calendar) -> None:
    """验收 (X3). `by` None: two working days of silence. Raises NotAllowed."""
    if by is not None:
        rights.require(
            session, task, rights.giver_side(session, task), by=by, what="what.approve_task", even_done=True
        )
    if task.status == TaskStatus.DONE and task.approved_at is None:
        with entry(session, task, "approve", by, now):
            task.approved_at = now
    refresh(session, task, now=now, calendar=calendar)


def send_back(
    session: Session, task: Task, reason: str, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """退回, with what is missing: the task is open again and its owner reads why. Raises NotAllowed, Invalid."""
    rights.require(
        session, task, rights.giver_side(session, task), by=by, what="what.approve_task", even_done=True
    )
    if not reason:
        raise Invalid(field="taskform.field.back", example="taskform.example.back")
    with entry(session, task, "send_back", by, now):
        task.status, task.done_at, task.approved_at = TaskStatus.DOING, None, None
        task.progress_note, task.percent = reason, 99
    refresh(session, task, now=now, calendar=calendar)
    show_owner(session, task)


def reopen(session: Session, task: Task, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """Take up again what was done or cancelled (D10, after the ten minutes). Raises NotAllowed."""
    allowed = rights.finishers(session, task)
    if task.status == TaskStatus.CANCELLED:
        allowed = rights.giver_side(session, task)
    if by.id not in allowed:
        rights.require(session, task, allowed, by=by, what="what.reopen_task")
    with entry(session, task, "reopen", by, now):
        task.status, task.done_at, task.approved_at = TaskStatus.DOING, None, None
        task.percent = 99 if task.percent == 100 else task.percent
    refresh(session, task, now=now, calendar=calendar)


def reschedule(
    session: Session, task: Task, due_on: date, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """改期: another day, by whoever gave it; an earlier one the owner may take on too. Raises NotAllowed, TaskOver."""
    allowed = rights.giver_side(session, task)
    if due_on <= task.due_on and task.owner_id not in allowed:
        allowed.append(task.owner_id)
    rights.require(session, task, allowed, by=by, what="what.move_task")
    if due_on == task.due_on:
        return
    with entry(session, task, "reschedule", by, now):
        task.due_on, task.due_waived = due_on, False
        for delay in task.delays:
            if delay.agreed is None:
                delay.agreed, delay.decided_at, delay.decided_by_id = False, now, by.id
    refresh(session, task, now=now, calendar=calendar)
    if by.id != task.owner_id:
        show_owner(session, task)


def edit(
    session: Session,
    task: Task,
    *,
    description: str,
    deliverable: str,
    departments: str,
    risk: str,
    project_id: int | None,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """补全: what SMART misses (S93), by whoever takes part. Raises NotAllowed, TaskOver, Invalid."""
    rights.require(session, task, sorted(rights.takers(session, task)), by=by, what="what.edit_task")
    if not description:
        raise Invalid(field="taskform.field.description", example="taskform.example.description")
    with entry(session, task, "edit", by, now):
        task.description, task.departments, task.project_id = description, departments, project_id
        task.deliverable, task.edition = _parted(deliverable)
        task.risk, task.countermeasure = rules.split_risk(risk)
        task.countermeasure_at = rules.measure_moment(task.countermeasure, now=now, calendar=calendar)
    refresh(session, task, now=now, calendar=calendar)


def keep_due(session: Session, task: Task, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """R8 answered with 保留: the day off stays. Raises NotAllowed, TaskOver."""
    allowed = [*rights.giver_side(session, task), task.owner_id]
    rights.require(session, task, allowed, by=by, what="what.move_task")
    with entry(session, task, "keep_due", by, now):
        task.due_waived = True
    refresh(session, task, now=now, calendar=calendar)


def set_risk(
    session: Session,
    task: Task,
    risk: str,
    countermeasure: str,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """风险→措施 (S79); a moment the measure names is planned for. Everybody who takes part may. Raises NotAllowed."""
    rights.require(session, task, sorted(rights.takers(session, task)), by=by, what="what.risk_task")
    with entry(session, task, "risk", by, now):
        task.risk, task.countermeasure = risk, countermeasure or task.countermeasure
        task.countermeasure_at = rules.measure_moment(task.countermeasure, now=now, calendar=calendar)
    refresh(session, task, now=now, calendar=calendar)
    if by.id == task.owner_id:
        return
    show_owner(session, task)


def cancel(session: Session, task: Task, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """取消, by whoever gave it or the initiator; twice is no error. Raises NotAllowed."""
    rights.require(
        session, task, rights.giver_side(session, task), by=by, what="what.cancel_task", even_done=True
    )
    with entry(session, task, "cancel", by, now):
        task.status = TaskStatus.CANCELLED
    refresh(session, task, now=now, calendar=calendar)
    if by.id != task.owner_id:
        show_owner(session, task)


def snooze(
    session: Session, task: Task, at: datetime | None, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """今天不再提醒, or 改到… a moment (aware). One occurrence only (D9). Raises NotAllowed, TaskOver, Invalid."""
    rights.require(session, task, [task.owner_id], by=by, what="what.snooze_task")
    if at is not None and at <= now:
        raise Invalid(field="taskform.field.at", example="taskform.example.at")
    with entry(session, task, "snooze", by, now):
        task.quiet_on, task.again_at = calendar.local(now).date(), at
    refresh(session, task, now=now, calendar=calendar)


def undo(
    session: Session, task_id: int, change: ChangeAbout, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """Take one change back (D10). A task that was given is cancelled: its number was seen. Raises TooLate."""
    task = session.get_one(Task, task_id)
    if change.verb == "create":
        history.mark_undone(session, change.id, now=now)
        with entry(session, task, "cancel", by, now):
            task.status = TaskStatus.CANCELLED
    else:
        history.undo(session, change.id, now=now)
        session.expire_all()
    refresh(session, task, now=now, calendar=calendar)


def by_number(session: Session, company_id: int, number: int) -> Task:
    """The task people call T12. Raises NoSuchTask."""
    task = session.scalar(select(Task).where(Task.company_id == company_id, Task.number == number))
    if task is None:
        raise rights.NoSuchTask(number=number)
    return task


def by_id(session: Session, company_id: int, task_id: int) -> Task:
    """The task of that key, if it is this company's. Raises NoSuchTask."""
    task = session.get(Task, task_id)
    if task is None or task.company_id != company_id:
        raise rights.NoSuchTask(number="")
    return task


def _hand_in(task: Task, handed_in: str) -> None:
    """A link, a version, a name, in any order; what is not said stays as it was planned."""
    found = _LINK.search(handed_in)
    if found is not None:
        task.link = found[0]
        handed_in = handed_in.replace(found[0], " ")
    name, edition = _parted(handed_in.strip(" ，,；;。"))
    task.deliverable = name or task.deliverable
    task.edition = edition or task.edition


_LINK = re.compile(r"https?://[^\s，。；]+")
_EDITION = re.compile(r"^(?P<name>.*?)\s*[(（]?\s*(?P<edition>[vV]\d+(?:\.\d+)*)\s*[)）]?$")


def _parted(deliverable: str) -> tuple[str, str]:
    found = _EDITION.match(deliverable.strip())
    return (deliverable.strip(), "") if found is None else (found["name"].strip(), found["edition"].upper())


def entry(
    session: Session, task: Task, verb: str, by: Person | None, now: datetime, *, always: bool = False
) -> AbstractContextManager[None]:
    """One entry of the task's log: what is changed inside is taken back in one go; `always`, even if nothing is."""
    return recording(
        session,
        company_id=task.company_id,
        subject=f"task:{task.id}",
        verb=verb,
        by_id=None if by is None else by.id,
        now=now,
        always=always,
    )

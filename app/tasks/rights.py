"""Who may do what with a task (section 6). A refusal names who can."""

from sqlalchemy.orm import Session

from app.base.errors import Closed, NotAllowed, NotFound
from app.people import service as people
from app.people.models import Person
from app.tasks.models import Task, TaskStatus
from app.tasks.shown import decider_of, initiator_of


def owner_side(session: Session, task: Task) -> list[int]:
    """Who accepts, tells of progress and asks for a later date: the owner; the initiator on behalf."""
    return _known(task.owner_id, initiator_of(session, task))


def giver_side(session: Session, task: Task) -> list[int]:
    """Who accepts the delivery, moves the day and cancels: whoever gave it, and the initiator."""
    return _known(task.assigner_id, initiator_of(session, task))


def finishers(session: Session, task: Task) -> list[int]:
    """Who may say that it is done; everybody else only suggests it."""
    return _known(task.owner_id, task.assigner_id, initiator_of(session, task))


def delay_judges(session: Session, task: Task) -> list[int]:
    """Who decides on a later date: whoever gave it, the initiator, the decision-maker of the owner's department."""
    judges = _known(task.assigner_id, initiator_of(session, task), decider_of(session, task))
    return [one for one in judges if one != task.owner_id] or [task.owner_id]


def takers(session: Session, task: Task) -> set[int]:
    """Who takes part in a task."""
    offered = [handover.to_id for handover in task.handovers]
    return {*_known(task.owner_id, task.assigner_id, initiator_of(session, task)), *offered}


def require(
    session: Session, task: Task, allowed: list[int], *, by: Person, what: str, even_done: bool = False
) -> None:
    """Refuse whoever is not allowed, and what is over. Raises NotAllowed with who can, or Closed."""
    if by.id not in allowed:
        names = [view.shown for one in allowed if (view := people.person(session, one)) is not None]
        raise NotAllowed(what=what, number=task.number, who="、".join(names))
    require_open(task, even_done=even_done)


def require_open(task: Task, *, even_done: bool = False) -> None:
    """Raises Closed for a task that is cancelled, or (unless `even_done`) done."""
    if task.status == TaskStatus.CANCELLED or (task.status == TaskStatus.DONE and not even_done):
        raise TaskOver(what="what.task", number=task.number)


class TaskOver(Closed):
    """The task is done or cancelled. Details: what, number."""

    key = "task_over"


class NoSuchTask(NotFound):
    """There is no task of that number, or not for this person. Details: number."""

    key = "no_such_task"


class NoSuchForm(NotFound):
    """The form was sent already, is another person's, or too old."""

    key = "no_such_form"


def _known(*ids: int | None) -> list[int]:
    return list(dict.fromkeys(one for one in ids if one is not None))

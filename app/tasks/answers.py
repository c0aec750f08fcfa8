"""What two people have to agree on: a later date (S60), a hand-over (X8), help from a department (S61)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid
from app.calendars import Calendar
from app.history import service as history
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Department, Person
from app.reminders import service as reminders
from app.tasks import rights
from app.tasks.models import Delay, DelayCause, Handover, HelpRequest, Task, TaskStatus
from app.tasks.service import entry
from app.tasks.shown import get_to_know, initiator_of, private, refresh, show_owner, speaks_for


def ask_delay(
    session: Session,
    task: Task,
    new_due_on: date,
    cause: DelayCause,
    reason: str,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> Delay:
    """延期: a later date with its cause (S60). The old date counts until somebody agrees; who may agree just does.

    Raises NotAllowed, TaskOver, Invalid (a day that is not later).
    """
    judges = rights.delay_judges(session, task)
    rights.require(
        session,
        task,
        list(dict.fromkeys([*rights.owner_side(session, task), *judges])),
        by=by,
        what="what.delay_task",
    )
    if new_due_on <= task.due_on or new_due_on < calendar.local(now).date():
        raise Invalid(field="taskform.field.new_due", example="taskform.example.new_due")
    with entry(session, task, "ask_delay", by, now):
        for waiting in task.delays:
            if waiting.agreed is None:
                waiting.agreed, waiting.decided_at, waiting.decided_by_id = False, now, by.id
        delay = Delay(
            task_id=task.id,
            old_due_on=task.due_on,
            new_due_on=new_due_on,
            cause=cause,
            reason=reason,
            asked_by_id=by.id,
            asked_at=now,
        )
        task.delays.append(delay)
        session.flush()
        if by.id in judges:
            _agree(task, delay, by, now)
    refresh(session, task, now=now, calendar=calendar)
    if delay.agreed is None:
        for person_id in dict.fromkeys((task.assigner_id, initiator_of(session, task) or task.assigner_id)):
            if person_id in judges:
                outbox.owe_card(session, private(session, task, person_id), f"taskdelay:{delay.id}")
    elif by.id != task.owner_id:
        show_owner(session, task)
    return delay


def decide_delay(
    session: Session, delay: Delay, *, agreed: bool, by: Person | None, now: datetime, calendar: Calendar
) -> None:
    """同意 or 不同意; `by` None: one working day of silence agrees, and the owner is told with the rest of their half-day.

    Raises NotAllowed, TaskOver.
    """
    task = session.get_one(Task, delay.task_id)
    if by is not None:
        rights.require(session, task, rights.delay_judges(session, task), by=by, what="what.judge_delay")
    if delay.agreed is not None:
        return
    with entry(session, task, "agree_delay" if agreed else "refuse_delay", by, now):
        if agreed:
            _agree(task, delay, by, now)
        else:
            delay.agreed, delay.decided_at = False, now
            delay.decided_by_id = None if by is None else by.id
    refresh(session, task, now=now, calendar=calendar)
    if by is not None:
        show_owner(session, task)


def _agree(task: Task, delay: Delay, by: Person | None, now: datetime) -> None:
    delay.agreed, delay.decided_at = True, now
    delay.decided_by_id = None if by is None else by.id
    task.due_on, task.due_waived, task.delayed, task.status = delay.new_due_on, False, True, TaskStatus.DOING


def offer(
    session: Session, task: Task, to: Person, note: str, *, by: Person, now: datetime, calendar: Calendar
) -> Handover:
    """转: both confirm (section 6). The owner who offers, or who said 不是我, has agreed already.

    Raises NotAllowed, TaskOver, Invalid (to whom it belongs already).
    """
    rights.require(session, task, rights.finishers(session, task), by=by, what="what.transfer_task")
    people.require_active(to)
    if to.id == task.owner_id:
        raise Invalid(field="taskform.field.to", example="taskform.example.to")
    agreed = by.id == task.owner_id or _declined(session, task)
    with entry(session, task, "offer", by, now):
        for waiting in task.handovers:
            if waiting.taken_at is None and waiting.refused_at is None:
                waiting.refused_at = now
        handover = Handover(
            task_id=task.id,
            from_id=task.owner_id,
            to_id=to.id,
            note=note,
            asked_at=now,
            owner_agreed_at=now if agreed else None,
            taken_at=now if to.id == by.id else None,
        )
        task.handovers.append(handover)
        session.flush()
        _settle(session, task, handover, now)
    refresh(session, task, now=now, calendar=calendar)
    asked = [to.id] if to.id != by.id else []
    for person_id in asked + ([] if agreed else [task.owner_id]):
        outbox.owe_card(session, private(session, task, person_id), f"handover:{handover.id}")
    return handover


def answer_offer(
    session: Session, handover: Handover, *, yes: bool, by: Person, now: datetime, calendar: Calendar
) -> None:
    """接下 or 不接, by the new owner; 同意 or not, by the old one. Raises NotAllowed, TaskOver."""
    task = session.get_one(Task, handover.task_id)
    rights.require(session, task, [handover.to_id, handover.from_id], by=by, what="what.answer_offer")
    if handover.taken_at is not None and handover.owner_agreed_at is not None:
        return
    with entry(session, task, "take" if yes else "refuse_offer", by, now):
        if not yes:
            handover.refused_at = now
        elif by.id == handover.to_id:
            handover.taken_at = now
        else:
            handover.owner_agreed_at = now
        settled = _settle(session, task, handover, now)
    refresh(session, task, now=now, calendar=calendar)
    if settled or not yes:
        show_owner(session, task)


def _settle(session: Session, task: Task, handover: Handover, now: datetime) -> bool:
    """Both have said yes: the task changes hands."""
    if handover.taken_at is None or handover.owner_agreed_at is None or handover.refused_at is not None:
        return False
    task.owner_id, task.accepted_at = handover.to_id, now
    # Who had it before has not forgotten how often they heard of it (G9).
    task.pings = reminders.said_to(session, f"task:{task.id}", f"person:{handover.to_id}")
    task.quiet_on = task.again_at = None
    session.flush()
    get_to_know(session, task)
    return True


def _declined(session: Session, task: Task) -> bool:
    """Whether the owner's own last word was 不是我."""
    own = [
        one
        for one in history.log(session, f"task:{task.id}")
        if one.by_id == task.owner_id and not one.undone
    ]
    return bool(own) and own[0].verb == "decline"


def ask_help(
    session: Session,
    task: Task,
    department: Department,
    what: str,
    due_on: date | None,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> HelpRequest:
    """需要帮助 (S61): its decision-maker is asked in private, without one its contact. Raises NotAllowed, TaskOver, Invalid."""
    rights.require(session, task, rights.owner_side(session, task), by=by, what="what.help_task")
    if not what:
        raise Invalid(field="taskform.field.help", example="taskform.example.help")
    contact, decider = speaks_for(session, task, department)
    asked = decider or contact or task.assigner_id
    with entry(session, task, "ask_help", by, now):
        wanted = HelpRequest(
            task_id=task.id,
            department_id=department.id,
            asked_id=asked,
            by_id=by.id,
            what=what,
            due_on=due_on,
            asked_at=now,
        )
        session.add(wanted)
        session.flush()
    refresh(session, task, now=now, calendar=calendar)
    outbox.owe_card(session, private(session, task, asked), f"taskhelp:{wanted.id}")
    return wanted


def answer_help(
    session: Session, wanted: HelpRequest, answer: str, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """What the department says; it goes back to the owner. Raises NotAllowed, TaskOver, Invalid."""
    task = session.get_one(Task, wanted.task_id)
    allowed = [] if wanted.asked_id is None else [wanted.asked_id]
    rights.require(session, task, allowed, by=by, what="what.answer_help", even_done=True)
    if not answer:
        raise Invalid(field="taskhelp.answer", example="taskhelp.example")
    with entry(session, task, "answer_help", by, now):
        wanted.answer, wanted.answered_at = answer, now
    refresh(session, task, now=now, calendar=calendar)
    show_owner(session, task)


def delay_by_id(session: Session, company_id: int, delay_id: int) -> Delay:
    """The request for a later date, if it is this company's. Raises NoSuchTask."""
    delay = session.get(Delay, delay_id)
    if delay is None or session.get_one(Task, delay.task_id).company_id != company_id:
        raise rights.NoSuchTask(number="")
    return delay


def handover_by_id(session: Session, company_id: int, handover_id: int) -> Handover:
    """The offer, if it is this company's. Raises NoSuchTask."""
    handover = session.get(Handover, handover_id)
    if handover is None or session.get_one(Task, handover.task_id).company_id != company_id:
        raise rights.NoSuchTask(number="")
    return handover


def help_by_id(session: Session, company_id: int, help_id: int) -> HelpRequest:
    """The call for help, if it is this company's. Raises NoSuchTask."""
    wanted = session.get(HelpRequest, help_id)
    if wanted is None or session.get_one(Task, wanted.task_id).company_id != company_id:
        raise rights.NoSuchTask(number="")
    return wanted


def helps(session: Session, task_id: int) -> list[HelpRequest]:
    """The calls for help about a task, oldest first."""
    return list(
        session.scalars(select(HelpRequest).where(HelpRequest.task_id == task_id).order_by(HelpRequest.id))
    )

"""L5: what each step about a task says or does, if it is still true when its time has come."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.meetings.models import Meeting
from app.people.calendars import calendar_of
from app.people.models import Chat, Company
from app.reminders import service as reminders
from app.reminders.ladder import Planned
from app.reminders.service import Due
from app.reminders.task_ladder import ALOUD, plan_task
from app.rulepacks import service as rulepacks
from app.tasks import answers, queries
from app.tasks import service as tasks
from app.tasks.models import Delay, Task, TaskStatus
from app.tasks.shown import facts, private
from app.tasks.views import OPEN
from bot.cards.task_letters import letter, owner_line
from bot.texts import say
from scheduler.aloud import Called, call_out
from scheduler.posts import post_today
from scheduler.saying import describe
from scheduler.word import Word, word_of

_BY_DAYS = ("unaccepted_1", "due_3", "due_1", "due_0", "late_1", "late_2", "measure", "again")
_BY_HOURS = ("urgent_24", "urgent_4", "urgent_late_2", "urgent_late_4")
TO_OWNER = frozenset((*_BY_DAYS, *_BY_HOURS))
"""Steps that bring the owner's own card down again; each counts as a ping (G9)."""
SOON = timedelta(minutes=1)
"""A plan holds what lies ahead; the next tick says it."""


def remind_of_task(session: Session, due: Due, now: datetime) -> Word | None:
    """What a due step says, or do what it does; nothing when it is no longer planned that way (G6)."""
    task = session.get(Task, int(due.subject.partition(":")[2]))
    if task is None:
        return None
    calendar = calendar_of(session, session.get_one(Chat, task.chat_id))
    if not _is_planned(session, task, due, calendar):
        return None
    if due.step in ALOUD and due.recipient.startswith("chat:"):
        call_out(session, due, now, called)
    elif due.step == "delay_silent":
        waiting = next((one for one in task.delays if one.agreed is None), None)
        if waiting is not None:
            answers.decide_delay(session, waiting, agreed=True, by=None, now=now, calendar=calendar)
            _plan_to_tell(session, due, task, waiting, now)
    elif due.step == "review_silent":
        if task.status == TaskStatus.DONE:
            tasks.approve(session, task, by=None, now=now, calendar=calendar)
    elif due.step in {"today", "urgent_group"}:
        _post_today(session, task, due, now)
    elif due.step in TO_OWNER:
        return _to_owner(session, task, due.step, now=now, calendar=calendar)
    else:
        view = queries.view(session, task)
        card = letter(due.step, view, who=view.owner.shown, now=now, calendar=calendar)
        place = private(session, task, int(due.recipient.partition(":")[2]))
        return word_of(place, card, subject=f"task:{task.id}")
    return None


def called(session: Session, due: Due) -> Called | None:
    """What a blunt group hears of a step, its owner named (G11); None when it is no longer planned (G6)."""
    task = session.get(Task, int(due.subject.partition(":")[2]))
    if task is None:
        return None
    calendar = calendar_of(session, session.get_one(Chat, task.chat_id))
    if not _is_planned(session, task, due, calendar):
        return None
    owner = queries.view(session, task).owner
    return Called(say("aloud.line", who=owner.shown, what=describe(session, due)), owner)


def _is_planned(session: Session, task: Task, due: Due, calendar: Calendar) -> bool:
    planned = plan_task(facts(session, task), calendar)
    return any((one.step, one.recipient) == (due.step, due.recipient) for one in planned)


def _plan_to_tell(session: Session, due: Due, task: Task, delay: Delay, now: datetime) -> None:
    """The owner hears of what silence has agreed to with the rest of their half-day (G4)."""
    company = session.get_one(Company, due.company_id)
    told = Planned("delay_agreed", f"person:{task.owner_id}", now + SOON, delay.new_due_on.isoformat())
    subject = f"taskdelay:{delay.id}"
    reminders.replan(
        session, company_id=company.id, platform=company.platform, subject=subject, plan=(told,), now=now
    )


def remind_of_delay(session: Session, due: Due, now: datetime) -> Word | None:
    """A later date that silence has agreed to, while the task is still open."""
    delay = session.get(Delay, int(due.subject.partition(":")[2]))
    task = None if delay is None else session.get_one(Task, delay.task_id)
    if task is None or task.status not in OPEN:
        return None
    calendar = calendar_of(session, session.get_one(Chat, task.chat_id))
    line, ways = owner_line(queries.view(session, task), due.step, now=now, calendar=calendar)
    return Word(private(session, task, task.owner_id), line, ways, brings=(f"mytask:{task.id}",))


def _to_owner(session: Session, task: Task, step: str, *, now: datetime, calendar: Calendar) -> Word | None:
    """The owner's card comes down again, as often as the chat's rules allow (G5, G9), and not on a quiet day (D9)."""
    wanted = task.again_at is not None and task.again_at <= now
    if wanted:
        task.again_at = None
    elif task.quiet_on == calendar.local(now).date():
        return None
    if task.status not in OPEN or task.pings >= rulepacks.pack_of(session, task.chat_id).pings:
        return None
    task.pings += 1
    line, ways = owner_line(queries.view(session, task), step, now=now, calendar=calendar)
    place = private(session, task, task.owner_id)
    return Word(place, line, ways, brings=(f"mytask:{task.id}",))


def _post_today(session: Session, task: Task, due: Due, now: datetime) -> None:
    """A task's line in the group's 今日提醒 (G11). Nothing of a confidential meeting (X7)."""
    if task.meeting_id is not None and session.get_one(Meeting, task.meeting_id).confidential:
        return
    post_today(session, due, now, any_day=due.step == "urgent_group")

"""The weekly update (S57, L6): who still has to say how far they are, and what a group reads on Friday."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.history.models import Change
from app.meetings.models import Meeting
from app.tasks import queries
from app.tasks.models import Risk, Task, TaskStatus
from app.tasks.views import OPEN, TaskView
from app.tasks.week_plan import in_group


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task in its owner's weekly update; `told`: its owner has touched it this week."""

    task: TaskView
    told: bool


@dataclass(frozen=True, slots=True)
class WeekView:
    """A group's week: done since Monday, under way, late, and the risks nobody has settled."""

    week: date
    done: tuple[TaskView, ...]
    doing: tuple[TaskView, ...]
    late: tuple[TaskView, ...]
    risks: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell (D1)."""
        return not (self.done or self.doing or self.late or self.risks)


def own_tasks(session: Session, person_id: int, week: date, calendar: Calendar) -> list[OwnTask]:
    """The open tasks of somebody, soonest due first."""
    since = calendar.at(week, time(0))
    rows = session.scalars(
        select(Task)
        .where(Task.owner_id == person_id, Task.status.in_(OPEN))
        .order_by(Task.due_on, Task.number)
    )
    return [OwnTask(queries.view(session, task), _told(session, task, since)) for task in rows]


def review(session: Session, chat_id: int, week: date, calendar: Calendar) -> WeekView:
    """The week of a group. What was born in a confidential meeting is left out (X7)."""
    since, until = calendar.at(week, time(0)), calendar.at(week + timedelta(days=7), time(0))
    rows = session.scalars(
        select(Task)
        .outerjoin(Meeting, Meeting.id == Task.meeting_id)
        .where(
            in_group(chat_id),
            or_(Task.meeting_id.is_(None), Meeting.confidential.is_(False)),
            or_(Task.status.in_(OPEN), Task.done_at.between(since, until)),
            Task.status != TaskStatus.CANCELLED,
        )
        .order_by(Task.due_on, Task.number)
    )
    views = [queries.view(session, task) for task in rows]
    risks = session.scalars(
        select(Risk.text).where(Risk.chat_id == chat_id, Risk.settled_at.is_(None)).order_by(Risk.id)
    )
    friday = week + timedelta(days=4)
    return WeekView(
        week,
        tuple(one for one in views if not one.open),
        tuple(one for one in views if one.open and one.due_on >= friday),
        tuple(one for one in views if one.open and one.due_on < friday),
        tuple(risks),
    )


def _told(session: Session, task: Task, since: datetime) -> bool:
    return (
        session.scalar(
            select(Change.id)
            .where(
                Change.subject == f"task:{task.id}",
                Change.by_id == task.owner_id,
                Change.at >= since,
                Change.undone.is_(False),
            )
            .limit(1)
        )
        is not None
    )

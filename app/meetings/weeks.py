"""Updates (S57, L6): who still has to say how far they are, and what their group reads of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.history.models import Change
from app.meetings.models import Meeting
from app.tasks import queries
from app.tasks.models import Risk, Task, TaskStatus
from app.tasks.views import OPEN, TaskView
from app.tasks.week_plan import in_group, in_week


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task in its owner's update; `told`: its owner has touched it since the round began."""

    task: TaskView
    told: bool


@dataclass(frozen=True, slots=True)
class WeekView:
    """What a group reads since a day: what is done, under way, late, and the risks nobody has settled."""

    week: date
    done: tuple[TaskView, ...]
    doing: tuple[TaskView, ...]
    late: tuple[TaskView, ...]
    risks: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell (D1)."""
        return not (self.done or self.doing or self.late or self.risks)


def own_tasks(
    session: Session, person_id: int, since: date, calendar: Calendar, *, project_id: int | None = None
) -> list[OwnTask]:
    """The open tasks of somebody, soonest due first: of one project, or those that are told of once a week."""
    of = in_week() if project_id is None else Task.project_id == project_id
    rows = session.scalars(
        select(Task)
        .where(Task.owner_id == person_id, Task.status.in_(OPEN), of)
        .order_by(Task.due_on, Task.number)
    )
    begun = calendar.at(since, time(0))
    return [OwnTask(queries.view(session, task), _told(session, task, begun)) for task in rows]


def review(session: Session, chat_id: int, week: date, calendar: Calendar) -> WeekView:
    """The week of a group; what is late on Friday is late. `week` is its Monday."""
    sunday = week + timedelta(days=6)
    views = _told_of(session, in_group(chat_id), week, sunday, calendar)
    risks = session.scalars(
        select(Risk.text)
        .where(Risk.chat_id == chat_id, Risk.settled_at.is_(None), in_week(Risk.project_id))
        .order_by(Risk.id)
    )
    return _sorted(week, week + timedelta(days=4), views, tuple(risks))


def review_project(
    session: Session, project_id: int, since: date, until: date, calendar: Calendar
) -> WeekView:
    """What a group reads of one project: from a day to a day, both included."""
    views = _told_of(session, Task.project_id == project_id, since, until, calendar)
    risks = session.scalars(
        select(Risk.text).where(Risk.project_id == project_id, Risk.settled_at.is_(None)).order_by(Risk.id)
    )
    return _sorted(since, until, views, tuple(risks))


def _told_of(
    session: Session, of: ColumnElement[bool], since: date, until: date, calendar: Calendar
) -> list[TaskView]:
    """Open tasks, and those done in these days. What was born in a confidential meeting is left out (X7)."""
    first, end = calendar.at(since, time(0)), calendar.at(until + timedelta(days=1), time(0))
    rows = session.scalars(
        select(Task)
        .outerjoin(Meeting, Meeting.id == Task.meeting_id)
        .where(
            of,
            or_(Task.meeting_id.is_(None), Meeting.confidential.is_(False)),
            or_(Task.status.in_(OPEN), Task.done_at.between(first, end)),
            Task.status != TaskStatus.CANCELLED,
        )
        .order_by(Task.due_on, Task.number)
    )
    return [queries.view(session, task) for task in rows]


def _sorted(since: date, day: date, views: list[TaskView], risks: tuple[str, ...]) -> WeekView:
    return WeekView(
        since,
        tuple(one for one in views if not one.open),
        tuple(one for one in views if one.open and one.due_on >= day),
        tuple(one for one in views if one.open and one.due_on < day),
        risks,
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

"""When the rounds of the weekly update come in a group (L6), and which living cards they are."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.calendars import Calendar
from app.people.models import Chat, Company
from app.projects.models import Cadence, Project
from app.reminders import service as reminders
from app.reminders.ladder import Planned
from app.reminders.week_ladder import WeekFacts, week_to_plan
from app.tasks.homes import at_home
from app.tasks.models import Task
from app.tasks.views import OPEN

_DAY = 10**8


def update_subject(person_id: int, week: date) -> str:
    """Somebody's weekly update: each week's is a living card of its own."""
    return f"weekly:{person_id * _DAY + int(week.strftime('%Y%m%d'))}"


def digest_subject(chat_id: int, week: date) -> str:
    """A group's week in review."""
    return f"weekdigest:{chat_id * _DAY + int(week.strftime('%Y%m%d'))}"


def week_of(key: int) -> tuple[int, date]:
    """The person or chat and the week behind the key of a subject."""
    whose, digits = divmod(key, _DAY)
    return whose, date.fromisoformat(str(digits))


def plan_group(session: Session, chat_id: int, *, now: datetime, calendar: Calendar) -> None:
    """Plan the round that comes next in a group."""
    company = session.get_one(Company, session.get_one(Chat, chat_id).company_id)
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"week:{chat_id}",
        plan=planned_round(session, chat_id, now, calendar),
        now=now,
    )


def planned_round(session: Session, chat_id: int, now: datetime, calendar: Calendar) -> tuple[Planned, ...]:
    """The round that comes next, as it would be sent."""
    rows = session.scalars(
        select(Task.owner_id)
        .where(in_group(chat_id), Task.status.in_(OPEN))
        .distinct()
        .order_by(Task.owner_id)
    )
    return week_to_plan(WeekFacts(chat_id, tuple(rows)), now, calendar)


def in_group(chat_id: int) -> ColumnElement[bool]:
    """Tasks given in a group, or of a project at home there, that are told of in the group's week."""
    return and_(at_home(chat_id), in_week())


def in_week(project_id: InstrumentedAttribute[int | None] = Task.project_id) -> ColumnElement[bool]:
    """What is told of once a week; not what belongs to a running project with a rhythm of its own (S85)."""
    own = select(Project.id).where(
        Project.closed_at.is_(None),
        or_(Project.urgent, Project.cadence != Cadence.WEEKLY, Project.sync_clock != ""),
    )
    return or_(project_id.is_(None), project_id.not_in(own))

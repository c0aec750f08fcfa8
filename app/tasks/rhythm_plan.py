"""When a project with a rhythm of its own is told of (L6, L7), and which living cards its rounds are."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.projects.models import Project
from app.reminders import service as reminders
from app.reminders.ladder import Planned
from app.reminders.rhythm_ladder import RhythmFacts, Round, coming_rounds, own_rhythm, plan_rhythm
from app.tasks.models import Task
from app.tasks.views import OPEN

_DAY, _PERSON, _SPAN = 10**8, 10**9, 10**2


def update_subject(project_id: int, person_id: int, since: date) -> str:
    """Somebody's update about one project, of a round that counts from `since`."""
    return f"update:{(project_id * _PERSON + person_id) * _DAY + _number(since)}"


def update_of(key: int) -> tuple[int, int, date]:
    """The project, the person and the first day behind the key of `update_subject`."""
    whose, digits = divmod(key, _DAY)
    return *divmod(whose, _PERSON), date.fromisoformat(str(digits))


def pulse_subject(project_id: int, one: Round) -> str:
    """What a group reads of one project in one round."""
    return f"pulse:{(project_id * _DAY + _number(one.day)) * _SPAN + (one.day - one.since).days}"


def pulse_of(key: int) -> tuple[int, date, date]:
    """The project and the first and last day behind the key of `pulse_subject`."""
    whose, span = divmod(key, _SPAN)
    project_id, digits = divmod(whose, _DAY)
    day = date.fromisoformat(str(digits))
    return project_id, day - timedelta(days=span), day


def home_place(session: Session, project: Project) -> Place:
    """Where a project's group reminders go: its home group; registered in private, to its owner."""
    company = session.get_one(Company, project.company_id)
    chat = session.get_one(Chat, project.home_chat_id)
    if not chat.private:
        return Place(company.platform, company.tenant, chat=chat.external_id)
    owner = session.get_one(Person, project.owner_id)
    return Place(company.platform, company.tenant, person=owner.external_id)


def facts_of(session: Session, project: Project) -> RhythmFacts:
    """What L6 and L7 of a project depend on, read from the rows."""
    owners = session.scalars(
        select(Task.owner_id)
        .where(Task.project_id == project.id, Task.status.in_(OPEN))
        .distinct()
        .order_by(Task.owner_id)
    )
    return RhythmFacts(
        project_id=project.id,
        chat_id=project.home_chat_id,
        owner_ids=tuple(owners),
        cadence=project.cadence,
        urgent=project.urgent,
        weekday=project.sync_weekday,
        clock=time.fromisoformat(project.sync_clock) if project.sync_clock else None,
        every_from=project.cadence_from,
        running=project.closed_at is None,
    )


def planned_rhythm(
    session: Session, project: Project, now: datetime, *, just_set: bool = False
) -> tuple[Planned, ...]:
    """What comes next of it, as it would be sent; nothing for a project that is told of in its group's week."""
    if not own_rhythm(project.cadence, urgent=project.urgent, clock=project.sync_clock):
        return ()
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    return plan_rhythm(facts_of(session, project), now, calendar, just_set=just_set)


def rounds_of(session: Session, project: Project, now: datetime) -> list[Round]:
    """The rounds of a project under way and ahead; none for one that is told of in its group's week."""
    if not own_rhythm(project.cadence, urgent=project.urgent, clock=project.sync_clock):
        return []
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    return coming_rounds(facts_of(session, project), now, calendar)


def plan_project(session: Session, project: Project, *, now: datetime, just_set: bool = False) -> None:
    """Plan anew what comes next of a project. `just_set`: its rhythm has been changed now."""
    session.flush()
    company = session.get_one(Company, project.company_id)
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"rhythm:{project.id}",
        plan=planned_rhythm(session, project, now, just_set=just_set),
        now=now,
    )


def _number(day: date) -> int:
    return int(day.strftime("%Y%m%d"))

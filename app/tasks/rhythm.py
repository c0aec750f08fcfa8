"""How often a project is told of, whether it is urgent, and when its sync takes place: who may say so, and what follows."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed, NotFound
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.outbox import service as outbox
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.projects.models import Cadence, Project
from app.reminders.week_ladder import THURSDAY, monday_of
from app.tasks import rhythm_plan, week_plan
from app.tasks.models import Task
from app.tasks.shown import plan_reminders
from app.tasks.views import OPEN

WEEKDAYS = range(5)
"""A sync takes place on one of these days, counted from Monday."""


@dataclass(frozen=True, slots=True)
class Sync:
    """When a sync takes place: weekday from Monday, 0; `clock` is `14:00` of the home chat's zone; and where."""

    weekday: int
    clock: str
    place: str


def by_id(session: Session, company_id: int, project_id: int) -> Project:
    """The project of that key, if it is this company's. Raises NotFound."""
    project = session.get(Project, project_id)
    if project is None or project.company_id != company_id:
        raise NotFound(what="what.project", number="")
    return project


def may_change(session: Session, project: Project, by: Person) -> None:
    """Section 6: the initiator, and the admin of the home chat. Raises NotAllowed with who may."""
    chat = session.get_one(Chat, project.home_chat_id)
    allowed = list(dict.fromkeys((project.owner_id, *chat.admin_ids)))
    if by.id not in allowed:
        names = (people.person(session, one) for one in allowed)
        who = "、".join(person.shown for person in names if person is not None)
        raise NotAllowed(what="what.change_rhythm", name=project.name, who=who)


def set_cadence(session: Session, project: Project, cadence: Cadence, *, by: Person, now: datetime) -> None:
    """每日, 每周 or 双周 (S85); the same again is no change. Raises NotAllowed."""
    may_change(session, project, by)
    with _entry(session, project, "rhythm_cadence", by, now):
        project.cadence = cadence
        project.cadence_from = _every_from(session, project, now)
    refresh(session, project, now=now)


def set_urgent(session: Session, project: Project, *, urgent: bool, by: Person, now: datetime) -> None:
    """紧急: told of every day, and its tasks by the hour (G10). Raises NotAllowed."""
    may_change(session, project, by)
    with _entry(session, project, "rhythm_urgent" if urgent else "rhythm_calm", by, now):
        project.urgent = urgent
    refresh(session, project, now=now)


def set_sync(session: Session, project: Project, sync: Sync | None, *, by: Person, now: datetime) -> None:
    """When the sync takes place from now on (S62); None: no longer. Raises NotAllowed."""
    may_change(session, project, by)
    with _entry(session, project, "rhythm_no_sync" if sync is None else "rhythm_sync", by, now):
        if sync is None:
            project.sync_weekday, project.sync_clock = None, ""
        else:
            project.sync_weekday, project.sync_clock, project.sync_place = (
                sync.weekday,
                sync.clock,
                sync.place,
            )
        project.cadence_from = _every_from(session, project, now)
    refresh(session, project, now=now)


def undo(session: Session, project_id: int, change: ChangeAbout, *, now: datetime) -> None:
    """Take one change back (D10). Raises TooLate."""
    history.undo(session, change.id, now=now)
    session.expire_all()
    refresh(session, session.get_one(Project, project_id), now=now)


def refresh(session: Session, project: Project, *, now: datetime) -> None:
    """Plan anew what follows from a project's rhythm, and redraw the cards that show it."""
    rhythm_plan.plan_project(session, project, now=now, just_set=True)
    chat = session.get_one(Chat, project.home_chat_id)
    week_plan.plan_group(session, chat.id, now=now, calendar=calendar_of(session, chat))
    for task in session.scalars(select(Task).where(Task.project_id == project.id, Task.status.in_(OPEN))):
        calendar = calendar_of(session, session.get_one(Chat, task.chat_id))
        plan_reminders(session, task, now=now, calendar=calendar)
    company = session.get_one(Company, project.company_id)
    for subject in (f"rhythm:{project.id}", f"project:{project.id}"):
        for place in outbox.places_of(session, company.platform, company.tenant, subject):
            outbox.owe_card(session, place, subject)


def _every_from(session: Session, project: Project, now: datetime) -> date | None:
    """双周 counts from this week while its day is still ahead, else from the next one."""
    if project.cadence != Cadence.BIWEEKLY:
        return None
    today = calendar_of(session, session.get_one(Chat, project.home_chat_id)).local(now).date()
    wanted = THURSDAY.days if project.sync_weekday is None else project.sync_weekday
    return monday_of(today) + timedelta(weeks=int(today.weekday() >= wanted))


def _entry(
    session: Session, project: Project, verb: str, by: Person, now: datetime
) -> AbstractContextManager[None]:
    return recording(
        session,
        company_id=project.company_id,
        subject=f"rhythm:{project.id}",
        verb=verb,
        by_id=by.id,
        now=now,
    )

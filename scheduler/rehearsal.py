"""预演: what will be said if nobody does anything, told by the very code that says it; then everything is taken back.

The reminders that are due are said one by one, at their own moments, in a transaction that is never committed.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.base.lanes import WAITING, finish
from app.meetings.minutes_models import Objection
from app.meetings.models import Dispute, Meeting
from app.needs.models import Need
from app.outbox.models import Outgoing, Posted
from app.outbox.service import Place, standing
from app.people import service as people
from app.people.models import Chat, Company
from app.projects.models import Project
from app.reminders import service as reminders
from app.reminders.service import Due
from app.reviews.models import Retro
from app.tasks.models import Delay, Risk, Task
from bot.drawers import draw
from bot.drawers.scene import Scene
from scheduler.chats import calendar_for
from scheduler.jobs import say_due
from scheduler.saying import describe

About: TypeAlias = Callable[[Session], Collection[str]]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One message: when (aware, on the wall clock of its chat), where, to whom by name, and a line for each reminder in
    it. `subject` is the card's, empty for one that says several things."""

    at: datetime
    place: str
    to: str
    subject: str
    lines: tuple[str, ...]


def rehearse(
    sessions: sessionmaker[Session],
    platform: str,
    *,
    now: datetime,
    until: datetime,
    about: About | None = None,
) -> list[Rehearsed]:
    """Every message from now until then (aware), soonest first. `about` names the subjects that matter as they are at
    each moment: what silence makes of an objection is a new one."""
    with sessions() as session:
        told = list(_imagined(session, platform, now=now, until=until, about=about))
        session.rollback()
    return told


def _imagined(
    session: Session, platform: str, *, now: datetime, until: datetime, about: About | None
) -> Iterator[Rehearsed]:
    _deliver(session, now)  # what is on its way already is no news
    while True:
        subjects = None if about is None else about(session)
        due = reminders.take_due(session, platform, now=until, subjects=subjects)
        if due is None:
            return
        moment = max(now, due.fire_at)
        lines = tuple(describe(session, one) for one in say_due(session, due, platform=platform, now=moment))
        at = calendar_for(session, due).local(moment)
        for place, subject in _deliver(session, moment):
            yield Rehearsed(at, place.key, _name(session, due, place), subject, lines)


def _deliver(session: Session, now: datetime) -> list[tuple[Place, str]]:
    """Take what is owed as sent; what of it is a message of its own, and not the redraw of one that stands."""
    session.flush()
    found = []
    for row in session.scalars(select(Outgoing).where(Outgoing.state == WAITING).order_by(Outgoing.id)):
        place = Place(row.platform, row.tenant, chat=row.chat, person=row.person)
        living = row.kind == "card"
        finish(row)
        if row.kind != "notice" and not (living and standing(session, place, row.subject) is None):
            continue
        if living and draw(Scene(session, place, now), row.subject) is None:
            continue
        found.append((place, row.subject))
        session.add(
            Posted(
                platform=row.platform,
                tenant=row.tenant,
                place=place.key,
                subject=row.subject,
                message_id=f"imagined-{row.id}",
                posted_at=now,
                retired=not living,
                outgoing_id=row.id,
            )
        )
        session.flush()
    return found


def _name(session: Session, due: Due, place: Place) -> str:
    company = session.get_one(Company, due.company_id)
    if place.person is not None:
        person = people.by_external(session, company.id, place.person)
        return "" if person is None else people.view(session, person).shown
    chat = session.scalar(select(Chat).where(Chat.company_id == company.id, Chat.external_id == place.chat))
    return "" if chat is None else chat.name


def subjects_of_project(session: Session, project_id: int) -> set[str]:
    """Everything of a project that reminders are planned for, the weekly rounds of its group among them."""
    home = session.get_one(Project, project_id).home_chat_id
    found = {f"project:{project_id}", f"rhythm:{project_id}", f"week:{home}"}
    for kind, column in (("need", Need), ("task", Task), ("retro", Retro), ("risk", Risk)):
        found |= {
            f"{kind}:{one}" for one in session.scalars(select(column.id).filter_by(project_id=project_id))
        }
    tasks = select(Task.id).where(Task.project_id == project_id)
    found |= {f"taskdelay:{one}" for one in session.scalars(select(Delay.id).where(Delay.task_id.in_(tasks)))}
    for meeting_id in session.scalars(select(Meeting.id).where(Meeting.project_id == project_id)).all():
        found |= subjects_of_meeting(session, meeting_id)
    return found


def subjects_of_task(session: Session, task_id: int) -> set[str]:
    """A task and the later dates asked for."""
    delays = session.scalars(select(Delay.id).where(Delay.task_id == task_id))
    return {f"task:{task_id}", *(f"taskdelay:{one}" for one in delays)}


def subjects_of_meeting(session: Session, meeting_id: int) -> set[str]:
    """A meeting while it is planned and while it runs, its minutes, objections and disputes."""
    found = {f"{kind}:{meeting_id}" for kind in ("meeting", "agenda", "live", "minutesdraft")}
    for kind, column in (("dispute", Dispute), ("objection", Objection)):
        found |= {
            f"{kind}:{one}" for one in session.scalars(select(column.id).filter_by(meeting_id=meeting_id))
        }
    return found

"""L6 and L7 of a project with a rhythm of its own: owners are asked, the group reads it, the sync is convened."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.meetings import syncs, weeks
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.projects.models import Project
from app.reminders.models import Reminder
from app.reminders.rhythm_ladder import Round
from app.reminders.service import Due
from app.tasks import rhythm_plan
from bot.cards.digest import project_update_way
from bot.cards.sync import words_of
from bot.texts import say
from scheduler.posts import has_room
from scheduler.word import Word


def remind_of_rhythm(session: Session, due: Due, now: datetime) -> Word | None:
    """What a due step says or does, while the project runs; a round that is over plans the next one."""
    project = session.get(Project, int(due.subject.partition(":")[2]))
    if project is None or project.closed_at is not None:
        return None
    version = session.get_one(Reminder, due.id).due_version
    if due.step.startswith("sync_"):
        _sync(session, project, due, datetime.fromisoformat(version), now)
        return None
    one = _round(session, project, date.fromisoformat(version), now)
    if not due.step.endswith("_digest"):
        return None if one is None else _ask(session, project, due, one)
    if one is not None:
        _tell_group(session, project, due, one, now)
    rhythm_plan.plan_project(session, project, now=now)
    return None


def _round(session: Session, project: Project, day: date, now: datetime) -> Round | None:
    return next((one for one in rhythm_plan.rounds_of(session, project, now) if one.day == day), None)


def _ask(session: Session, project: Project, due: Due, one: Round) -> Word | None:
    """An owner who has not told of every open task of the project in this round."""
    person = session.get_one(Person, int(due.recipient.partition(":")[2]))
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    own = weeks.own_tasks(session, person.id, one.asked_since, calendar, project_id=project.id)
    if all(task.told for task in own):
        return None
    company = session.get_one(Company, due.company_id)
    place = Place(company.platform, company.tenant, person=person.external_id)
    return Word(
        place,
        say("rhythm.ask", name=project.name, count=len(own)),
        (project_update_way(project.id),),
        brings=(rhythm_plan.update_subject(project.id, person.id, one.asked_since),),
    )


def _tell_group(session: Session, project: Project, due: Due, one: Round, now: datetime) -> None:
    """What happened in the round; nothing happened, nothing is said (D1)."""
    chat = session.get_one(Chat, project.home_chat_id)
    calendar = calendar_of(session, chat)
    told = weeks.review_project(session, project.id, one.since, one.day, calendar)
    if chat.active and not chat.private and not told.empty and has_room(session, due, now):
        place = rhythm_plan.home_place(session, project)
        outbox.owe_card(session, place, rhythm_plan.pulse_subject(project.id, one))


def _sync(session: Session, project: Project, due: Due, starts_at: datetime, now: datetime) -> None:
    if due.step == "sync_lapse":
        syncs.lapse(session, project.id, starts_at, now=now)
        return
    if now < starts_at and not syncs.convened(session, project.id, starts_at):
        has_room(session, due, now)  # one of the day's posts, and room was kept for it
        convene(session, project, starts_at, now=now)
    rhythm_plan.plan_project(session, project, now=now)


def convene(session: Session, project: Project, starts_at: datetime, *, now: datetime) -> None:
    """The sync of that moment with what is open now."""
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    agenda = syncs.agenda_of(session, project, now=now, calendar=calendar)
    words = words_of(project.name, project.sync_place, agenda, now=now, calendar=calendar)
    syncs.convene(session, project, starts_at, agenda, words, now=now, calendar=calendar)

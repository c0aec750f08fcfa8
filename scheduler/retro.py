"""L9: what each step about a project's days and its retrospective says or does, if it is still true (G6)."""

from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from app.calendars import Calendar, say_date, say_moment
from app.needs.shown import project_days
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects import service as projects
from app.projects.models import Project
from app.reminders.models import Reminder
from app.reminders.retro_ladder import CLOSING, plan_project
from app.reminders.service import Due
from app.reviews import queries
from app.reviews import service as reviews
from app.reviews.models import Retro
from app.reviews.people import core_ids
from bot.cards.parts import button, note
from bot.cards.retro import ask_card
from bot.texts import say
from scheduler.posts import post_or_wait
from scheduler.word import Word, word_of


def remind_of_project(session: Session, due: Due, now: datetime) -> Word | None:
    """A milestone ahead; or a milestone, or the project's end, behind: whether to look back (S65)."""
    project = session.get(Project, int(due.subject.partition(":")[2]))
    if project is None:
        return None
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    occasion = session.get_one(Reminder, due.id).due_version
    planned = plan_project(project_days(session, project, calendar), calendar)
    wanted = (due.step, due.recipient, occasion)
    if not any((one.step, one.recipient, one.due_version) == wanted for one in planned):
        return None
    if due.step == "retro_ask":
        return _ask(session, project, occasion, calendar)
    return _milestone(session, project, date.fromisoformat(occasion), calendar, now)


def _milestone(session: Session, project: Project, day: date, calendar: Calendar, now: datetime) -> Word:
    """How many working days are left, counted now."""
    today = calendar.local(now).date()
    text = say(
        "retro.milestone",
        name=_named(session, project, day),
        day=say_date(day, this_year=today.year),
        count=calendar.workdays_between(today, day),
    )
    card = note(say("retro.milestone_title"), text)
    return Word(reviews.private(session, project, project.owner_id), text, card=card)


def _ask(session: Session, project: Project, occasion: str, calendar: Calendar) -> Word | None:
    """[发起复盘][这次不需要], unless that is settled already."""
    if occasion == CLOSING:
        assert project.closed_at is not None
        since = project.closed_at
        reason = say("retro.after_close", project=project.name)
    else:
        day = date.fromisoformat(occasion)
        since = calendar.end_of_day(day)
        reason = say("retro.after_milestone", project=project.name, name=_named(session, project, day))
    if queries.is_settled(session, project.id, occasion, since=since):
        return None
    found = (people.person(session, one) for one in core_ids(session, project))
    asked = [person for person in found if person is not None]
    card = ask_card(project.name, project.id, asked, occasion, reason)
    return word_of(reviews.private(session, project, project.owner_id), card)


def remind_of_retro(session: Session, due: Due, now: datetime) -> Word | None:
    """The silent are asked once more; when its time is over the report is made (S69)."""
    retro = session.get(Retro, int(due.subject.partition(":")[2]))
    if retro is None or retro.closed_at is not None:
        return None
    project = session.get_one(Project, retro.project_id)
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    if due.step == "retro_close":
        close = partial(reviews.close, retro=retro, by=None, now=now, calendar=calendar)
        post_or_wait(session, due, now, close)
        return None
    person_id = int(due.recipient.partition(":")[2])
    word = queries.word_of(session, retro.id, person_id)
    if word is None or word.said_at is not None:
        return None
    until = say_moment(retro.closes_at, this_year=calendar.local(now).year, calendar=calendar)
    text = say("retro.remind", project=project.name, until=until)
    fill = button(say("retro.join"), "retro.join", retro=retro.id)
    place = reviews.private(session, project, person_id)
    return Word(place, text, (fill,), brings=(f"retroform:{word.id}",))


def _named(session: Session, project: Project, day: date) -> str:
    return "、".join(name for name, due_on in projects.milestones(session, project.id) if due_on == day)

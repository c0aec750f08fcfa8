"""L9: what each step about a project's days and its retrospective says or does, if it is still true (G6)."""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from app.calendars import Calendar, say_date, say_moment
from app.needs.shown import project_days
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects import service as projects
from app.projects.models import Project
from app.reminders.ladder import Planned
from app.reminders.retro_ladder import CLOSING, plan_project
from app.reminders.service import Due
from app.reviews import queries
from app.reviews import service as reviews
from app.reviews.models import Retro
from app.reviews.people import core_ids
from bot.cards.parts import button, note
from bot.cards.retro import ask_card
from bot.texts import say
from scheduler.word import Word, word_of


def remind_of_project(session: Session, due: Due, now: datetime) -> Word | None:
    """A milestone ahead; or a milestone, or the project's end, behind: whether to look back (S65)."""
    project = session.get(Project, int(due.subject.partition(":")[2]))
    if project is None:
        return None
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    planned = next(
        (
            one
            for one in plan_project(project_days(session, project, calendar), calendar)
            if (one.step, one.recipient) == (due.step, due.recipient) and one.fire_at <= now
            and one.due_version == _nearest(session, project, calendar, due)
        ),
        None,
    )
    if planned is None:
        return None
    if due.step == "retro_ask":
        return _ask(session, project, planned, calendar, now)
    return _milestone(session, project, planned, calendar, now)

"""L1: what each step about a need says, if it is still true when its time has come."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import say_date
from app.needs import queries
from app.needs.models import Need, NeedStatus, SupportStatus
from app.needs.views import NeedView
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.projects.models import Project
from app.reminders.service import Due
from bot.cards.digest import answer_ways
from bot.cards.parts import button, note
from bot.texts import say
from scheduler.posts import post_today
from scheduler.word import Word


def remind_of_need(session: Session, due: Due, now: datetime) -> Word | None:
    """What a due step says; nothing when the need is closed or everybody has answered (G6)."""
    need = session.get(Need, int(due.subject.partition(":")[2]))
    if need is None or need.status != NeedStatus.OPEN:
        return None
    project = session.get_one(Project, need.project_id)
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    view = queries.view(session, need, calendar)
    if due.step == "ask_again":
        return _ask_again(session, view, due)
    if due.step == "unanswered_group":
        if any(support.status == SupportStatus.WAITING for support in view.supports):
            post_today(session, due, now)
        return None
    text = _sentence(view, due.step, calendar.local(now).year)
    if not text:
        return None
    card = note(say("remind.title"), text, tone="warn")
    opened = button(say("task.open"), "need.show", need=need.id)
    return Word(_where(session, due), text, (opened,), card, f"need:{need.id}")


def _ask_again(session: Session, view: NeedView, due: Due) -> Word | None:
    """A silent contact gets the question and the card anew, the old one is retired (G5)."""
    place = _where(session, due)
    silent = [
        support
        for support in view.supports
        if support.status == SupportStatus.WAITING
        and support.contact is not None
        and support.contact.external_id == place.person
    ]
    if not silent:
        return None
    names = "、".join(support.department for support in silent)
    text = say("remind.ask_again", project=view.project, department=names)
    answers = answer_ways(support.id for support in silent)
    card = note(say("remind.title"), text, tone="warn")
    return Word(place, text, answers, card, brings=tuple(f"support:{support.id}" for support in silent))


def _sentence(view: NeedView, step: str, year: int) -> str:
    silent = [s.department for s in view.supports if s.status == SupportStatus.WAITING]
    names = "、".join(silent)
    about: dict[str, str | int] = {"number": view.number, "project": view.project}
    if step == "unanswered":
        return say("remind.unanswered", **about, departments=names) if silent else ""
    if step.startswith("start_by"):
        return (
            ""
            if view.start_by is None
            else say(f"remind.{step}", **about, day=say_date(view.start_by, this_year=year))
        )
    open_items = say("remind.due_open", departments=names) if silent else ""
    return say(f"remind.{step}", **about, day=say_date(view.due_on, this_year=year), open=open_items)


def _where(session: Session, due: Due) -> Place:
    company = session.get_one(Company, due.company_id)
    person = session.get_one(Person, int(due.recipient.partition(":")[2]))
    return Place(company.platform, company.tenant, person=person.external_id)

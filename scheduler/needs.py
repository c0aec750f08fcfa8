"""L1: what each step about a need says, if it is still true when its time has come."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import say_date
from app.needs import queries
from app.needs.models import Need, NeedStatus, SupportStatus
from app.needs.shown import home_place
from app.needs.views import NeedView
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.projects.models import Project
from app.reminders.service import Due
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.texts import say


def remind_of_need(session: Session, due: Due, now: datetime) -> None:
    """Owe what a due step says; nothing when the need is closed or everybody has answered (G6)."""
    need = session.get(Need, int(due.subject.partition(":")[2]))
    if need is None or need.status != NeedStatus.OPEN:
        return
    project = session.get_one(Project, need.project_id)
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    view = queries.view(session, need, calendar)
    if due.step == "ask_again":
        _ask_again(session, need, view, due)
        return
    text = _sentence(view, due.step, calendar.local(now).year)
    if text:
        card = note(say("remind.title"), text, tone="warn")
        outbox.owe_notice(session, _where(session, need, due), to_json(card), subject=f"need:{need.id}")


def _ask_again(session: Session, need: Need, view: NeedView, due: Due) -> None:
    """A silent contact gets the question and the card anew, the old one is retired (G5)."""
    place = _where(session, need, due)
    for support in view.supports:
        if support.status != SupportStatus.WAITING or support.contact is None:
            continue
        if support.contact.external_id != place.person:
            continue
        text = say("remind.ask_again", project=view.project, department=support.department)
        outbox.owe_notice(session, place, to_json(note(say("remind.title"), text, tone="warn")))
        outbox.retire_at(session, place, f"support:{support.id}")
        outbox.owe_card(session, place, f"support:{support.id}")


def _sentence(view: NeedView, step: str, year: int) -> str:
    silent = [s.department for s in view.supports if s.status == SupportStatus.WAITING]
    names = "、".join(silent)
    about: dict[str, str | int] = {"number": view.number, "project": view.project}
    if step in {"unanswered", "unanswered_group"}:
        return say(f"remind.{step}", **about, departments=names, count=len(silent)) if silent else ""
    if step.startswith("start_by"):
        return (
            ""
            if view.start_by is None
            else say(f"remind.{step}", **about, day=say_date(view.start_by, this_year=year))
        )
    open_items = say("remind.due_open", departments=names) if silent else ""
    return say(f"remind.{step}", **about, day=say_date(view.due_on, this_year=year), open=open_items)


def _where(session: Session, need: Need, due: Due) -> Place:
    kind, _, key = due.recipient.partition(":")
    if kind == "chat":
        return home_place(session, need)
    company = session.get_one(Company, due.company_id)
    person = session.get_one(Person, int(key))
    return Place(company.platform, company.tenant, person=person.external_id)

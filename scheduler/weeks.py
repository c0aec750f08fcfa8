"""L6: owners are asked how far they are, and their group reads it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.meetings import weeks
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.reminders.service import Due
from app.reminders.week_ladder import monday_of
from app.tasks import week_plan
from bot.cards.digest import update_way
from bot.texts import say
from scheduler.posts import has_room
from scheduler.word import Word


def remind_of_week(session: Session, due: Due, now: datetime) -> Word | None:
    """Ask an owner who has not told of every open task this week; post the group's review, and plan the next round."""
    chat = session.get(Chat, int(due.subject.partition(":")[2]))
    if chat is None:
        return None
    calendar = calendar_of(session, chat)
    week = monday_of(calendar.local(now).date())
    company = session.get_one(Company, due.company_id)
    if due.step != "weekly_digest":
        person = session.get_one(Person, int(due.recipient.partition(":")[2]))
        place = Place(company.platform, company.tenant, person=person.external_id)
        own = weeks.own_tasks(session, person.id, week, calendar)
        silent = any(not one.told for one in own)
        return _ask(place, person.id, week, len(own)) if silent else None
    if chat.active and not chat.private and has_room(session, due, now):
        place = Place(company.platform, company.tenant, chat=chat.external_id)
        outbox.owe_card(session, place, week_plan.digest_subject(chat.id, week))
    week_plan.plan_group(session, chat.id, now=now, calendar=calendar)
    return None


def _ask(place: Place, person_id: int, week: date, count: int) -> Word:
    return Word(
        place,
        say("weekly.ask", count=count),
        (update_way(),),
        brings=(week_plan.update_subject(person_id, week),),
    )

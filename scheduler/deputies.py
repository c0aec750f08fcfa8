"""People on leave are left alone: their reminders go to whoever stands in (D4)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.outbox.service import Place
from app.people import leaves
from app.people import service as people
from app.people.models import Company, Person
from app.reminders.service import Due
from bot.cards.parts import note
from bot.texts import say
from scheduler.saying import describe
from scheduler.word import Word


def reader_of(session: Session, due: Due, now: datetime, calendar: Calendar) -> Person | None:
    """Who is told: the one to be reminded, while they are away whoever stands in; nobody, if there is none."""
    person = session.get_one(Person, int(due.recipient.partition(":")[2]))
    return leaves.reached(session, person, calendar.local(now).date())


def deputy_word(session: Session, due: Due, deputy: Person) -> Word:
    """What somebody who stands in is told, without a reason."""
    company = session.get_one(Company, due.company_id)
    who = people.view(session, session.get_one(Person, int(due.recipient.partition(":")[2]))).shown
    what = describe(session, due)
    card = note(say("leave.for_title", who=who), say("leave.for_text", what=what), tone="warn")
    place = Place(company.platform, company.tenant, person=deputy.external_id)
    return Word(place, say("digest.deputy", who=who, what=what), card=card)

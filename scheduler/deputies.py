"""People on leave are left alone: their reminders go to whoever stands in (D4)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import leaves
from app.people import service as people
from app.people.calendars import calendar_in
from app.people.models import Company, Person
from app.reminders.service import Due
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.texts import say
from scheduler.saying import describe

ZONE = "Asia/Shanghai"
"""Days of leave are days of the company's zone."""


def told_deputy(session: Session, due: Due, now: datetime) -> bool:
    """Whether the one to be reminded is away. Their deputy is told instead, without a reason; nobody, if there is none."""
    kind, _, key = due.recipient.partition(":")
    if kind != "person":
        return False
    person = session.get_one(Person, int(key))
    reached = leaves.reached(session, person, calendar_in(ZONE).local(now).date())
    if reached is not None and reached.id == person.id:
        return False
    if reached is not None:
        company = session.get_one(Company, due.company_id)
        place = Place(company.platform, company.tenant, person=reached.external_id)
        who = people.view(session, person).shown
        text = say("leave.for_text", what=describe(session, due))
        outbox.owe_notice(session, place, to_json(note(say("leave.for_title", who=who), text, tone="warn")))
    return True

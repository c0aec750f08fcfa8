"""G11, 群内直接点名: a chat that wants it blunter hears each step of L3 and L5 as well, in as few posts as can be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.models import Company
from app.people.views import PersonView
from app.reminders import service as reminders
from app.reminders.halfdays import half_of
from app.reminders.service import Due
from app.reminders.task_ladder import ALOUD
from bot.cards.model import to_json
from bot.cards.parts import called, note
from bot.texts import say
from scheduler.chats import calendar_for, chat_for
from scheduler.posts import has_room


@dataclass(frozen=True, slots=True)
class Called:
    """What a group hears of a step, and who is named in it."""

    line: str
    who: PersonView


def call_out(
    session: Session, due: Due, now: datetime, line: Callable[[Session, Due], Called | None]
) -> None:
    """Say a step in its group, with what else of its kind the half-day brings. `line` is None for what is over; of
    several steps about one thing the last is said (G8).

    On a day that is full (G9) the lines of 今日提醒 stand for it.
    """
    chat, calendar = chat_for(session, due), calendar_for(session, due)
    if not chat.active or chat.private:
        return
    company = session.get_one(Company, chat.company_id)
    dues = [due]
    if due.step in ALOUD:
        until = half_of(now, calendar).ends
        dues += reminders.take_rest(
            session,
            company.platform,
            [due.recipient],
            until=until,
            now=now,
            fits=lambda one: one.step in ALOUD,
        )
    newest = {one.subject: one for one in dues}
    lines = [said for one in newest.values() if (said := line(session, one))]
    if lines and has_room(session, due, now):
        place = Place(company.platform, company.tenant, chat=chat.external_id)
        told = note(say("aloud.title"), *dict.fromkeys(one.line for one in lines), tone="warn")
        card = replace(told, calls=called(*((one.who.external_id, one.who.shown) for one in lines)))
        outbox.owe_notice(session, place, to_json(card))

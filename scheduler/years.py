"""A year whose days off are not announced yet: each group's admin is told once (D3)."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.db import in_transaction
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.texts import say

LAST_MONTH = 12
"""From December on the next year is planned with."""


def tell_admins(sessions: sessionmaker[Session], clocks: Mapping[str, Clock]) -> None:
    """Tell the admins of active groups, in December, that next year is only estimated."""
    for platform, clock in clocks.items():
        in_transaction(sessions, partial(_tell, platform=platform, clock=clock))


def _tell(session: Session, *, platform: str, clock: Clock) -> None:
    now = clock.now()
    year = now.year + 1
    chats = session.scalars(
        select(Chat)
        .join(Company, Company.id == Chat.company_id)
        .where(
            Company.platform == platform,
            Chat.private.is_(False),
            Chat.active,
            Chat.admin_id.is_not(None),
            or_(Chat.told_year.is_(None), Chat.told_year < year),
        )
    ).all()
    for chat in chats:
        calendar = calendar_of(session, chat)
        if calendar.local(now).month < LAST_MONTH or not calendar.is_estimated(year):
            continue
        chat.told_year = year
        admin = session.get_one(Person, chat.admin_id)
        place = Place(chat.company.platform, chat.company.tenant, person=admin.external_id)
        outbox.owe_notice(session, place, to_json(note(say("year.title"), say("year.text", year=year))))

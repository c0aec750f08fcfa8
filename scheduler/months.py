"""A platform whose month is running out: each group's admin is told once a month, in working hours."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.base.clock import Clock
from app.base.db import in_transaction
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Company, Person
from app.reminders.halfdays import working_moment
from bot.abilities import Metered
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.ports import Platform
from bot.texts import say


def warn_admins(
    sessions: sessionmaker[Session], platforms: Mapping[str, Platform], clocks: Mapping[str, Clock]
) -> None:
    """Tell the admins of active groups what runs out. `clocks` are the platforms' own."""
    for name, platform in platforms.items():
        words = platform.warning() if isinstance(platform, Metered) else ""
        if words:
            in_transaction(sessions, partial(_warn, platform=name, clock=clocks[name], words=words))


def _warn(session: Session, *, platform: str, clock: Clock, words: str) -> None:
    now = clock.now()
    chats = session.scalars(
        select(Chat)
        .join(Company, Company.id == Chat.company_id)
        .where(Company.platform == platform, Chat.private.is_(False), Chat.active, Chat.admin_id.is_not(None))
        .order_by(Chat.id)
    ).all()
    for chat in chats:
        calendar = calendar_of(session, chat)
        admin = session.get_one(Person, chat.admin_id)
        if not admin.active or working_moment(now, calendar, f"person:{admin.id}") != now:
            continue
        place = Place(platform, chat.company.tenant, person=admin.external_id)
        subject = f"month:{calendar.local(now):%Y%m}"
        if not outbox.was_owed(session, place, subject):
            outbox.owe_notice(session, place, to_json(note(say("month.title"), words)), subject=subject)

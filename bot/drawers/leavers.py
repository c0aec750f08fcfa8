"""The hand-over card of somebody who left, drawn from the database; only for who is to give."""

from collections.abc import Callable

from sqlalchemy import select

from app.leaving import service as leaving
from app.leaving.models import Departure
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from bot.cards.leavers import leaver_card
from bot.cards.model import Card
from bot.drawers.scene import Scene


def _leaver(scene: Scene, departure_id: int) -> Card | None:
    departure = scene.session.get(Departure, departure_id)
    if departure is None:
        return None
    heir = scene.session.get_one(Person, departure.heir_id)
    if scene.place.person != heir.external_id:
        return None
    first = select(Chat).where(Chat.company_id == heir.company_id).order_by(Chat.id).limit(1)
    calendar = calendar_of(scene.session, scene.session.scalars(first).one())
    view = leaving.view(scene.session, departure)
    return leaver_card(view, year=calendar.local(scene.now).year, calendar=calendar)


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"leaver": _leaver}

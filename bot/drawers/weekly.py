"""The cards of a week, drawn from the database."""

from collections.abc import Callable

from app.meetings import weeks
from app.people.calendars import calendar_in, calendar_of
from app.people.models import Chat, Person
from app.tasks.week_plan import week_of
from bot.cards.model import Card
from bot.cards.weekly import review_card, update_card
from bot.drawers.scene import Scene

ZONE = "Asia/Shanghai"
"""A week of one's own, across groups, is one of the company's zone."""


def _update(scene: Scene, key: int) -> Card | None:
    person_id, week = week_of(key)
    person = scene.session.get(Person, person_id)
    if person is None or person.external_id != scene.place.person:
        return None
    calendar = calendar_in(ZONE)
    own = weeks.own_tasks(scene.session, person_id, week, calendar)
    return update_card(own, calendar.local(scene.now).date())


def _review(scene: Scene, key: int) -> Card | None:
    chat_id, week = week_of(key)
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, chat_id))
    found = weeks.review(scene.session, chat_id, week, calendar)
    return None if found.empty else review_card(found)


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"weekly": _update, "weekdigest": _review}

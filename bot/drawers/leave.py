"""The cards of days away and of a chat's settings, drawn from the database."""

from collections.abc import Callable

from app.people import leaves
from app.people import service as people
from app.people.calendars import exceptions_of
from app.people.models import Chat
from app.rulepacks import service as rulepacks
from bot.cards.leave import leave_card
from bot.cards.model import Card
from bot.cards.settings import settings_card
from bot.drawers.scene import Scene
from bot.texts import say


def _leave(scene: Scene, leave_id: int) -> Card | None:
    view = leaves.view(scene.session, leave_id)
    return None if view is None else leave_card(view, year=scene.now.year)


def _settings(scene: Scene, chat_id: int) -> Card | None:
    chat = scene.session.get(Chat, chat_id)
    if chat is None:
        return None
    admin = people.person(scene.session, chat.admin_id)
    rules = say(
        "pack.title",
        name=rulepacks.pack_of(scene.session, chat.id).name,
        number=rulepacks.number_of(scene.session, chat.id),
    )
    return settings_card(
        zone=chat.timezone, days=exceptions_of(scene.session, chat), admin=admin, rules=rules
    )


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"away": _leave, "settings": _settings}

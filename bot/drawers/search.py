"""What was found, looked for anew each time it is drawn."""

from collections.abc import Callable

from app.people.calendars import calendar_of
from app.people.models import Chat
from app.search import service as search
from app.search.models import Lookup
from bot.cards.model import Card
from bot.cards.search import found_card
from bot.drawers.scene import Scene


def _found(scene: Scene, lookup_id: int) -> Card | None:
    lookup = scene.session.get(Lookup, lookup_id)
    if lookup is None:
        return None
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, lookup.chat_id))
    return found_card(search.page(scene.session, lookup), now=scene.now, calendar=calendar)


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"search": _found}

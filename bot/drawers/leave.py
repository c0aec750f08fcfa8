"""The cards of days away, drawn from the database."""

from collections.abc import Callable

from app.people import leaves
from bot.cards.leave import leave_card
from bot.cards.model import Card
from bot.drawers.scene import Scene


def _leave(scene: Scene, leave_id: int) -> Card | None:
    view = leaves.view(scene.session, leave_id)
    return None if view is None else leave_card(view, year=scene.now.year)


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"away": _leave}

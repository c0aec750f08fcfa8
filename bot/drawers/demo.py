"""The demonstration's open page."""

from collections.abc import Callable

from app.demo import service as demo
from app.people.models import Person
from bot.cards.demo import demo_card
from bot.cards.model import Card
from bot.drawers.scene import Scene


def _demo(scene: Scene, person_id: int) -> Card | None:
    """Somebody's own, in private."""
    person = scene.session.get(Person, person_id)
    if person is None or scene.place.person != person.external_id:
        return None
    return demo_card(demo.page_of(scene.session, person_id))


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"demo": _demo}

"""The cards of a chat's settings, drawn from the database."""

from collections.abc import Callable
from functools import partial

from app.calendars import say_moment
from app.chats import settings
from app.chats.choices import SECTIONS, Section
from app.history import service as history
from app.history.service import UNDO_FOR
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from bot.cards.history import LogLine
from bot.cards.model import Card
from bot.cards.settings import section_card, settings_card
from bot.drawers.scene import Scene
from bot.texts import say


def _settings(scene: Scene, chat_id: int) -> Card | None:
    chat = scene.session.get(Chat, chat_id)
    if chat is None:
        return None
    calendar = calendar_of(scene.session, chat)
    year = calendar.local(scene.now).year
    entries = [one for one in history.log(scene.session, f"settings:{chat_id}", limit=5) if not one.undone]
    log = tuple(
        LogLine(
            say_moment(one.at, this_year=year, calendar=calendar),
            _name(scene, one.by_id),
            say(f"verb.{one.verb}"),
        )
        for one in entries
    )
    undo = entries[0].id if entries and scene.now - entries[0].at <= UNDO_FOR else None
    return settings_card(settings.view(scene.session, chat), log, undo=undo)


def _section(scene: Scene, chat_id: int, *, section: Section) -> Card | None:
    chat = scene.session.get(Chat, chat_id)
    return None if chat is None else section_card(settings.view(scene.session, chat), section)


def _name(scene: Scene, person_id: int | None) -> str:
    person = people.person(scene.session, person_id)
    return "" if person is None else person.shown


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    "settings": _settings,
    **{f"settings{section}": partial(_section, section=section) for section in SECTIONS},
}

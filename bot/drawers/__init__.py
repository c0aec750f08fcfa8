"""From a subject (`need:12`) to its card, drawn from the database at the moment it is needed. One file a noun."""

from collections.abc import Callable

from bot.cards.model import Card
from bot.drawers import (
    amend,
    demo,
    glossary,
    leave,
    leavers,
    live,
    meetings,
    minutes,
    needs,
    progress,
    projects,
    retro,
    rhythm,
    search,
    settings,
    tasks,
    today,
    weekly,
)
from bot.drawers.scene import Scene

DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    **amend.DRAWERS,
    **demo.DRAWERS,
    **leavers.DRAWERS,
    **progress.DRAWERS,
    **projects.DRAWERS,
    **search.DRAWERS,
    **glossary.DRAWERS,
    **leave.DRAWERS,
    **live.DRAWERS,
    **meetings.DRAWERS,
    **needs.DRAWERS,
    **minutes.DRAWERS,
    **retro.DRAWERS,
    **settings.DRAWERS,
    **rhythm.DRAWERS,
    **tasks.DRAWERS,
    **today.DRAWERS,
    **weekly.DRAWERS,
}


def draw(scene: Scene, subject: str) -> Card | None:
    """The card of a subject as it stands now; None when there is nothing to show any more."""
    kind, _, key = subject.partition(":")
    drawer = DRAWERS.get(kind)
    return None if drawer is None else drawer(scene, int(key))

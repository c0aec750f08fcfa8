"""The project card, drawn from the database."""

from collections.abc import Callable

from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.progress import queries
from app.projects.models import Project
from bot.cards.model import Card
from bot.cards.progress import project_card
from bot.drawers.scene import Scene


def _project(scene: Scene, project_id: int) -> Card | None:
    project = scene.session.get(Project, project_id)
    if project is None:
        return None
    viewer = None
    if scene.place.person is not None:
        viewer = people.by_external(scene.session, project.company_id, scene.place.person)
        if viewer is None or not queries.takes_part(scene.session, project, viewer):
            return None
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, project.home_chat_id))
    view = queries.view(scene.session, project, viewer=viewer, now=scene.now)
    return project_card(view, now=scene.now, calendar=calendar)


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"project": _project}

"""The project card, drawn from the database."""

from collections.abc import Callable

from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.progress import queries
from app.projects import chats
from app.projects import service as projects
from app.projects.models import Project
from bot.cards.model import Card
from bot.cards.progress import project_card
from bot.drawers.scene import Scene


def _project(scene: Scene, project_id: int) -> Card | None:
    project = scene.session.get(Project, project_id)
    if project is None:
        return None
    viewer, several = None, False
    if scene.place.chat is not None:
        chat = _chat(scene, project, scene.place.chat)
        if chat is None or not chats.is_here(scene.session, project, chat.id):
            return None
        several = len(projects.running_in(scene.session, chat.id)) > 1
    elif scene.place.person is not None:
        viewer = people.by_external(scene.session, project.company_id, scene.place.person)
        if viewer is None or not queries.takes_part(scene.session, project, viewer):
            return None
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, project.home_chat_id))
    view = queries.view(scene.session, project, viewer=viewer, now=scene.now)
    linked = [one.name for one in chats.linked(scene.session, project.id) if one.name]
    return project_card(view, now=scene.now, calendar=calendar, linked=linked, several=several)


def _chat(scene: Scene, project: Project, external_id: str) -> Chat | None:
    return people.find_chat(scene.session, project.company_id, external_id)


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"project": _project}

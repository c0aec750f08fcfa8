"""Which project is meant, and a project's groups, drawn from the database."""

from collections.abc import Callable

from app.people import service as people
from app.people.models import Chat
from app.projects import chats, current
from app.projects.models import Project
from bot.cards.model import Card
from bot.cards.projects import project_chats_card, which_project_card
from bot.drawers.scene import Scene
from bot.texts import say


def _which(scene: Scene, ask_id: int) -> Card | None:
    asked = current.view(scene.session, ask_id)
    return None if asked is None else which_project_card(asked)


def _chats(scene: Scene, project_id: int) -> Card | None:
    """For whoever asked, in private: it names their groups."""
    project = scene.session.get(Project, project_id)
    if project is None or scene.place.person is None:
        return None
    viewer = people.by_external(scene.session, project.company_id, scene.place.person)
    if viewer is None:
        return None
    home = scene.session.get_one(Chat, project.home_chat_id)
    return project_chats_card(
        project.id,
        project.name,
        say("projects.private_home") if home.private else _named(home),
        [(chat.id, _named(chat)) for chat in chats.linked(scene.session, project.id)],
        [(chat.id, _named(chat)) for chat in chats.linkable(scene.session, project, viewer)],
    )


def _named(chat: Chat) -> str:
    return chat.name or say("projects.a_group")


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"whichproject": _which, "projectchats": _chats}

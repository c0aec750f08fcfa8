"""The cards of a chat's rules, the process's health and retrospectives, drawn from the database."""

from collections.abc import Callable

from app.evidence import queries as evidence
from app.history import service as history
from app.history.service import UNDO_FOR
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects.models import Project
from app.reviews import queries as reviews
from app.reviews.models import Retro, RetroWord
from app.reviews.people import core_ids
from app.rulepacks import service as rulepacks
from app.rulepacks.models import PackProposal
from bot.cards.evidence import evidence_card
from bot.cards.model import Card
from bot.cards.pack import pack_card, proposal_card
from bot.cards.retro import ask_card, begun_card, form_card, retro_card
from bot.drawers.scene import Scene


def _pack(scene: Scene, chat_id: int) -> Card | None:
    chat = scene.session.get(Chat, chat_id)
    if chat is None:
        return None
    calendar = calendar_of(scene.session, chat)
    admins = [people.person(scene.session, one) for one in chat.admin_ids]
    newest = next((one for one in history.log(scene.session, f"pack:{chat_id}") if not one.undone), None)
    return pack_card(
        rulepacks.pack_of(scene.session, chat_id),
        rulepacks.versions(scene.session, chat_id),
        chat_id=chat_id,
        number=rulepacks.number_of(scene.session, chat_id),
        who="、".join(one.shown for one in admins if one is not None),
        year=calendar.local(scene.now).year,
        calendar=calendar,
        undo=newest.id if newest is not None and scene.now - newest.at <= UNDO_FOR else None,
    )


def _proposal(scene: Scene, proposal_id: int) -> Card | None:
    proposal = scene.session.get(PackProposal, proposal_id)
    return None if proposal is None else proposal_card(rulepacks.proposal_view(scene.session, proposal))


def _evidence(scene: Scene, project_id: int) -> Card | None:
    project = scene.session.get(Project, project_id)
    if project is None:
        return None
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, project.home_chat_id))
    health = evidence.health(scene.session, project, now=scene.now)
    return evidence_card(health, year=calendar.local(scene.now).year, calendar=calendar)


def _ask(scene: Scene, project_id: int) -> Card | None:
    project = scene.session.get(Project, project_id)
    if project is None:
        return None
    if reviews.open_in(scene.session, project_id) is not None:
        return begun_card(project.name)
    found = (people.person(scene.session, one) for one in core_ids(scene.session, project))
    return ask_card(project.name, project.id, [person for person in found if person is not None], "")


def _form(scene: Scene, word_id: int) -> Card | None:
    word = scene.session.get(RetroWord, word_id)
    if word is None:
        return None
    retro = scene.session.get_one(Retro, word.retro_id)
    project = scene.session.get_one(Project, retro.project_id)
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, project.home_chat_id))
    return form_card(
        reviews.view(scene.session, retro),
        reviews.word_view(scene.session, word),
        evidence.health(scene.session, project, now=scene.now).figures,
        rulepacks.pack_of(scene.session, project.home_chat_id),
        year=calendar.local(scene.now).year,
        calendar=calendar,
    )


def _retro(scene: Scene, retro_id: int) -> Card | None:
    retro = scene.session.get(Retro, retro_id)
    if retro is None:
        return None
    project = scene.session.get_one(Project, retro.project_id)
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, project.home_chat_id))
    # The report's figures are those of its own day.
    health = evidence.health(scene.session, project, now=retro.closed_at or scene.now)
    return retro_card(
        reviews.view(scene.session, retro),
        health.figures,
        year=calendar.local(scene.now).year,
        calendar=calendar,
    )


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    "pack": _pack,
    "proposal": _proposal,
    "evidence": _evidence,
    "retroask": _ask,
    "retroform": _form,
    "retro": _retro,
}

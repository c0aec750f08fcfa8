"""The cards of a chat's rules, the process's health and retrospectives, drawn from the database."""

from collections.abc import Callable

from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.rulepacks import service as rulepacks
from app.rulepacks.models import PackProposal
from bot.cards.model import Card
from bot.cards.pack import pack_card, proposal_card
from bot.drawers.scene import Scene


def _pack(scene: Scene, chat_id: int) -> Card | None:
    chat = scene.session.get(Chat, chat_id)
    if chat is None:
        return None
    calendar = calendar_of(scene.session, chat)
    return pack_card(
        rulepacks.pack_of(scene.session, chat_id),
        rulepacks.versions(scene.session, chat_id),
        chat_id=chat_id,
        number=rulepacks.number_of(scene.session, chat_id),
        admin=people.person(scene.session, chat.admin_id),
        year=calendar.local(scene.now).year,
        calendar=calendar,
    )


def _proposal(scene: Scene, proposal_id: int) -> Card | None:
    proposal = scene.session.get(PackProposal, proposal_id)
    return None if proposal is None else proposal_card(rulepacks.proposal_view(scene.session, proposal))


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"pack": _pack, "proposal": _proposal}

"""The cards of 需求, drawn from the database."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import Calendar, say_moment
from app.history import service as history
from app.history.service import UNDO_FOR
from app.needs import drafts, queries
from app.needs.models import Draft, Need, SupportItem
from app.needs.views import NeedView
from app.people import departments as roles
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Department, Person
from app.people.views import PersonView
from app.projects.models import Project
from bot.cards import need as need_cards
from bot.cards.department import department_card
from bot.cards.history import LogLine
from bot.cards.model import Card, Option
from bot.cards.need_changes import diff_lines
from bot.cards.need_draft import draft_card
from bot.cards.need_list import align_card, need_list_card
from bot.cards.speakers import contacts_card, decider_card
from bot.cards.support import support_card
from bot.drawers.scene import Scene
from bot.texts import say


def _need_of(scene: Scene, need_id: int) -> tuple[Need, NeedView, Calendar] | None:
    need = scene.session.get(Need, need_id)
    if need is None:
        return None
    home = scene.session.get_one(Chat, scene.session.get_one(Project, need.project_id).home_chat_id)
    calendar = calendar_of(scene.session, home)
    return need, queries.view(scene.session, need, calendar), calendar


def _need(scene: Scene, need_id: int) -> Card | None:
    if (found := _need_of(scene, need_id)) is None:
        return None
    need, view, calendar = found
    entries = history.log(scene.session, f"need:{need.id}", limit=5)
    newest = next((entry for entry in entries if not entry.undone), None)
    undo = newest.id if newest is not None and scene.now - newest.at <= UNDO_FOR else None
    year = calendar.local(scene.now).year
    log = tuple(
        LogLine(
            say_moment(entry.at, this_year=year, calendar=calendar),
            _name(scene.session, entry.by_id),
            say(f"verb.{entry.verb}"),
            diff_lines(entry.rows, year),
        )
        for entry in entries
        if not entry.undone
    )
    return need_cards.need_card(view, log, undo=undo, now=scene.now, calendar=calendar)


def _contacts(scene: Scene, need_id: int) -> Card | None:
    if (found := _need_of(scene, need_id)) is None:
        return None
    return contacts_card(found[1], _choices(scene, found[0]))


def _support(scene: Scene, item_id: int) -> Card | None:
    item = scene.session.get(SupportItem, item_id)
    if item is None or (found := _need_of(scene, item.need_id)) is None:
        return None
    return support_card(
        found[1],
        queries.support(scene.session, item),
        viewer=scene.place.person or "",
        now=scene.now,
        calendar=found[2],
    )


def _decider(scene: Scene, item_id: int) -> Card | None:
    item = scene.session.get(SupportItem, item_id)
    if item is None:
        return None
    need = scene.session.get_one(Need, item.need_id)
    return decider_card(queries.support(scene.session, item), _choices(scene, need))


def _list(scene: Scene, need_id: int) -> Card | None:
    found = _need_of(scene, need_id)
    return None if found is None else need_list_card(found[1])


def _align(scene: Scene, need_id: int) -> Card | None:
    if (found := _need_of(scene, need_id)) is None:
        return None
    need, view, calendar = found
    return align_card(view, queries.alignments(scene.session, need), now=scene.now, calendar=calendar)


def _draft(scene: Scene, draft_id: int) -> Card | None:
    draft = scene.session.get(Draft, draft_id)
    if draft is None:
        return None
    chat = scene.session.get_one(Chat, draft.chat_id)
    author = scene.session.get_one(Person, draft.person_id)
    number = None if draft.need_id is None else scene.session.get_one(Need, draft.need_id).number
    homes = drafts.homes(scene.session, author, chat) if draft.need_id is None else []
    options = [Option(home.external_id, home.name or home.external_id) for home in homes]
    if options:
        options.append(Option(chat.external_id, say("draft.home_private")))
    return draft_card(
        drafts.view(scene.session, draft_id),
        homes=tuple(options),
        number=number,
        now=scene.now,
        calendar=calendar_of(scene.session, chat),
        scenario=chat.scenario,
    )


def _department(scene: Scene, department_id: int) -> Card | None:
    department = scene.session.get(Department, department_id)
    if department is None:
        return None
    known = scene.session.scalars(
        select(Person)
        .where(Person.company_id == department.company_id, Person.active, Person.name != "")
        .order_by(Person.name)
        .limit(50)
    ).all()
    return department_card(
        roles.view(scene.session, department), [people.view(scene.session, person) for person in known]
    )


def _choices(scene: Scene, need: Need) -> list[PersonView]:
    """Who can be chosen: the people of the home chat; in a group that lists them itself, the list may be empty."""
    home = scene.session.get_one(Project, need.project_id).home_chat_id
    return people.around(scene.session, home, need.initiator_id)


def _name(session: Session, person_id: int | None) -> str:
    person = people.person(session, person_id)
    return "" if person is None else person.shown


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    "need": _need,
    "contacts": _contacts,
    "support": _support,
    "decider": _decider,
    "needlist": _list,
    "align": _align,
    "draft": _draft,
    "department": _department,
}

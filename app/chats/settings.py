"""A chat's settings as they stand, and setting them: by its admins, in one go a section, taken back in one go (D10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import available_timezones

from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotAllowed, NotFound
from app.calendars import USUAL_HOURS, read_company_days, read_office_hours
from app.chats.choices import CHOICES, FOREVER, SECTIONS, Section
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.outbox import service as outbox
from app.people import admins, calendars
from app.people import service as people
from app.people.models import Chat, Person
from app.people.views import PersonView
from app.projects import service as projects
from app.reviews.replanning import replan_chat
from app.rulepacks import service as rulepacks
from app.rulepacks.pack import CLOCKS, Value

Wanted = Mapping[str, str]
"""One section as it was sent: each setting's name to its text."""


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Everything a chat has set. `values` holds each setting's text, `days` its own days, `project` a name."""

    chat_id: int
    private: bool
    values: dict[str, str]
    days: dict[date, bool]
    project: str
    projects: tuple[tuple[int, str], ...]
    admins: tuple[PersonView, ...]
    rules: str
    version: int


def by_id(session: Session, company_id: int, chat_id: int) -> Chat:
    """The chat of that key, if it is this company's. Raises NotFound."""
    chat = session.get(Chat, chat_id)
    if chat is None or chat.company_id != company_id:
        raise NotFound(what="what.chat", number="")
    return chat


def require_admin(session: Session, chat: Chat, person: Person) -> None:
    """Raises NotAllowed with who may (section 6)."""
    if not admins.may_set(chat, person):
        raise NotAllowed(what="what.settings", who=admins.names_of(session, chat))


def view(session: Session, chat: Chat) -> ChatSettings:
    """What is set, for the card and its forms."""
    pack, hours = rulepacks.pack_of(session, chat.id), read_office_hours(chat.office_hours)
    running = [(project.id, project.name) for project in projects.running_in(session, chat.id)]
    default = dict(running).get(chat.default_project_id or 0, "")
    found = (people.person(session, one) for one in chat.admin_ids)
    values = {
        "starts": f"{hours.starts:%H:%M}",
        "lunch": f"{hours.lunch_from:%H:%M} {hours.lunch_until:%H:%M}",
        "ends": f"{hours.ends:%H:%M}",
        "zone": chat.timezone,
        "holidays": chat.holidays,
        "clock": CLOCKS[pack.rolls],
        "naming": chat.naming,
        "posts": str(pack.posts),
        "heads": "yes" if pack.escalates else "no",
        "project": str(chat.default_project_id) if default else "",
        "scenario": chat.scenario,
        "names": chat.names_in_files,
        "keep": str(chat.keep_days or FOREVER),
    }
    return ChatSettings(
        chat.id,
        chat.private,
        values,
        calendars.exceptions_of(session, chat),
        default,
        tuple(running),
        tuple(one for one in found if one is not None),
        pack.name,
        rulepacks.number_of(session, chat.id),
    )


def change(
    session: Session, chat: Chat, section: Section, wanted: Wanted, *, by: Person, now: datetime
) -> None:
    """Set one section, plan anew what hangs on it, and redraw the cards. Raises NotAllowed, Invalid, BadDaysFile, and
    ValueError for what no form of ours sends."""
    require_admin(session, chat, by)
    _check(wanted)
    with recording(
        session,
        company_id=chat.company_id,
        subject=f"settings:{chat.id}",
        verb=f"settings_{section}",
        by_id=by.id,
        now=now,
    ):
        _set_plain(session, chat, wanted)
        if "days" in wanted:
            days = read_company_days("days.csv", wanted["days"])
            calendars.set_exceptions(session, chat, days, by=by, now=now)
        if "admins" in wanted:
            _set_admins(session, chat, wanted["admins"].split())
        if found := _of_pack(wanted):
            rulepacks.change(session, chat, found, reason="", by=by, now=now)
    refresh(session, chat, now=now)


def undo(session: Session, chat_id: int, entry: ChangeAbout, *, now: datetime) -> None:
    """Take one change back (D10). Raises TooLate."""
    history.undo(session, entry.id, now=now)
    session.expire_all()
    refresh(session, session.get_one(Chat, chat_id), now=now)


def refresh(session: Session, chat: Chat, *, now: datetime) -> None:
    """Plan everything of the chat by its settings as they are now, and redraw the cards that show them."""
    replan_chat(session, chat, now=now)
    company = chat.company
    kinds = ("settings", "pack", *(f"settings{section}" for section in SECTIONS))
    for subject in (f"{kind}:{chat.id}" for kind in kinds):
        for place in outbox.places_of(session, company.platform, company.tenant, subject):
            outbox.owe_card(session, place, subject)


def _check(wanted: Wanted) -> None:
    for name, text in wanted.items():
        if name in CHOICES and text not in CHOICES[name]:
            raise ValueError(f"{name}: {text}")
    if wanted.get("zone", "UTC") not in available_timezones():
        raise ValueError(wanted["zone"])


def _set_plain(session: Session, chat: Chat, wanted: Wanted) -> None:
    """What is a column of the chat itself."""
    if "starts" in wanted:
        hours = read_office_hours(f"{wanted['starts']} {wanted['lunch']} {wanted['ends']}")
        chat.office_hours = "" if hours == USUAL_HOURS else str(hours)
    chat.timezone = wanted.get("zone", chat.timezone)
    chat.holidays = wanted.get("holidays", chat.holidays)
    chat.naming = wanted.get("naming", chat.naming)
    chat.scenario = wanted.get("scenario", chat.scenario)
    chat.names_in_files = wanted.get("names", chat.names_in_files)
    if "keep" in wanted:
        chat.keep_days = int(wanted["keep"]) or None
    if "project" in wanted:
        running = {str(project.id): project.id for project in projects.running_in(session, chat.id)}
        chat.default_project_id = running.get(wanted["project"])


def _set_admins(session: Session, chat: Chat, external_ids: list[str]) -> None:
    """Those of the form, by the platform's ids."""
    found = [people.person_of(session, chat.company, people.Known(one)) for one in external_ids]
    if not found:
        raise Invalid(field="settings.admins", example="settings.admins_example")
    for person in found:
        people.require_active(person)
    admins.set_admins(session, chat, [person.id for person in found])


def _of_pack(wanted: Wanted) -> dict[str, Value]:
    """What belongs to the chat's rules, by their keys."""
    found: dict[str, Value] = {}
    if "clock" in wanted:
        found["clock.day_hours"] = wanted["clock"]
    if "posts" in wanted:
        found["caps.posts"] = int(wanted["posts"])
    if "heads" in wanted:
        found["escalation.heads"] = wanted["heads"] == "yes"
    return found

"""复盘: opened by a project's owner, answered in private by its core people, closed into a report (S65–S70)."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed, NotFound, UserError
from app.calendars import Calendar
from app.evidence import queries as evidence
from app.evidence.rules import unused
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import service as people
from app.people.models import Chat, Company, Person
from app.projects.models import Project
from app.reminders import service as reminders
from app.reminders.retro_ladder import CLOSE_AFTER, RetroFacts, plan_retro
from app.reviews import queries
from app.reviews.models import Retro, RetroSkip, RetroWord
from app.reviews.people import core_ids
from app.rulepacks import service as rulepacks
from app.rulepacks.models import PackProposal
from app.rulepacks.pack import Value


class RetroOver(UserError):
    """The retrospective is closed; its report stands."""

    key = "retro_over"


def may_lead(session: Session, project: Project, person: Person) -> bool:
    """Whether somebody opens and closes a project's retrospective: its owner, or an admin of its home."""
    return person.id in {project.owner_id, *session.get_one(Chat, project.home_chat_id).admin_ids}


def open_retro(
    session: Session,
    project: Project,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
    unused_because: str,
) -> Retro:
    """Ask the core people in private (S66), show the card at home, and put unused rules up for removal, with
    `unused_because` as the reason. One that is open already stays. Raises NotAllowed."""
    _require(session, project, by)
    standing = queries.open_in(session, project.id)
    if standing is not None:
        return standing
    day = calendar.add_workdays(calendar.local(now).date(), CLOSE_AFTER)
    retro = Retro(project_id=project.id, by_id=by.id, opened_at=now, closes_at=calendar.end_of_day(day))
    session.add(retro)
    session.flush()
    session.add_all(RetroWord(retro_id=retro.id, person_id=one) for one in core_ids(session, project))
    session.flush()
    _propose_removals(session, project, retro, because=unused_because, by=by, now=now)
    for word in queries.words(session, retro.id):
        outbox.owe_card(session, private(session, project, word.person_id), f"retroform:{word.id}")
    refresh(session, retro, now=now, calendar=calendar)
    return retro


def _propose_removals(
    session: Session, project: Project, retro: Retro, *, because: str, by: Person, now: datetime
) -> None:
    home = session.get_one(Chat, project.home_chat_id)
    health = evidence.health(session, project, now=now)
    for rule in unused(health, rulepacks.pack_of(session, home.id)):
        changes: dict[str, Value] = {f"{rule}.level": "off"}
        rulepacks.propose(session, home, changes, reason=because, by=by, now=now, retro_id=retro.id)


def join(session: Session, retro: Retro, person: Person) -> RetroWord:
    """Somebody else wants a say. Raises RetroOver."""
    _require_open(retro)
    word = queries.word_of(session, retro.id, person.id)
    if word is None:
        word = RetroWord(retro_id=retro.id, person_id=person.id)
        session.add(word)
        session.flush()
    return word


def tell(
    session: Session,
    word: RetroWord,
    *,
    good: str,
    figures: str,
    improve: str,
    advice: Mapping[str, Value],
    reason: str,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """What somebody says (S67, S68), and the rule they would change; said again, it replaces what was said before.

    Raises NotAllowed, RetroOver, BadPack.
    """
    retro = session.get_one(Retro, word.retro_id)
    if word.person_id != by.id:
        person = people.person(session, word.person_id)
        raise NotAllowed(what="what.retro_form", who=person.shown if person else "who.initiator")
    _require_open(retro)
    word.good, word.figures, word.improve, word.said_at = good, figures, improve, now
    project = session.get_one(Project, retro.project_id)
    if advice or reason:
        _replace_advice(session, project, retro, advice, reason, by=by, now=now)
    refresh(session, retro, now=now, calendar=calendar)


def _replace_advice(
    session: Session,
    project: Project,
    retro: Retro,
    advice: Mapping[str, Value],
    reason: str,
    *,
    by: Person,
    now: datetime,
) -> None:
    mine = select(PackProposal).where(PackProposal.retro_id == retro.id, PackProposal.by_id == by.id)
    for old in session.scalars(mine.where(PackProposal.accepted.is_(None))):
        if not any(value == "off" for value in json.loads(old.changes).values()):
            session.delete(old)
    session.flush()
    home = session.get_one(Chat, project.home_chat_id)
    rulepacks.propose(session, home, advice, reason=reason, by=by, now=now, retro_id=retro.id)


def close(session: Session, retro: Retro, *, by: Person | None, now: datetime, calendar: Calendar) -> None:
    """The report stands on the card at home, and its files come down (S69). None: its time is over. Raises NotAllowed.

    Doing it twice is no error.
    """
    project = session.get_one(Project, retro.project_id)
    if by is not None:
        _require(session, project, by)
    if retro.closed_at is not None:
        return
    retro.closed_at = now
    place = home_place(session, project)
    outbox.retire_at(session, place, f"retro:{retro.id}")
    refresh(session, retro, now=now, calendar=calendar)
    for suffix in ("docx", "xlsx"):
        outbox.owe_document(session, place, f"retro:{retro.id}:{suffix}")


def skip(session: Session, project: Project, occasion: str, *, by: Person, now: datetime) -> None:
    """这次不需要. Raises NotAllowed."""
    _require(session, project, by)
    if session.get(RetroSkip, (project.id, occasion)) is None:
        session.add(RetroSkip(project_id=project.id, occasion=occasion[:20], by_id=by.id, at=now))


def refresh(session: Session, retro: Retro, *, now: datetime, calendar: Calendar) -> None:
    """Redraw every card of it, and plan its reminders anew."""
    session.flush()
    project = session.get_one(Project, retro.project_id)
    company = session.get_one(Company, project.company_id)
    words = queries.words(session, retro.id)
    outbox.owe_card(session, home_place(session, project), f"retro:{retro.id}")
    for subject in (f"retro:{retro.id}", *(f"retroform:{word.id}" for word in words)):
        for place in outbox.places_of(session, company.platform, company.tenant, subject):
            outbox.owe_card(session, place, subject)
    facts = RetroFacts(
        subject=f"retro:{retro.id}",
        chat_id=project.home_chat_id,
        silent_ids=tuple(word.person_id for word in words if word.said_at is None),
        opened_at=retro.opened_at,
        closes_at=retro.closes_at,
        open=retro.closed_at is None,
    )
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=facts.subject,
        plan=plan_retro(facts, calendar),
        now=now,
    )


def home_place(session: Session, project: Project) -> Place:
    """Where the card and the report stand: the project's group, or its owner in private."""
    chat = session.get_one(Chat, project.home_chat_id)
    if chat.private:
        return private(session, project, project.owner_id)
    company = session.get_one(Company, project.company_id)
    return Place(company.platform, company.tenant, chat=chat.external_id)


def private(session: Session, project: Project, person_id: int) -> Place:
    """The private chat with somebody of the project's company."""
    company = session.get_one(Company, project.company_id)
    person = session.get_one(Person, person_id)
    return Place(company.platform, company.tenant, person=person.external_id)


def by_id(session: Session, company_id: int, retro_id: int) -> Retro:
    """The retrospective of that key, if it is this company's. Raises NotFound."""
    retro = session.get(Retro, retro_id)
    if retro is None or session.get_one(Project, retro.project_id).company_id != company_id:
        raise NotFound(what="what.retro", number="")
    return retro


def word_by_id(session: Session, company_id: int, word_id: int) -> RetroWord:
    """What somebody is asked, by its key, if it is this company's. Raises NotFound."""
    word = session.get(RetroWord, word_id)
    if word is None:
        raise NotFound(what="what.retro", number="")
    by_id(session, company_id, word.retro_id)
    return word


def _require(session: Session, project: Project, by: Person) -> None:
    if not may_lead(session, project, by):
        owner = people.person(session, project.owner_id)
        raise NotAllowed(what="what.retro_lead", who=owner.shown if owner else "who.initiator")


def _require_open(retro: Retro) -> None:
    if retro.closed_at is not None:
        raise RetroOver()

"""What is done with a need: register, edit, close, waive. One verb, one function."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.errors import Closed, NotAllowed, NotFound
from app.calendars import Calendar
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.needs import rules
from app.needs.models import Need, NeedStatus, SupportItem, SupportStatus
from app.needs.shown import refresh
from app.needs.views import ContactField, NeedFields
from app.people import departments as roles
from app.people import service as people
from app.people.models import Chat, Company, Department, Person
from app.projects import service as projects
from app.projects.chats import here
from app.projects.models import Project


def register(
    session: Session, fields: NeedFields, *, chat: Chat, by: Person, now: datetime, calendar: Calendar
) -> Need:
    """Register a complete 表1 (S10, S11, S17): its project, its support items, the contacts that were named.

    A running project of the same name in the chat takes the need in; otherwise one is made.
    """
    assert fields.due_on is not None
    company = session.get_one(Company, chat.company_id)
    scenario = fields.scenario or chat.scenario or "joint"
    project = projects.running_named(session, chat.id, fields.project) or projects.create(
        session, chat=chat, owner=by, name=fields.project, scenario=scenario, now=now
    )
    if fields.milestones:
        projects.set_milestones(session, project.id, [(m.name, m.due_on) for m in fields.milestones])
    need = Need(
        company_id=company.id,
        number=people.next_number(session, company.id, "need"),
        project_id=project.id,
        initiator_id=by.id,
        department=fields.department,
        goal=fields.goal,
        deliverables=fields.deliverables,
        own_resources=fields.own_resources,
        description=fields.description,
        due_on=fields.due_on,
        note=fields.note,
        lead_days=fields.lead_days or rules.lead_days(fields.note),
        status=NeedStatus.OPEN,
        registered_at=now,
    )
    session.add(need)
    session.flush()
    with _recording(session, need, "register", by, now):
        _set_supports(session, need, company, fields)
        if by.department_id is None:
            by.department_id = people.department_of(session, company, fields.department).id
        _name_contacts(session, need, fields.contacts, chat=chat, by=by, now=now)
    refresh(session, need, now=now, calendar=calendar)
    return need


def edit(
    session: Session,
    need: Need,
    fields: NeedFields,
    *,
    chat: Chat,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Change 表1 as a whole; what a department answered stays unless it is no longer asked. Raises NotAllowed, Closed."""
    may_change(session, need, by, chat)
    assert fields.due_on is not None
    company = session.get_one(Company, need.company_id)
    project = session.get_one(Project, need.project_id)
    with _recording(session, need, "edit", by, now):
        project.name = fields.project
        project.scenario = fields.scenario or project.scenario
        need.department, need.goal, need.description = fields.department, fields.goal, fields.description
        need.deliverables, need.own_resources, need.note = (
            fields.deliverables,
            fields.own_resources,
            fields.note,
        )
        need.lead_days = rules.lead_days(fields.note)
        if need.due_on != fields.due_on:
            need.due_on, need.due_waived = fields.due_on, False
        _set_supports(session, need, company, fields)
        _name_contacts(session, need, fields.contacts, chat=chat, by=by, now=now)
        projects.set_milestones(session, project.id, [(m.name, m.due_on) for m in fields.milestones])
    refresh(session, need, now=now, calendar=calendar)


def waive_due(
    session: Session, need: Need, *, chat: Chat, by: Person, now: datetime, calendar: Calendar
) -> None:
    """R8 answered with 保留: the day off stays, and 体检 is silent about it."""
    may_change(session, need, by, chat)
    with _recording(session, need, "waive_due", by, now):
        need.due_waived = True
    refresh(session, need, now=now, calendar=calendar)


def set_status(
    session: Session,
    need: Need,
    status: NeedStatus,
    *,
    chat: Chat,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Close, cancel or reopen. Doing it twice is no error."""
    may_change(session, need, by, chat, even_closed=True)
    if need.status == status:
        return
    with recording(
        session,
        company_id=need.company_id,
        subject=f"need:{need.id}",
        verb=f"to_{status.value}",
        by_id=by.id,
        now=now,
    ):
        need.status = status
        session.flush()
        _close_project(session, need, now)
    refresh(session, need, now=now, calendar=calendar)


def _close_project(session: Session, need: Need, now: datetime) -> None:
    """A project ends with the last of its needs, and runs again with the first that is reopened."""
    project = session.get_one(Project, need.project_id)
    left = session.scalar(
        select(func.count()).where(Need.project_id == project.id, Need.status == NeedStatus.OPEN)
    )
    if left:
        project.closed_at = None
    elif project.closed_at is None:
        project.closed_at = now


def choose_contacts(
    session: Session,
    need: Need,
    chosen: Sequence[tuple[SupportItem, Person]],
    *,
    chat: Chat,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Name the contact of each department (S12); in one go, taken back in one go. Raises NotAllowed, Closed."""
    may_change(session, need, by, chat)
    with _recording(session, need, "speakers", by, now):
        for item, person in chosen:
            _set_speaker(session, need, item, contact=person, by=by, chat=chat, now=now)
    refresh(session, need, now=now, calendar=calendar)


def contact_decides(
    session: Session,
    need: Need,
    item: SupportItem,
    *,
    chat: Chat,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """R6's fix: the department's contact decides as well (S13). Raises NotAllowed, Closed, NotFound without a contact."""
    contact_id, _ = projects.speakers(
        session, need.project_id, session.get_one(Department, item.department_id)
    )
    if contact_id is None:
        raise NotFound(what="what.contact", number="")
    person = session.get_one(Person, contact_id)
    choose_decider(session, need, item, person, chat=chat, by=by, now=now, calendar=calendar)


def choose_decider(
    session: Session,
    need: Need,
    item: SupportItem,
    person: Person,
    *,
    chat: Chat,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Name a department's decision-maker (S83). Raises NotAllowed, Closed."""
    may_change(session, need, by, chat)
    with _recording(session, need, "speakers", by, now):
        _set_speaker(session, need, item, decider=person, by=by, chat=chat, now=now)
    refresh(session, need, now=now, calendar=calendar)


def _name_contacts(
    session: Session, need: Need, contacts: Sequence[ContactField], *, chat: Chat, by: Person, now: datetime
) -> None:
    """Name who was typed, as far as they can be told apart: by mention, else by a name only one person has.

    What cannot be told apart stays open and is asked for by the contacts card.
    """
    company = session.get_one(Company, need.company_id)
    for field in contacts:
        person = _person_named(session, company, chat, field)
        item = _item_for(session, company, need, field, person)
        if person is not None and item is not None:
            decider = person if field.decides else None
            _set_speaker(session, need, item, contact=person, decider=decider, by=by, chat=chat, now=now)


def _set_speaker(
    session: Session,
    need: Need,
    item: SupportItem,
    *,
    contact: Person | None = None,
    decider: Person | None = None,
    by: Person,
    chat: Chat,
    now: datetime,
) -> None:
    """For this project; and remembered for the company where the department has nobody yet (S83)."""
    for person in (contact, decider):
        if person is not None:
            people.require_active(person)
    department = session.get_one(Department, item.department_id)
    projects.set_speaker(
        session,
        need.project_id,
        department.id,
        contact_id=None if contact is None else contact.id,
        decision_maker_id=None if decider is None else decider.id,
    )
    if contact is not None and department.contact_id is None:
        roles.assign(session, department, "contact", contact, by=by, chat=chat, now=now)
    if decider is not None and department.decision_maker_id is None:
        roles.assign(session, department, "decision_maker", decider, by=by, chat=chat, now=now)


def _recording(
    session: Session, need: Need, verb: str, by: Person, now: datetime
) -> AbstractContextManager[None]:
    return recording(
        session, company_id=need.company_id, subject=f"need:{need.id}", verb=verb, by_id=by.id, now=now
    )


def home_of(session: Session, need: Need) -> int:
    """The chat its project is at home in."""
    return session.get_one(Project, need.project_id).home_chat_id


def undo(
    session: Session,
    need_id: int,
    change: ChangeAbout,
    *,
    chat: Chat,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> Need:
    """Take one change of a need back (D10). Taking back a registration cancels it: its number was seen and is not
    given again. Raises TooLate."""
    need = session.get_one(Need, need_id)
    if change.verb == "register":
        history.mark_undone(session, change.id, now=now)
        set_status(session, need, NeedStatus.CANCELLED, chat=chat, by=by, now=now, calendar=calendar)
        return need
    history.undo(session, change.id, now=now)
    session.expire_all()
    refresh(session, need, now=now, calendar=calendar)
    return need


def may_change(session: Session, need: Need, by: Person, chat: Chat, *, even_closed: bool = False) -> None:
    """Section 6: the initiator and the chat's admin. Raises NotAllowed with who may, or Closed."""
    home = session.get_one(Chat, session.get_one(Project, need.project_id).home_chat_id)
    if by.id not in {need.initiator_id, *home.admin_ids, *chat.admin_ids}:
        initiator = people.person(session, need.initiator_id)
        raise NotAllowed(
            what="what.edit_need", number=need.number, who=initiator.shown if initiator else "who.initiator"
        )
    if need.status != NeedStatus.OPEN and not even_closed:
        raise Closed(what="what.need", number=need.number)


def by_number(session: Session, company_id: int, number: int) -> Need:
    """The need people call N12. Raises NotFound."""
    need = session.scalar(select(Need).where(Need.company_id == company_id, Need.number == number))
    if need is None:
        raise NotFound(what="what.some_need", number=f"N{number}")
    return need


def by_id(session: Session, company_id: int, need_id: int) -> Need:
    """The need of that key, if it is this company's. Raises NotFound."""
    need = session.get(Need, need_id)
    if need is None or need.company_id != company_id:
        raise NotFound(what="what.some_need", number=need_id)
    return need


def in_chat(session: Session, chat: Chat, *, person: Person) -> list[Need]:
    """The needs a list shows: in a group its own, in private those the person takes part in. Newest first, open first."""
    query = select(Need).where(Need.company_id == chat.company_id)
    if not chat.private:
        query = query.where(Need.project_id.in_(here(chat.id)))
    needs = session.scalars(query.order_by(Need.status.desc(), Need.number.desc()).limit(100)).all()
    return [need for need in needs if not chat.private or person.id in takers(session, need)]


def takers(session: Session, need: Need) -> set[int]:
    """Who takes part: the initiator, the contacts and the decision-makers."""
    ids = {need.initiator_id}
    for item in need.supports:
        department = session.get_one(Department, item.department_id)
        ids.update(p for p in projects.speakers(session, need.project_id, department) if p is not None)
    return ids


def _set_supports(session: Session, need: Need, company: Company, fields: NeedFields) -> None:
    """One item per department, in the order typed; text that names its department goes to that item (S17)."""
    texts: dict[str, list[str]] = {}
    for name, text in fields.supports:
        texts.setdefault(roles.rename_to_known(session, company, name), []).append(text)
    names = list(
        dict.fromkeys(
            roles.rename_to_known(session, company, name) for name in chain(fields.departments, texts) if name
        )
    )
    existing = {item.department_id: item for item in need.supports}
    kept: list[SupportItem] = []
    for position, name in enumerate(names):
        department = people.department_of(session, company, name)
        item = existing.get(department.id) or SupportItem(
            department_id=department.id, status=SupportStatus.WAITING, content="", position=position
        )
        item.position, item.content = position, "；".join(texts.get(name, ())) or item.content
        kept.append(item)
    for item in need.supports:
        if item not in kept:
            session.delete(item)
    need.supports[:] = kept


def _person_named(session: Session, company: Company, chat: Chat, field: ContactField) -> Person | None:
    if field.external_id:
        return people.person_of(session, company, people.Known(field.external_id, field.name))
    if not field.name:
        return None
    found = people.people_named(session, company.id, field.name, chat_id=chat.id)
    return found[0] if len(found) == 1 else None


def _item_for(
    session: Session, company: Company, need: Need, field: ContactField, person: Person | None
) -> SupportItem | None:
    """The item a named contact is for: by the department named, else by the department the person belongs to."""
    if field.department:
        department = people.find_department(
            session, company.id, roles.rename_to_known(session, company, field.department)
        )
        wanted = None if department is None else department.id
    else:
        wanted = None if person is None else person.department_id
    return next((item for item in need.supports if item.department_id == wanted), None)

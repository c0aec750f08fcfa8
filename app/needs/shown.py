"""What follows whenever a need changes: contacts are asked, reminders re-planned, its cards redrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.needs import rules
from app.needs.models import Need, NeedStatus, SupportItem, SupportStatus
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.models import Chat, Company, Department, Person
from app.projects import service as projects
from app.projects.models import Project
from app.reminders import service as reminders
from app.reminders.day_posts import today_subject
from app.reminders.ladder import AskedSupport, NeedFacts, plan_need
from app.reminders.retro_ladder import ProjectDays, plan_project


def home_place(session: Session, need: Need) -> Place:
    """Where its card and the group's reminders go: the home group, or the initiator in private."""
    company = session.get_one(Company, need.company_id)
    project = session.get_one(Project, need.project_id)
    chat = session.get_one(Chat, project.home_chat_id)
    if chat.private:
        owner = session.get_one(Person, project.owner_id)
        return Place(company.platform, company.tenant, person=owner.external_id)
    return Place(company.platform, company.tenant, chat=chat.external_id)


def refresh(session: Session, need: Need, *, now: datetime, calendar: Calendar) -> None:
    """Ask new contacts in private (S14), plan L1 anew, and redraw every card of the need."""
    session.flush()
    company = session.get_one(Company, need.company_id)
    project = session.get_one(Project, need.project_id)
    home = Place(
        company.platform, company.tenant, chat=session.get_one(Chat, project.home_chat_id).external_id
    )
    contacts = {item.id: _contact(session, need, item) for item in need.supports}
    outbox.owe_card(session, home, f"need:{need.id}")
    if any(contact is None for contact in contacts.values()) or outbox.standing(
        session, home, f"contacts:{need.id}"
    ):
        outbox.owe_card(session, home, f"contacts:{need.id}")
    for item in need.supports:
        _ask(session, company, need, item, contacts[item.id], now=now)
    today = today_subject(project.home_chat_id, calendar.local(now).date())
    for subject in (f"needlist:{need.id}", f"align:{need.id}", today):
        for place in outbox.places_of(session, company.platform, company.tenant, subject):
            outbox.owe_card(session, place, subject)
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"need:{need.id}",
        plan=plan_need(_facts(need, project, contacts, calendar), calendar),
        now=now,
    )
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"project:{project.id}",
        plan=plan_project(project_days(session, project, calendar), calendar),
        now=now,
    )


def project_days(session: Session, project: Project, calendar: Calendar) -> ProjectDays:
    """What L9 depends on (S65)."""
    return ProjectDays(
        subject=f"project:{project.id}",
        owner_id=project.owner_id,
        milestones=tuple(day for _, day in projects.milestones(session, project.id)),
        closed_on=None if project.closed_at is None else calendar.local(project.closed_at).date(),
    )


def _contact(session: Session, need: Need, item: SupportItem) -> int | None:
    return projects.speakers(session, need.project_id, session.get_one(Department, item.department_id))[0]


def _ask(
    session: Session, company: Company, need: Need, item: SupportItem, contact: int | None, *, now: datetime
) -> None:
    """The confirmation card to a contact: once when they are named, redrawn ever after, also for who was asked before."""
    subject = f"support:{item.id}"
    if contact is not None and need.status == NeedStatus.OPEN:
        person = session.get_one(Person, contact)
        if item.asked_id != contact:
            item.asked_id, item.asked_at = contact, now
        outbox.owe_card(session, Place(company.platform, company.tenant, person=person.external_id), subject)
    for place in outbox.places_of(session, company.platform, company.tenant, subject):
        outbox.owe_card(session, place, subject)


def _facts(need: Need, project: Project, contacts: dict[int, int | None], calendar: Calendar) -> NeedFacts:
    return NeedFacts(
        subject=f"need:{need.id}",
        initiator_id=need.initiator_id,
        chat_id=project.home_chat_id,
        registered_at=need.registered_at,
        due_on=need.due_on,
        start_by=rules.start_by(need.due_on, need.lead_days, calendar),
        waiting=tuple(
            AskedSupport(item.id, item.asked_id, item.asked_at)
            for item in need.supports
            if item.status == SupportStatus.WAITING
            and item.asked_id is not None
            and item.asked_at is not None
        ),
        contact_ids=tuple(contact for contact in contacts.values() if contact is not None),
        open=need.status == NeedStatus.OPEN,
    )

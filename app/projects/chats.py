"""A project's chats: its home, and those it is linked to, in which its work is seen and done as well."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed
from app.history.service import recording
from app.people import service as people
from app.people.models import Chat, Membership, Person
from app.projects.models import Project, ProjectChat


def here(chat_id: int) -> Select[int]:
    """The keys of the projects at home in a chat or linked to it, for an `in_`."""
    linked = select(ProjectChat.project_id).where(ProjectChat.chat_id == chat_id)
    return select(Project.id).where((Project.home_chat_id == chat_id) | Project.id.in_(linked))


def is_here(session: Session, project: Project, chat_id: int) -> bool:
    """Whether a project is at home in a chat, or linked to it."""
    return project.home_chat_id == chat_id or session.get(ProjectChat, (project.id, chat_id)) is not None


def is_linked(session: Session, project_id: int | None, chat_id: int) -> bool:
    """Whether a project is in a chat as a guest: its reminders go elsewhere."""
    return project_id is not None and session.get(ProjectChat, (project_id, chat_id)) is not None


def linked(session: Session, project_id: int) -> list[Chat]:
    """The chats a project is linked to besides its home, the first first."""
    query = (
        select(Chat)
        .join(ProjectChat, ProjectChat.chat_id == Chat.id)
        .where(ProjectChat.project_id == project_id)
    )
    return list(session.scalars(query.order_by(Chat.id)))


def linkable(session: Session, project: Project, person: Person, *, limit: int = 10) -> list[Chat]:
    """The groups somebody is in together with the bot that the project could be linked to, newest first."""
    taken = [project.home_chat_id, *(chat.id for chat in linked(session, project.id))]
    query = (
        select(Chat)
        .join(Membership, Membership.chat_id == Chat.id)
        .where(Membership.person_id == person.id, Chat.active, Chat.private.is_(False), Chat.id.not_in(taken))
    )
    return list(session.scalars(query.order_by(Chat.id.desc()).limit(limit)))


def is_member(session: Session, project: Project, person_id: int) -> bool:
    """Whether somebody is in one of a project's chats."""
    chats = [project.home_chat_id, *(chat.id for chat in linked(session, project.id))]
    return any(session.get(Membership, (chat_id, person_id)) is not None for chat_id in chats)


def link(session: Session, project: Project, chat: Chat, *, by: Person, now: datetime) -> None:
    """See and do a project's work in one more group; twice is no error. Raises NotAllowed, also for a group that the
    person does not share with us."""
    require_leader(session, project, by)
    if is_here(session, project, chat.id):
        return
    if chat.id not in {one.id for one in linkable(session, project, by, limit=1000)}:
        raise NotAllowed(what="what.link_chat", who="who.chat_members")
    with recording(
        session,
        company_id=project.company_id,
        subject=f"project:{project.id}",
        verb="link",
        by_id=by.id,
        now=now,
    ):
        session.add(ProjectChat(project_id=project.id, chat_id=chat.id))


def unlink(session: Session, project: Project, chat: Chat, *, by: Person, now: datetime) -> None:
    """Take a project out of a group it was linked to; twice is no error. Raises NotAllowed."""
    require_leader(session, project, by)
    row = session.get(ProjectChat, (project.id, chat.id))
    if row is None:
        return
    with recording(
        session,
        company_id=project.company_id,
        subject=f"project:{project.id}",
        verb="unlink",
        by_id=by.id,
        now=now,
    ):
        session.delete(row)


def require_leader(session: Session, project: Project, by: Person) -> None:
    """Section 6: the initiator, or an admin of the home chat. Raises NotAllowed with who may."""
    home = session.get_one(Chat, project.home_chat_id)
    if by.id not in {project.owner_id, *home.admin_ids}:
        owner = people.person(session, project.owner_id)
        who = owner.shown if owner is not None else "who.initiator"
        raise NotAllowed(what="what.link_project", name=project.name, who=who)

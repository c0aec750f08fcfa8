"""Who may set a chat (section 6): the one who added the bot or came first, and whoever was named since."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.people import service as people
from app.people.models import Chat, ChatAdmin, Person

NOBODY_KNOWN = "who.admin"
"""What a refusal says where a chat has no admin yet."""


def is_admin_of(person_id: int) -> ColumnElement[bool]:
    """The chats (a condition on Chat) that somebody may set."""
    further = select(ChatAdmin.chat_id).where(ChatAdmin.person_id == person_id)
    return or_(Chat.admin_id == person_id, Chat.id.in_(further))


def may_set(chat: Chat, person: Person) -> bool:
    """Whether somebody may set a chat: its admins, or anybody while it has none."""
    return not chat.admin_ids or person.id in chat.admin_ids


def groups_of(session: Session, person: Person) -> list[Chat]:
    """The groups somebody may set, by name."""
    mine = (Chat.company_id == person.company_id, Chat.active, Chat.private.is_(False))
    query = select(Chat).where(*mine, is_admin_of(person.id)).order_by(Chat.name, Chat.id)
    return list(session.scalars(query))


def step_down(session: Session, person: Person) -> None:
    """They set no chat any more. Where nobody is left, whoever sets the chat next becomes its admin."""
    for chat in session.scalars(select(Chat).where(is_admin_of(person.id))).all():
        left = [one for one in chat.admin_ids if one != person.id]
        if left:
            set_admins(session, chat, left)
        else:
            chat.admin_id = None
    session.flush()


def names_of(session: Session, chat: Chat) -> str:
    """The admins by name, for a refusal."""
    known = (people.person(session, one) for one in chat.admin_ids)
    return "、".join(one.shown for one in known if one is not None) or NOBODY_KNOWN


def set_admins(session: Session, chat: Chat, person_ids: Sequence[int]) -> None:
    """Exactly these from now on; the first hears what concerns the chat. At least one."""
    first, *more = dict.fromkeys(person_ids)
    chat.admin_id = first
    for row in session.scalars(select(ChatAdmin).where(ChatAdmin.chat_id == chat.id)):
        if row.person_id in more:
            more.remove(row.person_id)
        else:
            session.delete(row)
    session.add_all(ChatAdmin(chat_id=chat.id, person_id=one) for one in more)
    session.flush()
    session.expire(chat, ["more_admins"])

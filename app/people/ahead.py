"""Everybody whom several updates come from, at once: handled together, they would ask for each other's rows one by one."""

from collections.abc import Collection

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, lazyload, selectinload

from app.base.lookups import find_ahead
from app.people.models import Chat, Company, Membership, Person


def recall(session: Session, company: Company, spoken: Collection[tuple[str, str]]) -> None:
    """Have at hand the known chats and people of `spoken` (the platform's ids of a chat and of who spoke in it).

    Who speaks in a group is in it, as `join_chat` has it.
    """
    loaded = selectinload(Chat.own_days), lazyload(Chat.company)  # the company is at hand
    chats = find_ahead(
        session, Chat, "external_id", {chat for chat, _ in spoken}, *loaded, company_id=company.id
    )
    people = find_ahead(
        session, Person, "external_id", {person for _, person in spoken}, company_id=company.id
    )
    groups = {chat.external_id: chat.id for chat in chats if not chat.private}
    ids = {person.external_id: person.id for person in people}
    wanted = {(groups[chat], ids[person]) for chat, person in spoken if chat in groups and person in ids}
    pair = tuple_(Membership.chat_id, Membership.person_id)
    members = session.scalars(select(Membership).where(pair.in_(wanted))).all() if wanted else ()
    wanted -= {(member.chat_id, member.person_id) for member in members}
    session.add_all(Membership(chat_id=chat_id, person_id=person_id) for chat_id, person_id in sorted(wanted))
    session.flush()

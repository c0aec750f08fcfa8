"""Requests begun: kept for their author for seven days, and shown by the draft card."""

from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.needs import rules
from app.needs.models import Draft
from app.needs.views import DraftView, NeedFields
from app.people import service as people
from app.people.models import Chat, Membership, Person

_FIELDS = TypeAdapter(NeedFields)
_CURRENT = (
    select(Draft)
    .where(
        Draft.person_id == bindparam("author"),
        Draft.chat_id == bindparam("chat"),
        Draft.done.is_(False),
        Draft.need_id.is_(None),
        Draft.expires_at > bindparam("now"),
    )
    .order_by(Draft.id.desc())
)
_BEGUN = insert(Draft).returning(Draft)


def current(session: Session, author: Person, chat: Chat, *, now: datetime) -> DraftView | None:
    """The author's unfinished request in this chat, if it is not forgotten yet."""
    with (
        session.no_autoflush
    ):  # what is kept here is flushed when it changes; nothing else owed has to be, for this
        draft = session.scalar(_CURRENT, {"author": author.id, "chat": chat.id, "now": now})
    return None if draft is None else view(session, draft.id)


def keep(
    session: Session,
    author: Person,
    chat: Chat,
    fields: NeedFields,
    *,
    now: datetime,
    need_id: int | None = None,
) -> DraftView:
    """Keep what is typed so far for seven days. `need_id` marks the draft of a change to a registered need."""
    values = {
        "person_id": author.id,
        "chat_id": chat.id,
        "need_id": need_id,
        "fields": _FIELDS.dump_json(fields).decode(),
        "expires_at": now + timedelta(days=rules.DRAFT_DAYS),
        "done": False,
    }
    with session.no_autoflush:
        draft = session.scalars(_BEGUN, [values]).one()
    return view(session, draft.id)


def rewrite(session: Session, draft_id: int, fields: NeedFields, *, now: datetime) -> DraftView:
    """Replace what a draft holds; its seven days begin again."""
    draft = session.get_one(Draft, draft_id)
    draft.fields = _FIELDS.dump_json(fields).decode()
    draft.expires_at = now + timedelta(days=rules.DRAFT_DAYS)
    session.flush()
    return view(session, draft_id)


def finish(session: Session, draft_id: int) -> None:
    """The draft became a need, or was thrown away."""
    session.get_one(Draft, draft_id).done = True
    session.flush()


def of_author(session: Session, draft_id: int, author: Person, *, now: datetime) -> DraftView:
    """The draft, for its author alone. Raises NotFound when it is another's, finished or forgotten."""
    draft = session.get(Draft, draft_id)
    if draft is None or draft.person_id != author.id or draft.done or draft.expires_at <= now:
        raise NotFound(what="what.draft", number=draft_id)
    return view(session, draft_id)


def view(session: Session, draft_id: int) -> DraftView:
    """How a draft is shown."""
    draft = session.get_one(Draft, draft_id)
    fields = _FIELDS.validate_json(draft.fields)
    author = session.get_one(Person, draft.person_id)
    chat = session.get_one(Chat, draft.chat_id)
    return DraftView(
        id=draft.id,
        need_id=draft.need_id,
        fields=fields,
        missing=rules.missing(fields, asks_home=draft.need_id is None and bool(homes(session, author, chat))),
        expires_at=draft.expires_at,
        done=draft.done,
        author=people.view(session, author),
    )


def homes(session: Session, author: Person, chat: Chat) -> list[Chat]:
    """The groups a request begun in private can be registered to; none for one begun in a group."""
    if not chat.private:
        return []
    return list(
        session.scalars(
            select(Chat)
            .join(Membership, Membership.chat_id == Chat.id)
            .where(Membership.person_id == author.id, Chat.active, Chat.private.is_(False))
            .order_by(Chat.id.desc())
            .limit(20)
        )
    )


def forget_old(session: Session, *, now: datetime) -> None:
    """Drop drafts nobody came back to."""
    session.execute(delete(Draft).where(Draft.expires_at <= now))

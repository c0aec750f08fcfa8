"""Requests begun: kept for their author for seven days, and shown by the draft card."""

from datetime import datetime, timedelta
from typing import cast

from pydantic import TypeAdapter
from sqlalchemy import Table, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.needs import rules
from app.needs.models import Draft
from app.needs.views import DraftView, NeedFields
from app.people import service as people
from app.people.models import Chat, Membership, Person

_FIELDS = TypeAdapter(NeedFields)
# Both are asked for every request that is typed, and go past the session: nobody needs the row as an object before it is read
# again, and making one costs as much as reading the command.
_TABLE = cast(Table, Draft.__table__)
_CURRENT = (
    select(_TABLE.c.id, _TABLE.c.fields, _TABLE.c.expires_at)
    .where(
        _TABLE.c.person_id == bindparam("author"),
        _TABLE.c.chat_id == bindparam("chat"),
        _TABLE.c.done.is_(False),
        _TABLE.c.need_id.is_(None),
        _TABLE.c.expires_at > bindparam("now"),
    )
    .order_by(_TABLE.c.id.desc())
    .limit(1)
)
_BEGUN = insert(_TABLE).returning(_TABLE.c.id)


def current(session: Session, author: Person, chat: Chat, *, now: datetime) -> DraftView | None:
    """The author's unfinished request in this chat, if it is not forgotten yet."""
    asked = {"author": author.id, "chat": chat.id, "now": now}
    draft = session.connection().execute(_CURRENT, asked).one_or_none()
    if draft is None:
        return None
    fields = _FIELDS.validate_json(draft.fields)
    return _shown(session, draft.id, None, fields, author=author, chat=chat, expires_at=draft.expires_at)


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
    expires_at = now + timedelta(days=rules.DRAFT_DAYS)
    values = {
        "person_id": author.id,
        "chat_id": chat.id,
        "need_id": need_id,
        "fields": _FIELDS.dump_json(fields).decode(),
        "expires_at": expires_at,
        "done": False,
    }
    draft_id = session.connection().execute(_BEGUN, values).scalar_one()
    return _shown(session, draft_id, need_id, fields, author=author, chat=chat, expires_at=expires_at)


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
    return _shown(
        session,
        draft.id,
        draft.need_id,
        _FIELDS.validate_json(draft.fields),
        author=session.get_one(Person, draft.person_id),
        chat=session.get_one(Chat, draft.chat_id),
        expires_at=draft.expires_at,
        done=draft.done,
    )


def _shown(
    session: Session,
    draft_id: int,
    need_id: int | None,
    fields: NeedFields,
    *,
    author: Person,
    chat: Chat,
    expires_at: datetime,
    done: bool = False,
) -> DraftView:
    return DraftView(
        id=draft_id,
        need_id=need_id,
        fields=fields,
        missing=rules.missing(fields, asks_home=need_id is None and bool(homes(session, author, chat))),
        expires_at=expires_at,
        done=done,
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

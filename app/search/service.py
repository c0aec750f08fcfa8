"""查: what the words find, a page at a time (X5, D14)."""

from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotFound
from app.people.models import Chat, Person
from app.search import queries
from app.search.matching import words_of
from app.search.models import Lookup
from app.search.queries import Asker
from app.search.views import Found, Hit

PER_PAGE = 8
KEPT_FOR = timedelta(days=7)
"""How long its pages can be turned."""


def begin(session: Session, words: str, *, by: Person, chat: Chat, now: datetime) -> Lookup:
    """A new look-up in `chat`; those nobody turns any more are dropped. Raises Invalid when there is no word."""
    if not words_of(words):
        raise Invalid(field="search.field", example="search.example")
    session.execute(delete(Lookup).where(Lookup.expires_at <= now))
    lookup = Lookup(person_id=by.id, chat_id=chat.id, words=words[:200], page=1, expires_at=now + KEPT_FOR)
    session.add(lookup)
    session.flush()
    return lookup


def turn(session: Session, lookup_id: int, page: int, *, chat: Chat) -> None:
    """Open another page of a look-up that stands in `chat`. Raises NotFound for any other."""
    lookup = session.get(Lookup, lookup_id)
    if lookup is None or lookup.chat_id != chat.id:
        raise NotFound(what="what.search", number="")
    lookup.page = page


def page(session: Session, lookup: Lookup) -> Found:
    """The open page; beyond the last it is the last."""
    asker = Asker(session.get_one(Person, lookup.person_id), session.get_one(Chat, lookup.chat_id))
    hits = find(session, asker, lookup.words)
    pages = max(1, -(-len(hits) // PER_PAGE))
    number = max(1, min(lookup.page, pages))
    shown = hits[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Found(lookup.id, lookup.words, tuple(shown), len(hits), number, pages, here=not asker.chat.private)


def find(session: Session, asker: Asker, typed: str) -> list[Hit]:
    """Everything that holds every word and may be read by the asker, newest first."""
    words = words_of(typed)
    found = chain(
        queries.decisions(session, asker, words),
        queries.minutes(session, asker, words),
        queries.tasks(session, asker, words),
        queries.requests(session, asker, words),
        queries.terms(session, asker, words),
    )
    return sorted(found, key=lambda hit: (hit.at, hit.kind, hit.id), reverse=True)

"""Whom a message is for, and whether the bot may write there."""

import re
from collections.abc import Callable

from tests.standins.feishu.refusals import Refusal, bad_field
from tests.standins.feishu.site import Site
from tests.standins.feishu.world import Chat, Person

_OPEN = re.compile(r"ou_[0-9a-f]{32}")
_UNION = re.compile(r"on_[0-9a-f]{32}")
_CHAT = re.compile(r"oc_[0-9a-f]{32}")


def find_receiver(site: Site, id_type: str, receive_id: str) -> Chat:
    """The chat a message goes to. Raises Refusal for an unknown target and for one that cannot be reached."""
    finders: dict[str, Callable[[Site, str], Person]] = {
        "open_id": by_open_id,
        "union_id": _by_union_id,
        "user_id": _by_user_id,
        "email": _by_email,
    }
    if id_type == "chat_id":
        chat = find_chat(site, receive_id)
    elif id_type in finders:
        person = finders[id_type](site, receive_id)
        _reachable(person)
        chat = site.world.private(person.open_id)
    else:
        raise bad_field("receive_id_type", "must be open_id, union_id, user_id, email or chat_id")
    may_speak_in(site, chat)
    return chat


def find_chat(site: Site, chat_id: str) -> Chat:
    """A chat by its id."""
    if not _CHAT.fullmatch(chat_id):
        raise Refusal(99992355)
    chat = site.world.chats.get(chat_id)
    if chat is None:
        raise Refusal(99992356)
    return chat


def by_open_id(site: Site, open_id: str) -> Person:
    """A person by open_id, which differs from app to app."""
    if open_id in site.world.other_apps_ids:
        raise Refusal(99992361)
    person = site.world.people.get(open_id)
    if not _OPEN.fullmatch(open_id) or person is None:
        raise Refusal(99992351)
    return person


def may_speak_in(site: Site, chat: Chat) -> None:
    """Raises Refusal when the bot cannot write there (any longer)."""
    if chat.dissolved:
        raise Refusal(232009)
    if not chat.bot_in:
        raise Refusal(230002)
    if not chat.bot_may_speak:
        raise Refusal(230018)
    if chat.private:
        _reachable(site.world.people[chat.members[0]])


def _reachable(person: Person) -> None:
    if person.resigned:
        raise Refusal(230029)
    if not person.available:
        raise Refusal(230013)
    if person.muted_bot:
        raise Refusal(230053)


def _by_union_id(site: Site, union_id: str) -> Person:
    for person in site.world.people.values():
        if _UNION.fullmatch(union_id) and person.union_id == union_id:
            return person
    raise Refusal(99992360)


def _by_user_id(site: Site, user_id: str) -> Person:
    for person in site.world.people.values():
        if person.user_id == user_id:
            return person
    raise Refusal(99992352)


def _by_email(site: Site, email: str) -> Person:
    raise Refusal(230034)

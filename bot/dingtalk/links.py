"""The address of a card's web page for one person, and how it opens inside DingTalk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias
from urllib.parse import quote

from bot.dingtalk.values import private_chat

SHOWN_TO_ONE = timedelta(days=7)
"""How long a link lasts that stands on a card in a private chat."""
ASKED_FOR = timedelta(minutes=30)
"""How long a link lasts that somebody in a group was given for pressing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose page of which card, and in which chat that stands. `life`: how long the link is good.

    `person` empty: the page asks who opens it; then `chat` is empty too where it stands in several private chats.
    """

    tenant: str
    chat: str
    private: bool
    person: str
    message_id: str
    life: timedelta


Linker: TypeAlias = Callable[[Asked], str]
"""Makes the signed address."""


def in_private(tenant: str, person: str, message_id: str) -> Asked:
    """For a card or message that only this person sees."""
    return Asked(
        tenant, private_chat(person), private=True, person=person, message_id=message_id, life=SHOWN_TO_ONE
    )


def for_anybody(tenant: str, message_id: str, chat: str | None) -> Asked:
    """For a message whose link can be clicked by anybody: in a group, or with `chat` None in several private chats."""
    return Asked(
        tenant, chat or "", private=chat is None, person="", message_id=message_id, life=SHOWN_TO_ONE
    )


def inside(url: str) -> str:
    """The link that opens a page in DingTalk itself, on a computer at its side."""
    return f"dingtalk://dingtalkclient/page/link?url={quote(url, safe='')}&pc_slide=true"

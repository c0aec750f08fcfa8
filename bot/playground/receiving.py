"""What the page sends, read as what happened: something said, or a button pressed."""

import re

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards.model import Arg, from_json
from bot.playground.cast import BOT_ID, BOT_NAME
from bot.playground.models import PlaygroundChat, PlaygroundMember, PlaygroundMessage, PlaygroundPerson
from bot.playground.pressing import checked
from bot.ports import Mention, Press, Unauthentic, Value

LONGEST = 4000
"""Characters of one message."""
_SLASHES = ("/", "／", "、")


class PressedBody(BaseModel):
    """The press in a request of the page."""

    model_config = ConfigDict(extra="forbid")

    message_id: str
    action: str
    args: dict[str, Arg] = {}
    values: dict[str, Value] = {}


class PageBody(BaseModel):
    """A request of the page: somebody said `text`, or pressed something. `id` is the same when it is sent again."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=8, max_length=80)
    persona: str
    chat: str
    text: str = Field(default="", max_length=LONGEST)
    reply_to: str | None = None
    press: PressedBody | None = None


def read_body(body: bytes) -> PageBody:
    """The request. Raises Unauthentic on anything the page would not have sent."""
    try:
        return PageBody.model_validate_json(body)
    except ValidationError as error:
        raise Unauthentic(f"not the page's words: {error.error_count()} errors") from None


def where_and_who(session: Session, body: PageBody) -> tuple[PlaygroundChat, PlaygroundPerson]:
    """The chat and its member who acts. Raises Unauthentic for anybody else."""
    person = session.get(PlaygroundPerson, body.persona)
    chat = session.get(PlaygroundChat, body.chat)
    if person is None or chat is None or session.get(PlaygroundMember, (chat.id, person.id)) is None:
        raise Unauthentic("nobody of that chat")
    return chat, person


def mentions_in(session: Session, text: str) -> tuple[str, tuple[Mention, ...]]:
    """The text with a key in the place of each `@name`, as real platforms send it, and whom the keys mean."""
    names = {BOT_NAME: BOT_ID}
    names.update((person.name, person.id) for person in session.scalars(select(PlaygroundPerson)))
    found: dict[str, Mention] = {}

    def keyed(match: re.Match[str]) -> str:
        name = match[1]
        if name not in found:
            ours = names[name] == BOT_ID
            found[name] = Mention(f"@_user_{len(found) + 1}", names[name], name, me=ours, bot=ours)
        return found[name].key

    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(f"@({longest_first})", keyed, text), tuple(found.values())


def is_for_the_bot(text: str, mentions: tuple[Mention, ...], *, private: bool) -> bool:
    """Whether a real platform would hand it on: in private always, in a group by mention or slash command."""
    return private or any(mention.me for mention in mentions) or text.lstrip().startswith(_SLASHES)


def read_press(session: Session, chat: PlaygroundChat, pressed: PressedBody) -> Press:
    """The press, checked against the card that stands there. Raises Unauthentic when it cannot have happened."""
    row = message_in(session, chat.id, pressed.message_id)
    if row is None or row.kind != "card":
        raise Unauthentic("no such card in the chat")
    people = frozenset(session.scalars(select(PlaygroundPerson.id)))
    values = checked(from_json(row.card), pressed.action, pressed.args, pressed.values, people=people)
    return Press(pressed.message_id, pressed.action, pressed.args, values)


def message_in(session: Session, chat: str, message_id: str | None) -> PlaygroundMessage | None:
    """A message by the id the port knows it by, if it is in that chat."""
    if message_id is None or not message_id.isdecimal() or len(message_id) > 15:
        return None
    row = session.get(PlaygroundMessage, int(message_id))
    return row if row is not None and row.chat_id == chat else None

"""A message: its text, who is mentioned in it, and whether it is meant for us."""

import re
from typing import Any

from msgspec import Struct

from bot.feishu.said import Named, Post
from bot.ports import File, Mention, Message
from bot.wire.shapes import items, loads, text
from bot.wire.typed import reader

EVERYBODY = "@所有人"
_ALL = re.compile(r"@_all(?![A-Za-z0-9_])")
_COMMAND = re.compile(r"(?:\s|@_user_\d+|@所有人)*[/／、]")
_ADDRESSED = re.compile(r"(?:\s|@所有人)*(?:@_user_\d|[/／、])")


class Words(Struct, frozen=True):
    """The content of a plain message."""

    text: str = ""


_read_words = reader(Words)


def read_message(message: Post, me: str | None, *, private: bool) -> Message | None:
    """What was said, when it is for us: in private everything, in a group what mentions us or begins a command.

    `me` is our own open_id; while it is not known any bot that is mentioned may be us. A picture or file has no
    text, and is kept so that the person who sent it gets an answer. A recalled message comes without content.
    """
    kind, content = message.message_type, message.content
    written = text_of(kind, content)
    if written is None:
        return None
    named = [_mention(given, me) for given in message.mentions]
    said = _spell_out(_everybody(written), named)
    mentions = tuple([mention for mention in named if mention.key and mention.id])
    if not (private or _is_for_us(said, mentions)):
        return None
    return Message(
        id=message.message_id,
        text=said,
        file=_file(content) if kind == "file" else None,
        mentions=mentions,
        reply_to=message.parent_id or None,
        thread=message.thread_id or None,
    )


def _everybody(said: str) -> str:
    """Whoever is mentioned as everybody, by that word."""
    return _ALL.sub(EVERYBODY, said) if "@_all" in said else said


def _spell_out(said: str, named: list[Mention]) -> str:
    """Whoever is mentioned without an id is only a name. A key is a whole word: `@_user_1` is not in `@_user_10`."""
    for mention in named:
        if mention.key and not mention.id:
            said = f"@{mention.name}".join(re.split(rf"{re.escape(mention.key)}(?!\d)", said))
    return said


def with_names(said: str, named: list[Any]) -> str:
    """The words with names in the place of keys."""
    return _spell_out(_everybody(said), [Mention(text(one, "key"), "", text(one, "name")) for one in named])


def _is_for_us(said: str, mentions: tuple[Mention, ...]) -> bool:
    """A command without our name counts, unless it names another bot."""
    for mention in mentions:
        if mention.me:
            return True
    return _COMMAND.match(said) is not None and not any(mention.bot for mention in mentions)


def _mention(given: Named, me: str | None) -> Mention:
    person = given.id.open_id
    bot = given.mentioned_type == "bot" or (me is not None and person == me)
    mine = bot if me is None else person == me
    return Mention(given.key, person, given.name, me=mine, bot=bot)


def _file(content: str) -> File | None:
    """What was sent, of a message that holds a file."""
    sent = loads(content)
    name, key = text(sent, "file_name"), text(sent, "file_key")
    return File(name, key) if name and key else None


def text_of(kind: str, content: str) -> str | None:
    """The text of a message; empty for a kind without any, None when there is no content at all."""
    if kind == "text":
        words = _read_words(content)
        return words.text or None if words else None
    read = loads(content)
    if not read:
        return None
    if kind == "post":
        return _post(read)
    return ""


def _post(post: dict[str, Any]) -> str:
    """Paragraphs as lines. The title is the first, unless the body begins with a mention or a command."""
    lines = [
        "".join(_node(node) for node in line) for line in items(post, "content") if isinstance(line, list)
    ]
    if title := text(post, "title"):
        lines.insert(1 if lines and _ADDRESSED.match(lines[0]) else 0, title)
    return "\n".join(lines)


def _node(node: object) -> str:
    tag = text(node, "tag")
    if tag == "at":
        key = text(node, "user_id")
        return "@_all" if key == "all" else key
    if tag == "a":
        shown, href = text(node, "text"), text(node, "href")
        return href if shown in ("", href) else f"[{shown}]({href})"
    return text(node, "text")

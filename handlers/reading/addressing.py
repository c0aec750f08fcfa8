"""Is a message for us, and what is left of it without the address: @会办, a slash, politeness."""

import re
from dataclasses import dataclass

from handlers.reading.patterns import Pattern
from handlers.reading.people import Mentions
from handlers.reading.slips import Words

NAME = "会办"
"""How we are called where a platform leaves mentions as plain text."""
_SLASH = Pattern("[ \t\n]*[/、\\\\][ \t]*(?![ \t/、\\\\0-9])")
_LITERAL = Pattern(f"@(?:{NAME}|huiban)(?![\\u4e00-\\u9fffa-z0-9])[ ]?")
_COURTESY = Pattern(
    "[ \t\n,，。;；!！~]+(?:谢谢|多谢|感谢|辛苦|麻烦|拜托)(?:了|啦|大家|各位|你们?|您|老师)*[ \t\n。.!！~]*$"
)
_SOFT = " \t\n,，。:：;；~～!！"


@dataclass(frozen=True, slots=True)
class Addressed:
    """A message without its address. `slash`: it begins with one; `named`: we are mentioned in it."""

    words: Words
    slash: bool
    named: bool


def address_of(words: Words, mentions: Mentions) -> Addressed:
    """Take our mention and the slash away."""
    spans: list[tuple[int, int]] = []
    named = False
    for key, who in mentions.items():
        if not who.bot:
            continue
        named = True
        for form in dict.fromkeys((key, f"@{who.name}")):
            if len(form) > 1:
                tail = "(?![0-9])" if form[-1].isdigit() else ""
                spans += [match.span() for match in re.finditer(re.escape(form) + tail, words.typed)]
    if "@" in words.plain:
        spans += [match.span() for match in _LITERAL.finditer(words.plain)]
    if spans:
        words = words.without(spans).strip(_SOFT)
    slash = _SLASH.match(words.plain)
    if slash is not None:
        words = words.cut(slash.end())
    courtesy = _COURTESY.search(words.plain)
    words = words if courtesy is None else words.cut(0, courtesy.start())
    return Addressed(words.strip(" \t\n"), slash is not None, named or bool(spans))

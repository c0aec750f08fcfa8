"""Who is named in a message. DingTalk tells ids without names, and leaves the names in the text without ids."""

import re
from collections.abc import Mapping
from typing import Any

from bot.ports import Mention
from bot.wire.shapes import items, text

_NAMED = re.compile(r"@([^\s@,，。:：;；、!！?？()（）\[\]]{1,40})")
_NOBODY = {"会办", "huiban", "所有人", "all"}


def read_mentions(
    said: dict[str, Any], words: str, names: Mapping[str, str]
) -> tuple[str, tuple[Mention, ...]]:
    """The text with every mention in it, and the mentions. `names` are those we know, by id.

    A name goes with an id when we know it does, or when only one of each is left. Whoever is left over is
    mentioned without standing in the text; where the client has taken the names out of one line, at its end.
    """
    others = [user for user in _others(said) if user]
    found: list[Mention] = []
    left = []
    tokens = [token for token in _NAMED.findall(words) if token.lower() not in _NOBODY]
    for person in others:
        name = names.get(person, "")
        if name and f"@{name}" in words:
            found.append(Mention(f"@{name}", person, name))
            tokens = [token for token in tokens if not token.startswith(name)]
        else:
            left.append(person)
    if len(left) == 1 and len(set(tokens)) == 1:
        found.append(Mention(f"@{tokens[0]}", left.pop(), tokens[0]))
    found.extend(Mention(f"@{person}", person, names.get(person, "")) for person in left)
    if left and "@" not in words and "\n" not in words.strip():
        words = " ".join([words.rstrip(), *(f"@{person}" for person in left)])
    me = Mention("", text(said, "chatbotUserId"), "", me=True, bot=True)
    return words, (*found, me)


def _others(said: dict[str, Any]) -> list[str]:
    """The ids of those of our company, the robot left out."""
    robot = text(said, "chatbotUserId")
    users = items(said, "atUsers")
    return list(dict.fromkeys(text(user, "staffId") for user in users if text(user, "dingtalkId") != robot))

"""When two say a term differently, and where a term stands in a text (S82)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_NOISE = re.compile(r"[\s，。；、,.;:：()（）“”\"']+")


def key_of(name: str) -> str:
    """A term as it is looked up: 用户 活跃度 and 用户活跃度, DAU and ｄａｕ are one."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def differ(definitions: Iterable[str]) -> bool:
    """Whether they say different things; blanks and punctuation make no difference."""
    return len({_NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold() for text in definitions}) > 1


def standing_in(text: str, keys: Sequence[str]) -> list[str]:
    """The terms that stand in a text, the longest first; one that is only a part of another found is left out."""
    bare = key_of(text)
    found: list[str] = []
    for key in sorted(set(keys), key=lambda one: (-len(one), one)):
        if key and key in bare:
            found.append(key)
            bare = bare.replace(key, "\n")
    return found

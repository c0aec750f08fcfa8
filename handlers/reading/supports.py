"""What each department shall supply, cut out of 需求描述 (S11): 研发部提供…；销售部提交…."""

from collections.abc import Sequence

from handlers.reading.departments import ONE
from handlers.reading.lists import unbulleted
from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words, words_of

_PARTS = Pattern("[;；。\n]+")
_LOOSE_PARTS = Pattern("[,，、]+")
_JOINT = Pattern("[ ]*(?:[:：\\-—]+|需要?|负责|的?需求[:：])?[ ]*")


def read_items(description: str, departments: Sequence[str]) -> list[tuple[str | None, str]]:
    """Each part of a description with the department it begins with, as named in `departments` where it is there.

    A part that names no department goes with the one before it; None when there is none before.
    """
    words = words_of(description)
    items: list[tuple[str | None, str]] = []
    for part in _parts(words, departments):
        name, text = _beginning(part, departments)
        if not text:
            continue
        if name is None and items:
            last, before = items[-1]
            items[-1] = (last, f"{before}；{text}")
        else:
            items.append((name, text))
    return items


def _parts(words: Words, departments: Sequence[str]) -> list[Words]:
    """Parted on ； 。 and line ends; on ， too where a department follows."""
    parts: list[Words] = []
    for strong in _cut(words, _PARTS):
        begun: list[Words] = []
        for piece in _cut(strong, _LOOSE_PARTS):
            if begun and _beginning(piece, departments)[0] is None:
                start = strong.plain.index(begun[-1].plain)
                end = strong.plain.index(piece.plain, start + len(begun[-1].plain)) + len(piece.plain)
                begun[-1] = strong.cut(start, end)
            else:
                begun.append(piece)
        parts += begun
    return parts


def _cut(words: Words, separators: Pattern) -> list[Words]:
    at = 0
    found: list[Words] = []
    for match in separators.finditer(words.plain):
        found.append(words.cut(at, match.start()))
        at = match.end()
    found.append(words.cut(at))
    return [unbulleted(piece).strip() for piece in found if piece]


def _beginning(part: Words, departments: Sequence[str]) -> tuple[str | None, str]:
    part = unbulleted(part).strip()
    plain = part.plain.removeprefix("请").removeprefix("需要").removeprefix("由")
    offset = len(part.plain) - len(plain)
    for name in sorted(departments, key=len, reverse=True):
        for form in dict.fromkeys((name, name.removesuffix("部"))):
            if len(form) > 1 and plain.startswith(form.lower()):
                return name, _rest(part, offset + len(form))
    match = ONE.match(plain)
    if match is None or match[0][-1] not in "部组心":
        return None, part.typed
    return part.typed[offset : offset + match.end()], _rest(part, offset + match.end())


def _rest(part: Words, at: int) -> str:
    joint = _JOINT.match(part.plain, at)
    return part.cut(at if joint is None else joint.end()).strip().typed

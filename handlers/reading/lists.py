"""Lists as people type them: 、 ， ; / spaces, 和 及, line by line."""

from handlers.reading.patterns import Pattern
from handlers.reading.slips import Words

STRONG = Pattern("[、,，;；。\n]+")
LOOSE = Pattern("[、,，;；。\n/|+&\t ]+|以及|(?<=[^ ])[和及与跟](?=[^ ])")
_BULLET = Pattern("[ \t]*(?:[-*•·●▪◦>]+|[(]?[0-9]{1,2}[.、)](?![0-9])|[①-⑳])[ \t]*")


def split(words: Words, separators: Pattern) -> list[Words]:
    """The pieces between separators, trimmed, without empty ones."""
    pieces: list[Words] = []
    at = 0
    for match in separators.finditer(words.plain):
        pieces.append(words.cut(at, match.start()))
        at = match.end()
    pieces.append(words.cut(at))
    return [piece for piece in map(Words.strip, pieces) if piece]


def unbulleted(line: Words) -> Words:
    """A line without its bullet or number."""
    match = _BULLET.match(line.plain)
    return line if match is None else line.cut(match.end())

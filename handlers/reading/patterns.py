"""Patterns that are compiled when they are first used: compiling all of them would hold up the start."""

import re
import sys
from collections.abc import Callable, Iterator
from functools import cached_property


class Pattern:
    """A regular expression. The same methods as a compiled one, those of them that we use."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.pattern = source
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.pattern, self._flags)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Where it stands exactly at `start`."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Whether it is all of the text."""
        return self.compiled.fullmatch(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first place where it stands."""
        return self.compiled.search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every place where it stands, in order."""
        return self.compiled.finditer(text, start, end)

    def findall(self, text: str) -> list[str]:
        """What stands at every place; with one group, what the group holds."""
        return [found[found.re.groups and 1] for found in self.compiled.finditer(text)]

    def split(self, text: str, most: int = 0) -> list[str]:
        """The pieces between its places."""
        return [piece for piece in self.compiled.split(text, most) if piece is not None]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, most: int = 0) -> str:
        """The text with every place replaced."""
        return self.compiled.sub(by, text, most)

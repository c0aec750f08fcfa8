"""键：值 in any order: one a line, several in a line, numbered, bracketed, or as the header of a pasted table."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from handlers.reading.ids import link_spans
from handlers.reading.patterns import Pattern
from handlers.reading.slips import NOTHING, Words

_BULLET = "(?:[-*•·●▪◦]+|[(]?[0-9]{1,2}[.、)](?![0-9])|[①-⑳]|[一二三四五六七八九十]{1,2}[、.])?[ \t]*"
_SIGN = "[ \t]*[:=][ \t]*"
_RULE = Pattern("[ \t|:+-]*")
_CELLS = Pattern("[ \t]*\\|[ \t]*|\t+|[ ]{2,}")
_FEWEST_COLUMNS = 3
_NEXT_NUMBER = Pattern("(?:(?<![ \t,，;；])[ \t,，;；]+|(?<=\n))(?:[(]?[0-9]{1,2}[.、)]|[①-⑳])[ \t]*$")
"""The number of the key that follows: 1. 项目：新品 2. 部门：研发部."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A key in the text. `one_line`: its value ends with the line."""

    start: int
    end: int
    field: str
    one_line: bool = False


class KeyTable:
    """The keys of one kind of form: each word people type for a field, and where it counts as a key.

    `strong` words count in mid-line before a blank as well (截止 8月1日); the others need a colon there. A word of
    `glued` needs nothing behind it at the beginning of a line (需要市场部).
    """

    def __init__(self, words: Mapping[str, str], *, strong: str, glued: str = "") -> None:
        """`words` are the fields' words parted by blanks, `strong` and `glued` some of these words."""
        self.field_of = {word: name for name, text in words.items() for word in text.split()}
        every = self.words = _any(self.field_of)
        self._line = Pattern(
            f"^[ \t|]*{_BULLET}(?:[*#]*[【\\[](?P<a>{every})[】\\]][ \t]*[:=]?|[*]*(?P<b>{every})[*]*(?:[(][^()\n]{{0,20}}[)])?[*]*"
            f"(?:[ \t]*[:=]|[ \t]*\\||\t|[ ]+(?=[^ \n])|[ \t]*$)"
            + (f"|(?P<c>{_any(glued.split())})(?=[\\u4e00-\\u9fffa-z])" if glued else "|(?P<c>(?!))")
            + ")[*]*[ \t]*",
            re.MULTILINE,
        )
        self._strong = frozenset(strong.split())
        self._loose = Pattern(f"(?<=[ \t])(?P<c>{every})[ \t]+(?=[^ \t\n])")
        self._inline = Pattern(
            f"(?:【(?P<a>{every})】[ \t]*[:=]?|(?<=[ \t,，;；。、)|.])(?P<b>{every})(?:[(][^()\n]{{0,20}}[)])?{_SIGN}"
            f"|(?<=[ \t])(?P<c>{_any(strong.split())})[ \t]+(?=[^ \t\n]))[ \t]*"
        )
        self._word = Pattern(f"[*# ]*({every})(?:[(][^()]{{0,20}}[)])?[* ]*")

    def read(self, words: Words, *, first_line: bool = True) -> "Sections":
        """Cut a text into what stands before the first key, and the fields.

        With `first_line` the first line is free text: 名称 in 任务 名称… is no key there unless a colon follows, or
        another key: 目标 … 部门 ….
        """
        table = self._table(words)
        if table is not None:
            return table
        marks = self._kept_marks(words, first_line)
        if not marks:
            return Sections(words)
        free = words.cut(0, marks[0].start)
        found: dict[str, Words] = {}
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            value = words.cut(mark.end, None if following is None else following.start)
            if mark.one_line and "\n" in value.plain:
                line_end = value.plain.index("\n")
                free, value = _joined(free, value.cut(line_end + 1)), value.cut(0, line_end)
            if following is not None and (number := _NEXT_NUMBER.search(value.plain)) is not None:
                value = value.cut(0, number.start())
            value = value.strip(" \t\n,，;；|")
            found[mark.field] = _joined(found[mark.field], value) if found.get(mark.field) else value
        return Sections(free, found)

    def _kept_marks(self, words: Words, first_line: bool) -> list["_Mark"]:
        """The keys in order; none in a link, none inside another."""
        links = link_spans(words.plain)
        kept: list[_Mark] = []
        for mark in sorted(self._marks(words, first_line), key=lambda mark: mark.start):
            linked = any(start < mark.start < end for start, end in links)
            if not linked and (not kept or mark.start >= kept[-1].end):
                kept.append(mark)
        return kept

    def _marks(self, words: Words, first_line: bool) -> list["_Mark"]:
        plain = words.plain
        marks = []
        for match in self._line.finditer(plain):
            word = match["a"] or match["b"] or match["c"]
            plainly = match["a"] or match[0].rstrip().endswith((":", "=", "|"))
            if plainly or not first_line or "\n" in plain[: match.start()]:
                marks.append(_Mark(match.start(), match.end(), self.field_of[word], match["c"] is not None))
        for match in self._inline.finditer(plain):
            word = match["a"] or match["b"] or match["c"]
            marks.append(_Mark(match.start(), match.end(), self.field_of[word]))
        return marks + self._blank_marks(plain, marks) if first_line else marks

    def _blank_marks(self, plain: str, marks: list["_Mark"]) -> list["_Mark"]:
        """目标 50万销量 项目 新品 部门 研发部: a first line that begins with a strong key, and names another."""
        opening = self._line.match(plain)
        if opening is None or not marks or marks[0].start == opening.start():
            return []
        if opening["b"] not in self._strong or "\n" in plain[: marks[0].start]:
            return []
        line_end = plain.find("\n") if "\n" in plain else len(plain)
        loose = (
            _Mark(m.start(), m.end(), self.field_of[m["c"]]) for m in self._loose.finditer(plain, 0, line_end)
        )
        return [_Mark(opening.start(), opening.end(), self.field_of[opening["b"]]), *loose]

    def _table(self, words: Words) -> "Sections | None":
        """表1 pasted: a line of column names, and below it one of values."""
        if "\t" not in words.plain and "|" not in words.plain and "  " not in words.plain:
            return None
        lines = words.lines()
        for index, line in enumerate(lines):
            cells = _cells(line)
            names = [self._word.fullmatch(cell.plain) for cell in cells]
            if len(cells) < _FEWEST_COLUMNS or None in names:
                continue
            rows = [one for one in lines[index + 1 :] if one and _RULE.fullmatch(one.plain) is None]
            if not rows:
                return None
            fields: dict[str, Words] = {}
            for match, value in zip(names, _cells(rows[0]), strict=False):
                if match is not None and value.plain not in {"-", "—", "/"}:
                    fields.setdefault(self.field_of[match[1]], value)
            free = words.cut(0, sum(len(one.plain) + 1 for one in lines[:index]))
            return Sections(free, fields)
        return None


@dataclass(frozen=True, slots=True)
class Sections:
    """A text in parts: what stands before the first key, and each field's value as typed."""

    free: Words
    fields: Mapping[str, Words] = field(default_factory=dict)

    def get(self, name: str) -> Words:
        """A field's words; nothing when it was not named."""
        return self.fields.get(name, NOTHING)

    def text(self, name: str) -> str:
        """A field as typed, without blanks around."""
        return self.get(name).typed.strip()


def _joined(first: Words, second: Words) -> Words:
    return Words(f"{first.typed}\n{second.typed}", f"{first.plain}\n{second.plain}")


def _any(words: Iterable[str]) -> str:
    found = sorted(words, key=len, reverse=True)
    return "|".join(map(re.escape, found)) or "(?!)"


def _cells(line: Words) -> list[Words]:
    plain = line.plain.strip(" ")
    bordered = plain.startswith("|")
    cells: list[Words] = []
    at = 0
    for match in _CELLS.finditer(line.plain):
        cells.append(line.cut(at, match.start()))
        at = match.end()
    cells.append(line.cut(at))
    if bordered:
        cells = cells[1:]
    if cells and not cells[-1]:
        cells = cells[:-1]
    return [cell.strip(" *") for cell in cells]

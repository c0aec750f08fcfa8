"""Text on its way into a cell: what XML can hold, and how much room it takes."""

import re
import unicodedata

from app.documents.tables import Sheet

NARROWEST = 8
WIDEST = 40
PAGE = 130
"""What fits side by side on landscape A4 in a size one can still read; the widest columns give way."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without characters XML cannot hold; line ends become `\\n`."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def display_width(text: str) -> int:
    """How wide its longest line is, in half-width characters; a Chinese character counts two."""
    return max((sum(map(_width, line)) for line in text.split("\n")), default=0)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def lines_needed(text: str, width: float) -> int:
    """How many lines the text wraps into at this width (half-width characters)."""
    return sum(max(1, -(-display_width(line) // max(1, int(width)))) for line in text.split("\n"))


def column_widths(sheet: Sheet) -> tuple[int, ...]:
    """A width per column by its content, in half-width characters. Long text wraps, it does not stretch.

    The labels above the table stand in its first column.
    """
    columns = [list(cells) for cells in zip(sheet.columns, *sheet.rows, strict=True)]
    columns[0] += [label for label, _ in sheet.head]
    widths = [min(WIDEST, max(display_width(clean(text)) + 2 for text in cells)) for cells in columns]
    widths = [max(NARROWEST, width) for width in widths]
    while sum(widths) > PAGE and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return tuple(widths)

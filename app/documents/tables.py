"""What a document is made of: plain text in cells, whoever drew it up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a title, lines of (label, value) above it, the columns, the rows, remarks below.

    Every row has as many cells as there are columns; anything else is a ValueError.
    """

    title: str
    head: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table that is not rectangular."""
        if not self.columns:
            raise ValueError("a table needs a column")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row of {self.title!r} needs {len(self.columns)} cells")


@dataclass(frozen=True, slots=True)
class File:
    """A finished file, named as its reader will see it."""

    name: str
    content: bytes

"""Words looked for in columns: every word has to stand in one of them, whatever its case."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

MOST_WORDS = 8


def words_of(typed: str) -> list[str]:
    """The words of a look-up, each once; what is beyond the eighth narrows nothing more."""
    return list(dict.fromkeys(typed.split()))[:MOST_WORDS]


def holds(words: Iterable[str], *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Every word stands in one of these columns. A word's % and _ stand for themselves, on either database."""
    return and_(*(or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words))

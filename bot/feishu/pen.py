"""What the parts of a card share while it is drawn."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.feishu.values import field_name

Json: TypeAlias = dict[str, Any]
CUT = "内容较多，其余请导出查看"
"""What stands for the part of a card that is left out."""
TABLES = 3
"""The documentation allows five; refusals are known from the fourth on."""


@dataclass(frozen=True, slots=True)
class Thrift:
    """How much of a large card is shown: rows of a table, characters of a text, choices of a field, folded parts."""

    rows: int = 100
    characters: int = 10_000
    choices: int = 200
    folds: bool = True


@dataclass
class Pen:
    """`private`: the card goes to a person. `people`: they are shown by id, which needs ids that exist."""

    private: bool = False
    people: bool = True
    thrift: Thrift = Thrift()
    tables: int = 0
    buttons: int = 0
    _names: Counter[str] = field(default_factory=Counter)

    def name(self, wanted: str) -> str:
        """A name no other element of the card has."""
        times = self._names[wanted]
        self._names[wanted] += 1
        return field_name(wanted, times)

    def table(self) -> bool:
        """Whether one more table may stand on the card."""
        self.tables += 1
        return self.tables <= TABLES

    def cut(self, text: str) -> str:
        """The text, shortened where the card would be too large."""
        most = self.thrift.characters
        return text if len(text) <= most else f"{text[:most]}…"


def plain_text(content: str) -> Json:
    """A text object that is shown as it stands."""
    return {"tag": "plain_text", "content": content}

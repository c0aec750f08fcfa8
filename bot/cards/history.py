"""修改记录: the newest changes of a subject, with what was before and after."""

from dataclasses import dataclass

from bot.cards.model import Fold
from bot.cards.parts import quiet
from bot.texts import say


@dataclass(frozen=True, slots=True)
class LogLine:
    """One change in words: when, who, what was done, and the fields that differ."""

    at: str
    who: str
    what: str
    diffs: tuple[str, ...] = ()


def history_fold(log: tuple[LogLine, ...]) -> Fold:
    """The log, closed until somebody wants it."""
    texts = [
        quiet(
            "\n".join((say("need.history_line", at=entry.at, who=entry.who, what=entry.what), *entry.diffs))
        )
        for entry in log
    ]
    return Fold(say("need.history"), tuple(texts))

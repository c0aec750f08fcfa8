"""The one time a free text means, where names in it hold times of their own: 周五前 出8月排班表, 周五10点 Q3规划."""

from collections.abc import Callable
from datetime import datetime

from handlers.reading.scope import Scope
from handlers.reading.slips import Words
from handlers.reading.times import Reading, Span, find_times, read_time

_COVER = "□"  # stands for a time that belongs to a name, so that no other word moves


def one_time(words: Words, scope: Scope, meant: Callable[[Reading], bool]) -> Reading:
    """The time of the text. When several compete, those that run into a word count only if they are `meant`."""
    together = read_time(words.typed, now=scope.now, calendar=scope.calendar)
    if together.problem != "several":
        return together
    text = words.typed
    for one in find_times(text, now=scope.now, calendar=scope.calendar):
        if not meant(one) and text[one.end : one.end + 1].isalnum():
            text = text[: one.start] + _COVER * (one.end - one.start) + text[one.end :]
    alone = read_time(text, now=scope.now, calendar=scope.calendar)
    return together if alone.start < 0 or alone.problem == "several" else alone


def has_hour(reading: Reading) -> bool:
    """Whether it is a moment or a stretch of hours, as a meeting needs."""
    value = reading.value
    return isinstance(value, datetime) or (isinstance(value, Span) and isinstance(value.start, datetime))


def is_due(reading: Reading) -> bool:
    """Whether it is said to be a deadline, as a task needs: 周五前, 截止8月3日."""
    return reading.deadline

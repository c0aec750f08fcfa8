"""How to say the same with fewer calls: redraws are merged always, and less is said as the month runs out."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock

from bot.dingtalk.budget import Budget
from bot.ports import Effort

REST = 20.0
"""Seconds between two changes of one card. Whoever pressed sees theirs at once all the same."""
STEPS: tuple[tuple[float, float | None], ...] = ((0.97, None), (0.94, 3600.0), (0.90, 600.0))
"""From which share of the month's calls on a card rests so long between two changes; None: it is changed no more."""
NICE = frozenset({"pin", "lookup"})
"""What is left out first: nobody misses a fact by it."""
DEADLINES = frozenset({"today"})
"""What is still said in a group at the last step: the day's deadlines, once a day."""
_REMEMBERED = 5000


class Economy:
    """Merges before it drops: 90 % pins and look-ups go and redraws come every ten minutes, 94 % hourly, and from 97 %
    on only what is said to one person, and the deadlines of the day.

    `now` gives this moment (aware). Safe to use from any thread.
    """

    def __init__(self, budget: Budget, now: Callable[[], datetime], rest: float = REST) -> None:
        self._budget = budget
        self._now = now
        self._rest = rest
        self._lock = Lock()
        self._changed: OrderedDict[str, datetime] = OrderedDict()

    def spare(self, effort: Effort) -> float | None:
        """Seconds to wait before it is done; None: not at all."""
        share = self._budget.share("calls")
        if share >= STEPS[-1][0] and effort.kind in NICE:
            return None
        rest = next((rest for least, rest in STEPS if share >= least), self._rest)
        if effort.kind == "redraw":
            return None if rest is None else self._left(effort.message_id, rest)
        if rest is None and not (effort.private or effort.subject.partition(":")[0] in DEADLINES):
            return None
        return 0.0

    @property
    def is_last(self) -> bool:
        """Whether a group hears of the day's deadlines and of nothing else."""
        return self._budget.share("calls") >= STEPS[0][0]

    def changed(self, card: str) -> None:
        """That card was given a new face just now."""
        with self._lock:
            self._changed[card] = self._now()
            self._changed.move_to_end(card)
            if len(self._changed) > _REMEMBERED:
                self._changed.popitem(last=False)

    def _left(self, card: str, rest: float) -> float:
        with self._lock:
            last = self._changed.get(card)
        return 0.0 if last is None else max(0.0, rest - (self._now() - last).total_seconds())

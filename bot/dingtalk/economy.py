"""How to say the same with fewer calls: redraws are merged always, and less is said as the month runs out."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from bot.abilities import Effort
from bot.dingtalk.budget import ECONOMY_AT, Budget

REST = 120.0
"""Seconds between two changes of a group's card. Whoever presses sees theirs at once all the same."""
ALONE = 5
"""How many times longer a private card rests, which its only reader changes by pressing."""


@dataclass(frozen=True, slots=True)
class Step:
    """From a `share` of the month's calls on, a card rests so many seconds (None: it is changed no more)."""

    share: float
    rest: float | None
    told: str


STEPS = (
    Step(0.97, None, "群里只发当天期限，卡片不再更新，私信照发"),
    Step(0.94, 3600.0, "置顶和成员查询已停，卡片每小时合并更新一次"),
    Step(ECONOMY_AT, 600.0, "置顶和成员查询已停，卡片每 10 分钟合并更新一次"),
)
"""The last one first. It merges before it drops."""
NICE = frozenset({"pin", "lookup"})
"""What is left out first: nobody misses a fact by it."""
LIVE = frozenset({"live", "console", "closing"})
"""Followed while a meeting runs: in private they rest no longer than in a group."""
DEADLINES = frozenset({"today"})
"""What is still said in a group at the last step: the day's deadlines, once a day."""
_REMEMBERED = 5000


class Economy:
    """Merges before it drops: from 90 % on pins and look-ups go and redraws come every ten minutes, from 94 % hourly,
    and from 97 % on there is only what is said to one person, and the deadlines of the day.

    `now` gives this moment (aware). Safe to use from any thread.
    """

    def __init__(self, budget: Budget, now: Callable[[], datetime], rest: float = REST) -> None:
        self._budget = budget
        self._now = now
        self._rest = rest
        self._lock = Lock()
        self._changed: OrderedDict[str, datetime] = OrderedDict()

    @property
    def is_last(self) -> bool:
        """Whether a group hears of the day's deadlines and of nothing else."""
        return self._budget.share("calls") >= STEPS[0].share

    def spare(self, effort: Effort) -> float | None:
        """Seconds to wait before it is done; None: not at all."""
        if effort.kind in NICE and self._budget.share("calls") >= STEPS[-1].share:
            return None
        if effort.kind == "redraw":
            return None if effort.settled and not effort.urgent else self._redraw(effort)
        said = effort.private or effort.subject.partition(":")[0] in DEADLINES
        return None if self.is_last and not said else 0.0

    def changed(self, card: str) -> None:
        """That card was posted, or given a new face, just now."""
        with self._lock:
            self._changed[card] = self._now()
            self._changed.move_to_end(card)
            if len(self._changed) > _REMEMBERED:
                self._changed.popitem(last=False)

    def _redraw(self, effort: Effort) -> float | None:
        if effort.urgent and (effort.private or not self.is_last):
            return 0.0
        share = self._budget.share("calls")
        rest = next((step.rest for step in STEPS if share >= step.share), self._usual(effort))
        if rest is None:
            return None
        with self._lock:
            last = self._changed.get(effort.message_id)
        return 0.0 if last is None else max(0.0, rest - (self._now() - last).total_seconds())

    def _usual(self, effort: Effort) -> float:
        longer = effort.private and effort.subject.partition(":")[0] not in LIVE
        return self._rest * ALONE if longer else self._rest

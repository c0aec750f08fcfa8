"""Our own pace, below the platform's limits: a refusal costs more than a pause, and others share a chat's limit."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.ports import Busy

Window: TypeAlias = tuple[int, float]
"""So many in so many seconds."""
PATIENCE = 0.2
"""Seconds a sender waits here. Longer, and it had better send to another chat meanwhile."""
_REMEMBERED = 5000


@dataclass
class _Past:
    """When it was used (monotonic seconds), and until when the platform wants none."""

    used: deque[float] = field(default_factory=deque)
    paused_until: float = 0.0


class Pace:
    """Counts per key. Safe to use from any thread; nobody is kept waiting for another one's chat."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._lock = threading.Lock()
        self._past: OrderedDict[str, _Past] = OrderedDict()

    def take(self, *wanted: tuple[str, Sequence[Window]]) -> None:
        """One use of each of these keys, after a short wait if need be. Raises `Busy` when it would be a long one."""
        wait = self.reserve(*wanted)
        if wait > PATIENCE:
            raise Busy("our own pace", wait)
        if wait > 0:
            self._sleep(wait)

    def reserve(self, *wanted: tuple[str, Sequence[Window]]) -> float:
        """Seconds until all of these keys may be used; they count as used then, unless that is beyond patience."""
        with self._lock:
            now = self._monotonic()
            past = [(self._of(key), windows) for key, windows in wanted]
            at = max((_free_at(one, windows, now) for one, windows in past), default=now)
            if at - now <= PATIENCE:
                for one, windows in past:
                    one.used.append(at)
                    while len(one.used) > max((most for most, _ in windows), default=0):
                        one.used.popleft()
            return at - now

    def pause(self, key: str, seconds: float) -> None:
        """The platform refused: nothing more under this key for so long."""
        with self._lock:
            one = self._of(key)
            one.paused_until = max(one.paused_until, self._monotonic() + seconds)

    def _of(self, key: str) -> _Past:
        one = self._past.setdefault(key, _Past())
        self._past.move_to_end(key)
        if len(self._past) > _REMEMBERED:
            self._past.popitem(last=False)
        return one


def _free_at(one: _Past, windows: Sequence[Window], now: float) -> float:
    """The first moment at which one more use stays within every window."""
    at = max(now, one.paused_until)
    for most, seconds in windows:
        if len(one.used) >= most:
            at = max(at, one.used[-most] + seconds)
    return at

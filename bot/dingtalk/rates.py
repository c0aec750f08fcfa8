"""Our own pace, below the platform's 20 calls a second of each API, and its pauses."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable

from bot.ports import Busy

EACH_SECOND = 18
PATIENCE = 0.3
"""Seconds a sender waits here. Longer, and it had better do something else meanwhile."""
EVERYTHING = "*"


class Pace:
    """Counts per API. Safe to use from any thread."""

    def __init__(self, monotonic: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._lock = threading.Lock()
        self._used: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=EACH_SECOND))
        self._paused: dict[str, float] = {}

    def take(self, api: str) -> None:
        """One call of this API, after a short wait if need be. Raises `Busy` when it would be a long one."""
        with self._lock:
            now = self._monotonic()
            at = max(now, self._paused.get(api, now), self._paused.get(EVERYTHING, now))
            used = self._used[api]
            if len(used) == EACH_SECOND:
                at = max(at, used[0] + 1.0)
            if at - now > PATIENCE:
                raise Busy("our own pace", at - now)
            used.append(at)
        if at > now:
            self._sleep(at - now)

    def pause(self, api: str, seconds: float) -> None:
        """The platform refused: nothing more of this API for so long; of `EVERYTHING`, nothing at all."""
        with self._lock:
            self._paused[api] = max(self._paused.get(api, 0.0), self._monotonic() + seconds)

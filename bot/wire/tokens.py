"""An access token: one for all threads, renewed before it ends, fetched by one of them at a time."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.ports import SendError

TRY_AGAIN = 60.0
"""Seconds between attempts to renew a token that is still good."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as it was issued. `seconds` it lives."""

    token: str
    seconds: float


class Tokens:
    """`fetch` asks the platform for one; what it raises is raised here only when there is no good one left.

    It is renewed when less than `renew_below` seconds of its life are left.
    """

    def __init__(
        self, fetch: Callable[[], Issued], monotonic: Callable[[], float], renew_below: float
    ) -> None:
        self._fetch = fetch
        self._renew_below = renew_below
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._token = ""
        self._until = 0.0
        self._renew_at = 0.0

    def get(self) -> str:
        """A good token. While one thread renews it, the others go on with the one there is."""
        now = self._monotonic()
        if now < self._renew_at:
            return self._token
        good = now < self._until
        if not self._lock.acquire(blocking=not good):
            return self._token
        try:
            if self._monotonic() >= self._renew_at:
                self._renew(good=good)
            return self._token
        finally:
            self._lock.release()

    def drop(self, token: str) -> None:
        """The platform did not accept this one; if it is still ours, the next `get` fetches another."""
        with self._lock:
            if token == self._token:
                self._until = self._renew_at = 0.0

    def _renew(self, *, good: bool) -> None:
        try:
            issued = self._fetch()
        except SendError:
            if not good:
                raise
            self._renew_at = min(self._until, self._monotonic() + TRY_AGAIN)
            return
        now = self._monotonic()
        self._token, self._until = issued.token, now + issued.seconds
        self._renew_at = min(self._until, max(now + TRY_AGAIN, self._until - self._renew_below))

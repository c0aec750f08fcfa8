"""The access token: one for all threads and both hosts, renewed before it ends, fetched by one thread at a time."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

RENEW_BEFORE = 5 * 60.0
"""Seconds before its end."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A token as it was issued. `seconds` it lives."""

    token: str
    seconds: float


class Tokens:
    """`fetch` asks the platform for one; what it raises is raised here."""

    def __init__(self, fetch: Callable[[], Issued], monotonic: Callable[[], float]) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._token = ""
        self._renew_at = 0.0

    def get(self) -> str:
        """A good token."""
        with self._lock:
            if not self._token or self._monotonic() >= self._renew_at:
                issued = self._fetch()
                self._token = issued.token
                self._renew_at = self._monotonic() + max(issued.seconds - RENEW_BEFORE, 1.0)
            return self._token

    def drop(self, token: str) -> None:
        """The platform did not accept this one; if it is still ours, the next `get` fetches another."""
        with self._lock:
            if token == self._token:
                self._token = ""

"""Threads that work something off and sleep while there is nothing to do."""

from collections.abc import Callable
from threading import Event, Thread

import structlog

log = structlog.get_logger()


class Loop:
    """Calls `step` until it finds nothing more, then waits to be woken, at most `idle` seconds."""

    def __init__(self, name: str, step: Callable[[], int], *, idle: float) -> None:
        self._step = step
        self._idle = idle
        self._wake = Event()
        self._stopping = False
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the step under way, then end."""
        self._stopping = True
        self._wake.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                found = self._step()
            except Exception:  # the database may be away for a while; the loop is not
                log.exception("a step failed", loop=self._thread.name)
                found = 0
                self._wake.wait(1)
                continue
            if not found:
                self._wake.wait(self._idle)

"""Wakes the open pages when something changed. Says only that, never what: a page then looks for itself."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Watcher:
    """One open page, or anybody else waiting for a change."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """Something changed. May be called from any thread; a loop that has ended is no error."""
        try:
            self._loop.call_soon_threadsafe(self._changed.set)
        except RuntimeError:
            return

    async def change(self, *, within: float) -> bool:
        """Wait for a change since the last call, at most `within` seconds; False when there was none."""
        try:
            async with asyncio.timeout(within):
                await self._changed.wait()
        except TimeoutError:
            return False
        self._changed.clear()
        return True


class Hub:
    """Everybody who waits for changes in this process."""

    def __init__(self) -> None:
        self._watchers: set[Watcher] = set()
        self._lock = Lock()
        self._closed = False

    @property
    def closed(self) -> bool:
        """The process is ending: nobody should go on waiting."""
        return self._closed

    @contextmanager
    def watching(self) -> Iterator[Watcher]:
        """Watch for as long as the block runs. Called on the event loop that will wait."""
        watcher = Watcher(asyncio.get_running_loop())
        with self._lock:
            self._watchers.add(watcher)
        try:
            yield watcher
        finally:
            with self._lock:
                self._watchers.discard(watcher)

    def changed(self) -> None:
        """Wake everybody. May be called from any thread."""
        with self._lock:
            watchers = tuple(self._watchers)
        for watcher in watchers:
            watcher.wake()

    def close(self) -> None:
        """End every stream; called when the server begins to shut down. Closing twice is no error."""
        self._closed = True
        self.changed()

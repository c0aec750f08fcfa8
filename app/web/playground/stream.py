"""Live updates: an open page is told that something changed, and looks for itself."""

from collections.abc import AsyncIterator

from bot.playground.hub import Hub

HEARTBEAT = 15.0
"""Seconds of silence after which a sign of life is sent, so that a lost connection is noticed."""
_HELLO = b"retry: 1500\nevent: changed\ndata: 0\n\n"
_CHANGED = b"event: changed\ndata: 1\n\n"
_ALIVE = b"event: alive\ndata: 1\n\n"


async def changes(hub: Hub, *, heartbeat: float = HEARTBEAT) -> AsyncIterator[bytes]:
    """Server-sent events until the page goes or the hub closes."""
    with hub.watching() as watcher:
        yield _HELLO
        while not hub.closed:
            changed = await watcher.change(within=heartbeat)
            if not hub.closed:
                yield _CHANGED if changed else _ALIVE

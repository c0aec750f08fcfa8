"""A real browser in front of an application that is served on this machine."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright

from tests.support.machine import missing

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
WAIT = 15_000
"""Milliseconds the browser may take for anything."""


class Server(uvicorn.Server):
    """Serves in a thread, and says when it is ready."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(uvicorn.Config(app, log_config=None, lifespan="off"))
        self.ready = Event()

    def install_signal_handlers(self) -> None:
        """A thread gets no signals."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def served(app: FastAPI, close: Callable[[], None] = lambda: None) -> Iterator[str]:
    """The address of the application. `close` lets go of what would hold up its end."""
    server = Server(app)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    assert server.ready.wait(20), "the server did not start"
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    close()
    server.should_exit = True
    thread.join(timeout=20)
    listening.close()
    assert not thread.is_alive(), "the server did not stop: a stream held it"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, without a window. While it runs, nothing else of this thread may run an event loop."""
    if not CHROMIUM.exists():
        missing("Chromium", "apt install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()

"""A playground over a small known process: in memory of a test, served on a port, and shown in a real browser."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import make_engine, make_sessions
from app.web.playground import build_router
from bot.playground.clock import PlaygroundClock
from bot.playground.example import Pace
from bot.playground.golden import NEED_STEPS
from bot.playground.platform import PlaygroundPlatform
from tests.playground.playground_stage import StageIntake, StagePlan
from tests.standins.feishu.clock import HandClock
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


@dataclass
class Stage:
    """The playground and everything behind it."""

    sessions: sessionmaker[Session]
    system: HandClock
    pace: Pace = field(default_factory=lambda: Pace(pause=0, optional=0))
    clock: PlaygroundClock = field(init=False)
    platform: PlaygroundPlatform = field(init=False)
    plan: StagePlan = field(init=False)
    intake: StageIntake = field(init=False)
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        """Join the parts, as the process does."""
        self.clock = PlaygroundClock(self.sessions, self.system)
        self.platform = PlaygroundPlatform(self.sessions, self.clock)
        self.plan = StagePlan(self.platform, self.clock)
        self.intake = StageIntake(self.platform, self.plan)
        self.app = FastAPI()
        router = build_router(
            self.platform, self.clock, self.intake, self.plan, pace=self.pace, steps=NEED_STEPS
        )
        self.app.include_router(router)


class Server(uvicorn.Server):
    """Serves in a thread, says when it is ready, and lets go of the streams when it stops."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(uvicorn.Config(stage.app, log_config=None, lifespan="off"))
        self.ready = Event()
        self._stage = stage

    def install_signal_handlers(self) -> None:
        """A thread gets no signals."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.ready.set()

    def stop(self) -> None:
        """Begin to end."""
        self._stage.platform.close()
        self.should_exit = True


@pytest.fixture
def stage(sqlite_url: str, clock: HandClock) -> Iterator[Stage]:
    """A playground on a store of its own. Its clock stands at 2024-05-14 10:00 in Shanghai until it is moved."""
    engine = make_engine(sqlite_url)
    yield Stage(make_sessions(engine), clock)
    engine.dispose()


@pytest.fixture
def site(stage: Stage) -> Iterator[str]:
    """The address of the playground's page, served on this machine."""
    server = Server(stage)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    assert server.ready.wait(20), "the server did not start"
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/playground"
    server.stop()
    thread.join(timeout=20)
    listening.close()
    assert not thread.is_alive(), "the server did not stop: a stream held it"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. It ends with the module: while it runs, nothing else may run an event loop."""
    if not CHROMIUM.exists():
        missing("Chromium", "apt install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The open page at the size of a desk's screen. Anything the page complains about fails the test."""
    yield from _opened(browser, site, width=1280, height=800, phone=False)


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """The open page on a phone."""
    yield from _opened(browser, site, width=390, height=844, phone=True)


def _is_ours(said: ConsoleMessage) -> bool:
    """An error of the page. A request that a test cut off is reported by the browser itself."""
    return said.type == "error" and "net::ERR_FAILED" not in said.text


def _opened(browser: Browser, site: str, *, width: int, height: int, phone: bool) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", has_touch=phone, is_mobile=phone
    )
    context.set_default_timeout(WAIT)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if _is_ours(said) else None)
    opened.goto(site)
    yield opened
    context.close()
    assert complaints == []

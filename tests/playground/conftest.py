"""A playground over a small known process: in memory of a test, served on a port, and shown in a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import make_engine, make_sessions
from app.web.playground import build_router
from bot.playground.clock import PlaygroundClock
from bot.playground.example import Pace
from bot.playground.golden import NEED_STEPS
from bot.playground.platform import PlaygroundPlatform
from tests.playground.playground_stage import StageIntake, StagePlan
from tests.standins.feishu.clock import HandClock
from tests.support.browser import WAIT, chromium, served


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


@pytest.fixture
def stage(sqlite_url: str, clock: HandClock) -> Iterator[Stage]:
    """A playground on a store of its own. Its clock stands at 2024-05-14 10:00 in Shanghai until it is moved."""
    engine = make_engine(sqlite_url)
    yield Stage(make_sessions(engine), clock)
    engine.dispose()


@pytest.fixture
def site(stage: Stage) -> Iterator[str]:
    """The address of the playground's page, served on this machine."""
    with served(stage.app, stage.platform.close) as address:
        yield f"{address}/playground"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window. It ends with the module: while it runs, nothing else may run an event loop."""
    with chromium() as launched:
        yield launched


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

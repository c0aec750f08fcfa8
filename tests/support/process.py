"""Huiban without threads: what arrives is handled at once, what is owed goes out when the test says so."""

import asyncio
from collections.abc import Coroutine, Mapping
from threading import Thread
from types import TracebackType
from typing import Any, TypeVar

import httpx

from app.base.settings import Settings
from app.intake import Intake
from app.main import build_runtime, create_app
from bot.ports import Platform
from handlers.worker import Worker
from tests.standins.feishu.clock import HandClock

T = TypeVar("T")


class Process:
    """One process on a database, called as its server would be. Use it as a context manager."""

    def __init__(
        self,
        settings: Settings,
        clock: HandClock,
        *,
        feishu: Platform | None = None,
        dingtalk: Platform | None = None,
    ) -> None:
        self.clock = clock
        self.handles_at_once = True
        self.runtime = build_runtime(settings, clock=clock, feishu=feishu, dingtalk=dingtalk)
        sessions = self.runtime.sessions
        self.runtime.intake = Intake(self.runtime.engine, sessions, self.handle)
        answered = self.runtime.intake.answered
        self.runtime.worker = Worker(
            sessions, clock, settings.timezone, answered, only_groups=settings.only_groups
        )
        self.app = create_app(self.runtime, background=False)
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="server", daemon=True)

    def __enter__(self) -> "Process":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self.runtime.intake.close()
        for platform in self.runtime.platforms.values():
            platform.close()
        self.runtime.engine.dispose()

    def deliver(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """POST a body to a path; the status and the body of the answer."""
        answer = self.request("POST", path, headers=headers, content=body)
        return answer.status_code, answer.content

    def request(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, content: bytes = b""
    ) -> httpx.Response:
        """One HTTP request to the application."""
        return asyncio.run_coroutine_threadsafe(
            self._request(method, path, headers or {}, content), self._loop
        ).result()

    async def _request(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes
    ) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://huiban") as client:
            return await client.request(method, path, headers=headers, content=content)

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something in the server's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def handle(self) -> None:
        """Work the inbox off as something arrives, unless that is left to `settle`."""
        while self.handles_at_once and self.runtime.worker.run_once():
            pass

    def settle(self) -> None:
        """Work off everything that is ready, in and out."""
        while self.runtime.worker.run_once() or self.runtime.sender.run_once():
            pass

    def tick(self) -> None:
        """What the scheduler does every few seconds; then everything is sent."""
        self.runtime.tick()
        self.settle()

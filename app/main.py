"""The application. Parts are joined here and nowhere else."""

from asyncio import get_running_loop, run_coroutine_threadsafe, to_thread
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from app.adapters import make_dingtalk, make_feishu
from app.base.clock import Clock, SystemClock
from app.base.db import make_engine, make_sessions
from app.base.settings import Settings, signing_key
from app.intake import ANSWER_WITHIN
from app.readiness import Readiness
from app.runtime import Runtime
from app.web import forms, health
from app.web.plan import RuntimePlan
from app.web.playground import build_router
from app.web.webhooks import Webhook
from bot.abilities import Doorkeeper
from bot.dingtalk import DingTalkPlatform
from bot.feishu import FeishuPlatform
from bot.playground.clock import PlaygroundClock
from bot.playground.platform import PlaygroundPlatform
from bot.ports import Answer, Platform, Update

_ADDRESSES = {
    "feishu": ("/webhooks/feishu",),
    "dingtalk": tuple(f"/webhooks/dingtalk/{kind}" for kind in ("robot", "card", "event")),
}
_WITHIN = {"feishu": ANSWER_WITHIN, "dingtalk": 1.6}
"""Seconds a press may wait for its handling: DingTalk gives up after two."""


class Application(FastAPI):
    """FastAPI, with the webhooks before its routing: routing alone costs as much as decrypting an event."""

    addresses: Mapping[str, Webhook]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a webhook its request, everything else to FastAPI."""
        webhook = self.addresses.get(scope["path"]) if scope["type"] == "http" else None
        if webhook is not None:
            await webhook(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def build_runtime(
    settings: Settings,
    *,
    clock: Clock | None = None,
    feishu: Platform | None = None,
    dingtalk: Platform | None = None,
) -> Runtime:
    """The parts of a process, for the platforms that are configured. The database has to be migrated.

    `clock`, `feishu` and `dingtalk` stand in for the machine's clock and for the adapters the settings describe.
    """
    process_clock = clock or SystemClock()
    engine = make_engine(settings.database_url)
    sessions = make_sessions(engine)
    platforms: dict[str, Platform] = {}
    clocks: dict[str, Clock] = {}
    if settings.has_feishu:
        platforms["feishu"] = feishu or make_feishu(settings)
        clocks["feishu"] = process_clock
    if settings.has_dingtalk:
        platforms["dingtalk"] = dingtalk or make_dingtalk(settings, sessions, process_clock)
        clocks["dingtalk"] = process_clock
    if settings.has_playground:
        playground_clock = PlaygroundClock(sessions, process_clock)
        platforms["playground"] = PlaygroundPlatform(sessions, playground_clock)
        clocks["playground"] = playground_clock
    return Runtime(settings, engine, sessions, process_clock, platforms, clocks)


def create_app(runtime: Runtime, *, background: bool = True) -> Application:
    """The application over a runtime. Without `background` nothing runs by itself, as tests want it."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if background:
            runtime.start()
            _listen(runtime)
        yield
        if background:
            await _stop_listening(runtime)
            runtime.stop()

    app = Application(title="会办", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.addresses = {
        address: Webhook(platform, runtime.intake, runtime.clocks[name], within=_WITHIN[name])
        for name, platform in runtime.platforms.items()
        for address in _ADDRESSES.get(name, ())
    }
    readiness = Readiness(runtime)
    app.include_router(health.build_router(readiness.look, readiness.count))
    if "dingtalk" in runtime.platforms:
        tickets = forms.Tickets(signing_key(runtime.settings))
        keepers = {name: one for name, one in runtime.platforms.items() if isinstance(one, Doorkeeper)}
        app.include_router(forms.build_doors(runtime.sessions, runtime.clocks, tickets, keepers))
        app.include_router(forms.build_router(runtime.sessions, runtime.intake, runtime.clocks, tickets))
    playground = runtime.platforms.get("playground")
    clock = runtime.clocks.get("playground")
    if isinstance(playground, PlaygroundPlatform) and isinstance(clock, PlaygroundClock):
        app.include_router(build_router(playground, clock, runtime.intake, RuntimePlan(runtime)))
        app.add_api_route("/", _to_playground, include_in_schema=False)
    return app


def _listen(runtime: Runtime) -> None:
    """Let a platform that we connect to hand us what it pushes. Runs in the event loop, which the intake lives in."""
    loop = get_running_loop()

    def keep(update: Update) -> "Future[Answer | None]":
        accepted = runtime.intake.accept(update, within=_WITHIN[update.platform])
        return run_coroutine_threadsafe(accepted, loop)

    feishu, dingtalk = runtime.platforms.get("feishu"), runtime.platforms.get("dingtalk")
    if isinstance(feishu, FeishuPlatform):
        feishu.listen(keep, runtime.clocks["feishu"].now)
    if isinstance(dingtalk, DingTalkPlatform):
        dingtalk.listen(lambda update: keep(update).result())


async def _stop_listening(runtime: Runtime) -> None:
    """In a thread: what is under way needs the event loop, and the workers, to end."""
    for platform in runtime.platforms.values():
        if isinstance(platform, FeishuPlatform | DingTalkPlatform):
            await to_thread(platform.stop_listening)


def _to_playground() -> RedirectResponse:
    return RedirectResponse("/playground")

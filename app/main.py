"""The application. Parts are joined here and nowhere else."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from app.base.clock import Clock, SystemClock
from app.base.db import make_engine, make_sessions
from app.base.settings import Settings
from app.readiness import Readiness
from app.runtime import Runtime
from app.web import health
from app.web.plan import RuntimePlan
from app.web.playground import build_router
from app.web.webhooks import Webhook
from bot.feishu import FeishuPlatform
from bot.playground.clock import PlaygroundClock
from bot.playground.platform import PlaygroundPlatform
from bot.ports import Platform


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
    settings: Settings, *, clock: Clock | None = None, feishu: Platform | None = None
) -> Runtime:
    """The parts of a process, for the platforms that are configured. The database has to be migrated.

    `clock` and `feishu` stand in for the machine's clock and for the adapter the settings describe.
    """
    process_clock = clock or SystemClock()
    engine = make_engine(settings.database_url)
    sessions = make_sessions(engine)
    platforms: dict[str, Platform] = {}
    clocks: dict[str, Clock] = {}
    if settings.has_feishu:
        platforms["feishu"] = feishu or _feishu(settings)
        clocks["feishu"] = process_clock
    if settings.has_playground:
        playground_clock = PlaygroundClock(sessions, process_clock)
        platforms["playground"] = PlaygroundPlatform(sessions, playground_clock)
        clocks["playground"] = playground_clock
    return Runtime(settings, engine, sessions, process_clock, platforms, clocks)


def _feishu(settings: Settings) -> FeishuPlatform:
    return FeishuPlatform(
        app_id=settings.feishu_app_id,
        app_secret=settings.feishu_app_secret.get_secret_value(),
        encrypt_key=settings.feishu_encrypt_key.get_secret_value(),
        verification_token=settings.feishu_verification_token.get_secret_value(),
        base_url=settings.feishu_base_url,
    )


def create_app(runtime: Runtime, *, background: bool = True) -> Application:
    """The application over a runtime. Without `background` nothing runs by itself, as tests want it."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if background:
            runtime.start()
        yield
        if background:
            runtime.stop()

    app = Application(title="会办", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.addresses = {
        f"/webhooks/{name}": Webhook(platform, runtime.intake, runtime.clocks[name])
        for name, platform in runtime.platforms.items()
        if name != "playground"
    }
    readiness = Readiness(runtime)
    app.include_router(health.build_router(readiness.look, readiness.count))
    playground = runtime.platforms.get("playground")
    clock = runtime.clocks.get("playground")
    if isinstance(playground, PlaygroundPlatform) and isinstance(clock, PlaygroundClock):
        app.include_router(build_router(playground, clock, runtime.intake, RuntimePlan(runtime)))
        app.add_api_route("/", _to_playground, include_in_schema=False)
    return app


def _to_playground() -> RedirectResponse:
    return RedirectResponse("/playground")

"""The playground's addresses."""

from asyncio import Task, create_task, to_thread
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from pydantic import BaseModel, ValidationError

from app.web.playground.moving import Move, destination, travel
from app.web.playground.shown import Shown
from app.web.playground.stream import changes
from bot.playground.cast import GROUP_ID, TENANT
from bot.playground.clock import PlaygroundClock
from bot.playground.example import Pace, Player, Step
from bot.playground.golden import STARTS_AT, STEPS
from bot.playground.platform import PlaygroundPlatform
from bot.playground.process import Intake, Plan
from bot.playground.render import static_files
from bot.ports import Answer, Press, RawRequest, Target, Unauthentic, Update

LARGEST = 256 * 1024
"""Bytes of a request of the page."""
SAFE = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
STALE = "这个操作已经失效，请看最新的卡片"


class SeenBody(BaseModel):
    """How far somebody has read a chat."""

    persona: str
    chat: str
    up_to: int


async def _ours(request: Request) -> bytes:
    """The body of a request that only our own page can have sent: another site cannot post JSON here unasked."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise HTTPException(403, "请从演练场页面操作")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413, "内容太长")
    return bytes(body)


Body = Annotated[bytes, Depends(_ours)]
Model = TypeVar("Model", bound=BaseModel)


def _read(model: type[Model], body: bytes) -> Model:
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise HTTPException(422, "看不懂这个请求") from None


def build_router(
    platform: PlaygroundPlatform,
    clock: PlaygroundClock,
    intake: Intake,
    plan: Plan,
    *,
    pace: Pace | None = None,
    steps: Sequence[Step] = STEPS,
) -> APIRouter:
    """The page, its parts, and what people do on it. `steps` is the example, `pace` how fast it plays."""

    async def go(to: datetime) -> None:
        await travel(clock, plan, platform.hub, to=to)

    player = Player(platform, clock, intake, go, pace or Pace())
    shown = Shown(platform, clock, plan, player)
    router = APIRouter(prefix="/playground", include_in_schema=False)
    _add_reading(router, platform, shown)
    _add_looks(router, intake, platform, clock, shown)
    _add_acts(router, intake, platform, clock)
    _add_time(router, platform, clock, plan)
    _add_example(router, player, steps)
    return router


def _add_looks(
    router: APIRouter, intake: Intake, platform: PlaygroundPlatform, clock: PlaygroundClock, shown: Shown
) -> None:
    async def whole(request: Request) -> HTMLResponse:
        if await to_thread(shown.is_empty, GROUP_ID):
            await intake.accept(await to_thread(platform.entered, clock.now()))
        asked = request.query_params
        content = await to_thread(shown.whole, asked.get("as", ""), asked.get("chat", ""))
        return HTMLResponse(content, headers=SAFE)

    def seen(body: Body) -> Response:
        read = _read(SeenBody, body)
        if shown.mark_seen(read.persona, read.chat, read.up_to):
            platform.hub.changed()
        return Response(status_code=204)

    router.add_api_route("", whole, methods=["GET"])
    router.add_api_route("/seen", seen, methods=["POST"])


def _add_reading(router: APIRouter, platform: PlaygroundPlatform, shown: Shown) -> None:
    def static(name: str) -> Response:
        found = static_files().get(name)
        if found is None:
            raise HTTPException(404)
        content, kind = found
        headers = {"cache-control": "no-cache", "x-content-type-options": "nosniff"}
        return Response(content, media_type=kind, headers=headers)

    def chat(chat: str, persona: str) -> HTMLResponse:
        content = shown.messages(persona, chat)
        if content is None:
            raise HTTPException(404, "没有这个会话")
        return HTMLResponse(content, headers=SAFE)

    def side(persona: str, chat: str) -> JSONResponse:
        return JSONResponse(shown.side(persona, chat), headers=SAFE)

    def stream() -> StreamingResponse:
        return StreamingResponse(
            changes(platform.hub), media_type="text/event-stream", headers={**SAFE, "x-accel-buffering": "no"}
        )

    def file(file_id: str) -> Response:
        found = shown.file(file_id)
        if found is None:
            raise HTTPException(404, "没有这个文件")
        name, content = found
        disposition = f"attachment; filename*=UTF-8''{quote(name)}"
        headers = {**SAFE, "content-disposition": disposition}
        return Response(content, media_type="application/octet-stream", headers=headers)

    router.add_api_route("/static/{name}", static, methods=["GET"])
    router.add_api_route("/chat/{chat}", chat, methods=["GET"])
    router.add_api_route("/side", side, methods=["GET"])
    router.add_api_route("/stream", stream, methods=["GET"])
    router.add_api_route("/files/{file_id}", file, methods=["GET"])


def _add_acts(
    router: APIRouter, intake: Intake, platform: PlaygroundPlatform, clock: PlaygroundClock
) -> None:
    async def act(body: Body) -> Response:
        try:
            received = await to_thread(platform.receive, RawRequest({}, body, clock.now()))
        except Unauthentic:
            stale = platform.answer(Answer(STALE, "warning"))
            return Response(stale, status_code=403, media_type="application/json", headers=SAFE)
        answer = None if received.update is None else await intake.accept(received.update)
        if received.update is not None and answer is not None:
            await to_thread(_redraw, platform, received.update, answer)
        said = platform.answer(answer or Answer())
        return Response(said, media_type="application/json", headers=SAFE)

    router.add_api_route("/say", act, methods=["POST"])
    router.add_api_route("/press", act, methods=["POST"])


def _redraw(platform: PlaygroundPlatform, update: Update, answer: Answer) -> None:
    """The pressed card shows its new face at once, as on the real platforms."""
    if answer.card is not None and isinstance(update.body, Press):
        platform.replace(Target(TENANT, chat=update.chat.id), update.body.message_id, answer.card)


def _add_time(router: APIRouter, platform: PlaygroundPlatform, clock: PlaygroundClock, plan: Plan) -> None:
    async def move(body: Body) -> dict[str, Any]:
        asked = _read(Move, body)
        to = await to_thread(destination, asked, plan, clock.now())
        if to is None:
            return {"toast": "还没有安排提醒" if asked.how == "next" else "请选择时间", "tone": "info"}
        await travel(clock, plan, platform.hub, to=to)
        return {"toast": "", "tone": "success"}

    router.add_api_route("/clock", move, methods=["POST"])


def _add_example(router: APIRouter, player: Player, steps: Sequence[Step]) -> None:
    playing: set[Task[None]] = set()

    async def example(body: Body) -> dict[str, Any]:  # noqa: ARG001  (asked for, so that only our page can start it)
        if playing:
            return {"toast": "示例正在播放", "tone": "info"}
        task = create_task(player.play(steps, start=STARTS_AT))
        playing.add(task)
        task.add_done_callback(playing.discard)
        return {"toast": "", "tone": "success"}

    async def stop(body: Body) -> Response:  # noqa: ARG001
        for task in tuple(playing):
            task.cancel()
        return Response(status_code=204)

    router.add_api_route("/example", example, methods=["POST"])
    router.add_api_route("/example/stop", stop, methods=["POST"])

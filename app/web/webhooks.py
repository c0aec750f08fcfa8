"""The webhooks: verify, parse, store, answer. Plain ASGI, since routing would cost as much as the decryption."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

import structlog

from app.base.clock import Clock
from app.intake import ANSWER_WITHIN, Intake
from bot.ports import Platform, RawRequest, Unauthentic

LARGEST = 1024 * 1024
"""Bytes of a request body; the platforms send far less."""

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = structlog.get_logger()

_JSON = [(b"content-type", b"application/json; charset=utf-8")]


class Webhook:
    """One address of one platform. A press waits for its handling, at most `within` seconds."""

    def __init__(
        self, platform: Platform, intake: Intake, clock: Clock, *, within: float = ANSWER_WITHIN
    ) -> None:
        self._platform = platform
        self._intake = intake
        self._clock = clock
        self._within = within

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. 401 and 413 leave nothing behind; 503 asks the platform to deliver again."""
        if scope["method"] != "POST":
            await _answer(send, 405, b'{"error":"POST only"}')
            return
        body = await _read(receive)
        if body is None:
            await _answer(send, 413, b'{"error":"too large"}')
            return
        query_string = scope.get("query_string", b"")
        query = dict(parse_qsl(query_string.decode("latin-1"))) if query_string else {}
        try:
            received = self._platform.receive(
                RawRequest(dict(scope["headers"]), body, self._clock.now(), scope["path"], query)
            )
        except Unauthentic as refusal:
            log.warning("refused a request", platform=self._platform.name, why=str(refusal))
            await _answer(send, 401, b'{"error":"not authentic"}')
            return
        if received.update is None:
            await _answer(send, 200, received.reply or b"{}")
            return
        try:
            answer = await self._intake.accept(received.update, within=self._within)
        except Exception:  # not stored: the platform must not be told it was
            log.exception("could not store an update", platform=self._platform.name)
            await _answer(send, 503, b'{"error":"try again"}')
            return
        if answer is not None:
            await _answer(send, 200, self._platform.answer(answer))
        else:
            await _answer(send, 200, received.reply or b"")


async def _read(receive: Receive) -> bytes | None:
    """The whole body; None as soon as it is too large. It may come in a million pieces."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > LARGEST:
            return None
        if not message.get("more_body"):
            return bytes(body)


async def _answer(send: Send, status: int, body: bytes) -> None:
    """An acknowledgement has nothing to say: without a body it is one packet, and any body will do."""
    length = (b"content-length", str(len(body)).encode())
    await send(
        {"type": "http.response.start", "status": status, "headers": [*_JSON, length] if body else [length]}
    )
    await send({"type": "http.response.body", "body": body})

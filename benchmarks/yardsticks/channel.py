"""The SDK's own channel layer: it verifies, parses, de-duplicates in memory, and answers before handling."""

import os

from fastapi import FastAPI, Request, Response
from lark_oapi.channel import FeishuChannel

from benchmarks.wire import APP_ID, APP_SECRET, ENCRYPT_KEY, TOKEN

app = FastAPI()
_channel = FeishuChannel(
    app_id=APP_ID,
    app_secret=APP_SECRET,
    encrypt_key=ENCRYPT_KEY,
    verification_token=TOKEN,
    domain=os.environ["FEISHU_API"],
    transport="webhook",
)
_HEADERS = ("X-Lark-Request-Timestamp", "X-Lark-Request-Nonce", "X-Lark-Signature")


async def _heard(message: object) -> None:
    """The listener; what a bot would do comes after the answer and is not counted."""


_channel.on("message", _heard)
_channel.start()


@app.post("/webhooks/feishu")
async def receive(request: Request) -> Response:
    """Hand the event to the channel, which wants its headers in this spelling."""
    headers = {name: request.headers[name] for name in _HEADERS}
    status, body = await _channel.handle_webhook_request(headers, await request.body())
    return Response(body, status)

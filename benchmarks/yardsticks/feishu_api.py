"""Just enough of Feishu's API for a bot to start and to send: every call succeeds at once."""

import itertools
import json
from typing import Any

from benchmarks.wire import APP_ID, BOT_OPEN_ID
from benchmarks.yardsticks.asgi import Receive, Scope, Send, answer, read_body

_numbers = itertools.count()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer any call."""
    if scope["type"] != "http":
        return
    await read_body(receive)
    await answer(send, 200, json.dumps({"code": 0, "msg": "ok", **_content(scope["path"])}).encode())


def _content(path: str) -> dict[str, Any]:
    if path.endswith("/tenant_access_token/internal"):
        return {"tenant_access_token": "t-benchmark", "expire": 7200}
    if path.endswith("/bot/v3/info"):
        return {"bot": {"open_id": BOT_OPEN_ID, "app_name": "会办", "app_id": APP_ID, "activate_status": 2}}
    return {"data": {"message_id": f"om_sent{next(_numbers)}"}}

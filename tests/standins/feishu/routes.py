"""Which path is which API, what it needs, and the way a request takes through the stand-in."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.standins.feishu import api_directory, api_files, api_messages
from tests.standins.feishu.exchange import Call, Reply
from tests.standins.feishu.refusals import Refusal
from tests.standins.feishu.site import (
    CHAT,
    CONTACT,
    DEPARTMENT,
    MEMBERS,
    PIN,
    READ,
    RECALL,
    SEND,
    UPDATE,
    UPLOAD,
    Site,
)

Api = Callable[[Site, Call], dict[str, Any] | bytes]
TOKEN = "/open-apis/auth/v3/tenant_access_token/internal"
BOT_INFO = "/open-apis/bot/v3/info"
DELAYED = "/open-apis/interactive/v1/card/update"
ENDPOINT = "/callback/ws/endpoint"
_BINARY = {"Content-Type": "application/octet-stream"}
LOG_ID = "20240514100000AB12CD34EF56AB78CD90"


@dataclass(frozen=True)
class Route:
    """One API. Any one of `scopes` lets the app use it; none means everybody may."""

    method: str
    path: str
    api: Api
    scopes: tuple[str, ...] = ()

    def match(self, path: str) -> dict[str, str] | None:
        """The variable parts of a path, or None if it is another one."""
        pattern = re.sub(r":(\w+)", r"(?P<\1>[^/]+)", self.path)
        found = re.fullmatch(f"/open-apis/{pattern}", path)
        return None if found is None else found.groupdict()


def _bot_info(site: Site, call: Call) -> dict[str, Any]:
    return {
        "activate_status": 2,
        "app_name": site.world.bot_name,
        "avatar_url": "https://example.com/a.png",
        "ip_white_list": [],
        "open_id": site.world.bot_open_id,
    }


ROUTES = (
    Route("GET", "bot/v3/info", _bot_info),
    Route("POST", "im/v1/messages", api_messages.create, SEND),
    Route("POST", "im/v1/messages/:message_id/reply", api_messages.reply, SEND),
    Route("PATCH", "im/v1/messages/:message_id", api_messages.update, UPDATE),
    Route("PUT", "im/v1/messages/:message_id", api_messages.edit, UPDATE),
    Route("DELETE", "im/v1/messages/:message_id", api_messages.recall, RECALL),
    Route("GET", "im/v1/messages/:message_id", api_messages.read, READ),
    Route("GET", "im/v1/messages/:message_id/resources/:file_key", api_files.resource, READ),
    Route("POST", "im/v1/pins", api_messages.pin, PIN),
    Route("POST", "interactive/v1/card/update", api_messages.update_after_press, UPDATE),
    Route("POST", "im/v1/images", api_files.upload_image, UPLOAD),
    Route("POST", "im/v1/files", api_files.upload_file, UPLOAD),
    Route("GET", "contact/v3/users/batch", api_directory.users, CONTACT),
    Route("GET", "contact/v3/users/:user_id", api_directory.user, CONTACT),
    Route("GET", "contact/v3/departments/batch", api_directory.departments, DEPARTMENT),
    Route("GET", "contact/v3/departments/:department_id", api_directory.department, DEPARTMENT),
    Route("GET", "im/v1/chats/:chat_id", api_directory.chat, CHAT),
    Route("GET", "im/v1/chats/:chat_id/members", api_directory.members, MEMBERS),
    Route("GET", "application/v6/scopes", api_directory.scopes),
)


def perform(site: Site, call: Call) -> Reply:
    """Do what was asked, or say why not."""
    with site.lock:
        try:
            answer = _dispatch(site, call)
            return Reply(200, {}, _BINARY, raw=answer) if isinstance(answer, bytes) else Reply(200, answer)
        except Refusal as why:
            return refuse(why)


def refuse(why: Refusal) -> Reply:
    """The answer that says no."""
    return Reply(why.status, why.body(LOG_ID), why.headers)


def _dispatch(site: Site, call: Call) -> dict[str, Any] | bytes:
    if call.path == TOKEN and call.method == "POST":
        asked = call.json()
        token, seconds = site.tokens.issue(asked.get("app_id"), asked.get("app_secret"))
        return {"code": 0, "msg": "ok", "tenant_access_token": token, "expire": seconds}
    if call.path == ENDPOINT and call.method == "POST" and site.endpoint is not None:
        return site.endpoint(call)
    route, params = _find(call)
    site.tokens.check(call.headers.get("authorization", ""))
    if route.scopes and not site.has(route.scopes):
        raise _scope_missing(site, route.scopes)
    site.limits.api(f"{route.method} {route.path}")
    data = route.api(site, replace(call, params=params))
    if isinstance(data, bytes):
        return data
    if call.path == BOT_INFO:
        return {"code": 0, "msg": "ok", "bot": data}
    if call.path == DELAYED:
        return {"code": 0, "msg": "ok"}
    return {"code": 0, "msg": "success", "data": data}


def _find(call: Call) -> tuple[Route, dict[str, str]]:
    matches = [(route, route.match(call.path)) for route in ROUTES]
    known = [(route, params) for route, params in matches if params is not None]
    if not known:
        raise Refusal(99991201)
    for route, params in known:
        if route.method == call.method:
            return route, params
    raise Refusal(99991301)


def _scope_missing(site: Site, scopes: tuple[str, ...]) -> Refusal:
    """Live answers name {type, subject}, the documentation {scope, url}: the site says which to use."""
    listed = ", ".join(scopes)
    url = f"https://open.feishu.cn/app/{site.app.app_id}/auth"
    named = [{"scope": s, "url": url} for s in scopes]
    typed = [{"type": "action_scope_required", "subject": s} for s in scopes]
    return Refusal(
        99991672,
        f"Access denied. One of the following scopes is required: [{listed}].",
        details={
            "permission_violations": named if site.violations_name_scopes else typed,
            "helps": [{"url": url, "description": "apply for the scope"}],
        },
    )

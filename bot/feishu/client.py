"""Calls over one pooled connection: the token, our pace, and what an answer means."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import structlog

from bot.feishu.calls import Call
from bot.feishu.endpoint import PATH as ENDPOINT
from bot.feishu.errors import TOKEN_STALE, TOO_OFTEN_APP, TOO_OFTEN_PLACE, to_error
from bot.feishu.rates import API, RENEW_BELOW
from bot.ports import Busy, Refused, SendError
from bot.wire.bodies import up_to
from bot.wire.pace import Pace, Window
from bot.wire.shapes import items, loads, part, text
from bot.wire.tokens import Issued, Tokens

TIMEOUT = 10.0
TOKEN_PATH = "/open-apis/auth/v3/tenant_access_token/internal"  # noqa: S105  (an address)
_NOTHING: Mapping[str, str] = {}
_JSON = {"Content-Type": "application/json; charset=utf-8"}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer of the platform. `code` None: not one of its answers at all."""

    status: int
    code: int | None
    body: dict[str, Any]
    headers: httpx.Headers


class Client:
    """One app's calls. Safe to use from several threads."""

    def __init__(
        self,
        app_id: str,
        app_secret: str,
        http: httpx.Client,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._app_id = app_id
        self._app_secret = app_secret
        self._http = http
        self._pace = Pace(monotonic, sleep)
        self._tokens = Tokens(self._fetch_token, monotonic, RENEW_BELOW)

    def call(self, call: Call, *places: tuple[str, Sequence[Window]]) -> dict[str, Any]:
        """Perform a call; its answer's body. `places` are what else it counts against (a chat, a message).

        A token that is no longer accepted is fetched again, once. Raises `Busy` or `Refused`.
        """
        self._pace.take((call.api, API), *places)
        token = self._tokens.get()
        reply = self._ask(call, token)
        if reply.code in TOKEN_STALE:
            self._tokens.drop(token)
            reply = self._ask(call, self._tokens.get())
        if reply.code == 0:
            return reply.body
        self._slow_down(call, reply, places)
        raise _error(reply)

    def download(self, call: Call, most: int) -> bytes:
        """What an answer holds that is no JSON, up to `most` bytes. Raises `Busy`, or `Refused` for what is larger."""
        self._pace.take((call.api, API))
        token = self._tokens.get()
        try:
            with self._http.stream(
                call.method, call.path, params=call.query, headers={"Authorization": f"Bearer {token}"}
            ) as answer:
                content = up_to(most, answer)
        except httpx.HTTPError as error:
            raise Busy(f"network: {type(error).__name__}") from error
        if answer.is_success and "json" not in answer.headers.get("content-type", ""):
            return content
        reply = _read(answer.status_code, answer.headers, content)
        if reply.code in TOKEN_STALE:
            self._tokens.drop(token)
            raise Busy("a token that is no longer accepted")
        raise _error(reply)

    def endpoint(self) -> dict[str, Any]:
        """Where a long connection goes, and how it behaves. Raises `Busy`, or `Refused` when an operator must act.

        What is not known to be lasting counts as busy: whoever stops asking stays deaf.
        """
        asked = {"AppID": self._app_id, "AppSecret": self._app_secret}
        reply = self._ask(Call("POST", ENDPOINT, f"POST {ENDPOINT}", body=asked), None, {"locale": "zh"})
        if reply.code == 0:
            return part(reply.body, "data")
        error = _error(reply)
        lasting = isinstance(error, Refused) and error.cause == "setup" and reply.code is not None
        raise error if lasting else Busy(str(error))

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def check_token(self) -> None:
        """Raises `Busy` or `Refused` when there is no good token to be had."""
        self._tokens.get()

    def _slow_down(self, call: Call, reply: _Reply, places: Sequence[tuple[str, Sequence[Window]]]) -> None:
        if reply.code == TOO_OFTEN_APP or reply.status == 429:
            self._pace.pause(call.api, _reset(reply) or 1.0)
        elif reply.code == TOO_OFTEN_PLACE:
            for key, _ in places:
                self._pace.pause(key, 1.0)

    def _fetch_token(self) -> Issued:
        """Refusals of this endpoint come with HTTP 200; the token stands beside `code`."""
        asked = {"app_id": self._app_id, "app_secret": self._app_secret}
        reply = self._ask(Call("POST", TOKEN_PATH, f"POST {TOKEN_PATH}", body=asked), None)
        token, seconds = text(reply.body, "tenant_access_token"), reply.body.get("expire")
        if reply.code != 0:
            raise _error(reply)
        if not token or not isinstance(seconds, int | float):
            raise Busy("an answer without a token")
        return Issued(token, float(seconds))

    def _ask(self, call: Call, token: str | None, also: Mapping[str, str] = _NOTHING) -> _Reply:
        headers = {**also} if token is None else {"Authorization": f"Bearer {token}", **also}
        try:
            answer = self._http.request(
                call.method,
                call.path,
                params=call.query or None,
                headers=headers if call.upload else headers | _JSON,
                **_content(call),
            )
        except httpx.HTTPError as error:
            log.warning("feishu cannot be reached", api=call.api, why=type(error).__name__)
            raise Busy(f"network: {type(error).__name__}") from error
        reply = _read(answer.status_code, answer.headers, answer.content)
        if reply.code != 0:
            log_id = answer.headers.get("x-tt-logid", "")
            log.warning("feishu refused", api=call.api, status=reply.status, code=reply.code, log_id=log_id)
        return reply


def _content(call: Call) -> dict[str, Any]:
    if call.upload is None:
        return {"json": call.body} if call.body else {}
    field, name, content = call.upload
    return {"data": call.body, "files": {field: (name, content)}}


def _read(status: int, headers: httpx.Headers, content: bytes) -> _Reply:
    body = loads(content)
    if not isinstance(body, dict) or not isinstance(body.get("code"), int):
        return _Reply(status, None, {}, headers)
    return _Reply(status, body["code"], body, headers)


def _error(reply: _Reply) -> SendError:
    """The error of an answer. What something in between answered is no word of the platform's."""
    if reply.code is None:
        why = f"HTTP {reply.status} without an answer of the platform"
        lasting = 400 <= reply.status < 500 and reply.status not in (408, 425, 429)
        return Refused(why, "setup") if lasting else Busy(why, _reset(reply))
    error = part(reply.body, "error")
    named = [text(item, "subject") or text(item, "scope") for item in items(error, "permission_violations")]
    return to_error(
        reply.code,
        text(reply.body, "msg"),
        status=reply.status,
        wait=_reset(reply),
        scopes=", ".join(name for name in named if name),
    )


def _reset(reply: _Reply) -> float | None:
    """Seconds the platform wants us to wait, if it says so."""
    try:
        seconds = float(reply.headers.get("x-ogw-ratelimit-reset") or reply.headers.get("retry-after") or "")
    except ValueError:
        return None
    return max(seconds, 0.1) if seconds < 3600 else None

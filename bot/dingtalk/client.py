"""Calls over one pooled connection: the token, our pace, the month's budget, and what an answer means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog

from bot.dingtalk.budget import Budget
from bot.dingtalk.calls import Call
from bot.dingtalk.errors import GATEWAY, TOKEN_STALE, TOO_OFTEN, to_error
from bot.dingtalk.rates import API, EVERYTHING, RENEW_BELOW
from bot.ports import Busy, Refused, SendError
from bot.wire.bodies import up_to
from bot.wire.pace import Pace
from bot.wire.shapes import items, loads, part, text
from bot.wire.tokens import Issued, Tokens

TIMEOUT = 8.0
"""Seconds: the platform's own gateway gives up after three."""
BANNED = 300.0
"""Seconds of silence after the platform has shut out our address."""
TOKEN_PATH = "/v1.0/oauth2/accessToken"  # noqa: S105  (an address)
OK = "0"
STORES = (".dingtalk.com", ".aliyuncs.com")
"""Whose machines the platform keeps files on."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer of the platform. `code` None: not one of its answers at all; `0`: done."""

    status: int
    code: str | None
    body: dict[str, Any]


class Client:
    """One app's calls to both hosts. Safe to use from several threads."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        http: httpx.Client,
        budget: Budget,
        *,
        hosts: dict[str, str],
        monotonic: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        """`hosts` are the addresses of `api` and `oapi`."""
        self._asked = {"appKey": client_id, "appSecret": client_secret}
        self._http = http
        self._budget = budget
        self._hosts = {name: address.rstrip("/") for name, address in hosts.items()}
        self._pace = Pace(monotonic, sleep)
        self._tokens = Tokens(self._fetch_token, monotonic, RENEW_BELOW)

    def call(self, call: Call) -> dict[str, Any]:
        """Perform a call; its answer's body. A token that is no longer accepted is fetched again, once.

        Raises `Busy` or `Refused`.
        """
        self._pace.take((call.api, API), (EVERYTHING, ()))
        token = self._tokens.get()
        if call.metered:
            self._budget.spend()
        reply = self._ask(call, token)
        if reply.code in TOKEN_STALE:
            self._tokens.drop(token)
            reply = self._ask(call, self._tokens.get())
        if reply.code == OK:
            return reply.body
        if reply.code in TOO_OFTEN:
            self._pace.pause(call.api, 1.0)
        raise self._error(reply)

    def anonymous(self, call: Call) -> dict[str, Any]:
        """A call that needs no token; its answer's body. Raises `Busy` or `Refused`."""
        reply = self._ask(call, None)
        if reply.code != OK:
            raise self._error(reply)
        return reply.body

    def say_back(self, webhook: str, message: bytes) -> None:
        """Answer a message at the address it brought along, which only the platform's own host may be."""
        host = self._hosts["oapi"]
        body = loads(message)
        if not webhook.startswith(f"{host}/") or body is None:
            return
        try:
            self.anonymous(Call("POST", webhook.removeprefix(host), "oapi", body=body))
        except SendError as error:
            log.warning("dingtalk took no answer", why=str(error))

    def download(self, address: str, most: int) -> bytes:
        """A file of at most `most` bytes, where the platform says it lies: nowhere but with the platform itself.

        Raises `Busy` or `Refused`.
        """
        if not self._is_theirs(address):
            raise Refused("a file that lies elsewhere", "content")
        try:
            with self._http.stream("GET", address) as answer:
                content = up_to(most, answer)
        except httpx.HTTPError as error:
            raise Busy(f"network: {type(error).__name__}") from error
        if not answer.is_success:
            raise Refused(f"HTTP {answer.status_code} instead of a file", "content")
        return content

    def _is_theirs(self, address: str) -> bool:
        asked = urlsplit(address)
        stored = asked.scheme == "https" and (asked.hostname or "").endswith(STORES)
        return stored or address.startswith(f"{self._hosts['api']}/")

    def check_token(self) -> None:
        """Raises `Busy` or `Refused` when there is no good token to be had."""
        self._tokens.get()

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _fetch_token(self) -> Issued:
        reply = self._ask(Call("POST", TOKEN_PATH, body=self._asked), None)
        token, seconds = text(reply.body, "accessToken"), text(reply.body, "expireIn")
        if reply.code != OK:
            raise self._error(reply)
        if not token or not seconds.isdigit():
            raise Busy("an answer without a token")
        return Issued(token, float(seconds))

    def _ask(self, call: Call, token: str | None) -> _Reply:
        headers = {"x-acs-dingtalk-access-token": token} if token and call.host == "api" else {}
        params = {"access_token": token} if token and call.host == "oapi" else None
        try:
            answer = self._http.request(
                call.method,
                self._hosts[call.host] + call.path,
                params=params,
                headers=headers,
                **_content(call),
            )
        except httpx.HTTPError as error:
            log.warning("dingtalk cannot be reached", api=call.api, why=type(error).__name__)
            raise Busy(f"network: {type(error).__name__}") from error
        reply = _read(answer)
        if reply.code != OK:
            asked = text(reply.body, "requestid") or text(reply.body, "request_id")
            log.warning("dingtalk refused", api=call.api, status=reply.status, code=reply.code, request=asked)
        return reply

    def _error(self, reply: _Reply) -> SendError:
        """The error of an answer. What something in between answered is no word of the platform's."""
        if reply.code is not None:
            scopes = items(part(reply.body, "accessdenieddetail"), "requiredScopes")
            named = ", ".join(scope for scope in scopes if isinstance(scope, str))
            return to_error(reply.code, status=reply.status, scopes=named)
        why = f"HTTP {reply.status} without an answer of the platform"
        if reply.status == 200:
            self._pace.pause(EVERYTHING, BANNED)
            return Busy(why, BANNED)
        lasting = 400 <= reply.status < 500 and reply.status not in (408, 425, 429)
        return Refused(why, "setup") if lasting else Busy(why)


def _content(call: Call) -> dict[str, Any]:
    if call.upload is None:
        return {"json": call.body} if call.body else {}
    field, name, content = call.upload
    return {"data": call.body, "files": {field: (name, content)}}


def _read(answer: httpx.Response) -> _Reply:
    """The code is `errcode` on the old host, and on the new one `code`, which a good answer does not have."""
    body = loads(answer.content)
    if body is None or "punish" in body:
        return _Reply(answer.status_code, None, {})
    code = text(body, "errcode")
    if code == GATEWAY:
        code = text(body, "sub_code") or code
    if not code and answer.status_code >= 400:
        code = text(body, "code")
        if answer.status_code == 401:
            code = "Unauthorized"
        return _Reply(answer.status_code, code or None, body)
    return _Reply(answer.status_code, code or OK, body)

"""The other end of a long connection: tickets that work once, frames that are pushed, acknowledgements that are checked."""

import base64
import json
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from bot.feishu.frames import CONTROL, DATA, Frame, read_frame, write_frame
from tests.standins.feishu.exchange import Call
from tests.standins.feishu.standin import Standin

PATIENCE = 10.0
"""Seconds a test waits for something that is bound to happen."""
SERVICE = 33554678
NO_CREDENTIAL, AUTH_FAILED = 1000040344, 514


class LongConnServer:
    """Use as a context manager. `acks` by message id, as they came; `config` is what clients are told."""

    def __init__(self, standin: Standin) -> None:
        self._standin = standin
        self._changed = threading.Condition()
        self._open: list[ServerConnection] = []
        self._tickets: set[str] = set()
        self._pushed: dict[str, list[Frame]] = {}
        self._server: Server | None = None
        self.config: dict[str, Any] = {
            "ReconnectCount": -1,
            "ReconnectInterval": 0.02,
            "ReconnectNonce": 0,
            "PingInterval": 120,
        }
        self.told_in_pongs: dict[str, Any] = {}
        self.opened = 0
        self.pings = 0
        self.tickets_issued: list[str] = []
        self.acks: dict[str, list[dict[str, Any]]] = {}
        self.refuse_with: dict[str, str] = {}
        self._cut_at_acks: set[str] = set()

    def __enter__(self) -> "LongConnServer":
        self._server = serve(self._serve, "127.0.0.1", 0, process_request=self._admit)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self._standin.site.endpoint = self._endpoint
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        for connection in list(self._open):
            connection.close()
        self._thread.join()

    def wait_open(self, times: int = 1) -> None:
        """Until so many connections have been opened, all told, and one is open."""
        self.wait(lambda: self.opened >= times and bool(self._open))

    def wait_closed(self) -> None:
        """Until none is open."""
        self.wait(lambda: not self._open)

    @property
    def is_open(self) -> bool:
        """Whether somebody is connected."""
        return bool(self._open)

    def push(
        self,
        body: bytes,
        *,
        kind: str = "event",
        parts: int = 1,
        sent: int | None = None,
        loses_ack: bool = False,
    ) -> str:
        """Push an event in clear over the newest connection; its message id.

        `sent`: only so many of its parts. `loses_ack`: the connection is torn by its acknowledgement, unheard.
        """
        message_id = self._standin.site.world.fresh("frame")
        size = -(-len(body) // parts)
        headers = (("type", kind), ("message_id", message_id), ("sum", str(parts)))
        self._pushed[message_id] = [
            Frame(
                seq_id=len(self._pushed) + 1,
                log_id=7,
                service=SERVICE,
                method=DATA,
                headers=(*headers, ("seq", str(number)), ("trace_id", f"trace-{message_id[-8:]}")),
                payload=body[number * size : (number + 1) * size],
            )
            for number in range(parts)
        ]
        if loses_ack:
            self._cut_at_acks.add(message_id)
        self.again(message_id, slice(sent))
        return message_id

    def again(self, message_id: str, parts: slice = slice(None)) -> None:
        """Push the frames of an event once more, or some of them. On a connection that is gone they are lost."""
        for frame in self._pushed[message_id][parts]:
            self.send_raw(write_frame(frame))

    def send_raw(self, raw: bytes) -> None:
        """Send anything over the newest connection."""
        with self._changed:
            connection = self._open[-1] if self._open else None
        if connection is not None:
            with suppress(ConnectionClosed):
                connection.send(raw)

    def ack(self, message_id: str, number: int = 1) -> dict[str, Any]:
        """What the `number`th acknowledgement of an event says. Raises AssertionError when it does not come."""
        self.wait(lambda: len(self.acks.get(message_id, [])) >= number)
        return self.acks[message_id][number - 1]

    def answer(self, message_id: str) -> Any:
        """The answer to a press, which must be there: without `data` the client shows an error."""
        return json.loads(base64.b64decode(self.ack(message_id)["data"], validate=True))

    def deliver(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """As a pusher delivers: push, wait for the acknowledgement; its code, and the answer in it."""
        ack = self.ack(self.push(body))
        return ack["code"], base64.b64decode(ack.get("data", "e30="))

    def unheard(self) -> list[str]:
        """The events that were not taken, and are pushed again."""
        with self._changed:
            return [
                key for key in self._pushed if not any(ack["code"] == 200 for ack in self.acks.get(key, ()))
            ]

    def cut(self) -> None:
        """Tear the newest connection, if there is one, without a word."""
        with self._changed:
            connection = self._open[-1] if self._open else None
        if connection is not None:
            _tear(connection)
            self.wait(lambda: connection not in self._open)

    def wait(self, reached: Callable[[], bool]) -> None:
        """Until something has happened here."""
        with self._changed:
            assert self._changed.wait_for(reached, PATIENCE), "it did not happen"

    def _endpoint(self, call: Call) -> dict[str, Any]:
        asked, app = call.json(), self._standin.app
        if not asked.get("AppID") or not asked.get("AppSecret"):
            return {"code": NO_CREDENTIAL, "msg": "no credential"}
        if (asked["AppID"], asked["AppSecret"]) != (app.app_id, app.app_secret):
            return {"code": AUTH_FAILED, "msg": "auth failed"}
        assert call.headers["locale"] == "zh"
        assert self._server is not None
        ticket = self._standin.site.world.fresh("ticket")
        with self._changed:
            self._tickets.add(ticket)
            self.tickets_issued.append(ticket)
            self._changed.notify_all()
        port = self._server.socket.getsockname()[1]
        url = f"ws://127.0.0.1:{port}/ws/v2?device_id=1&service_id={SERVICE}&ticket={ticket}"
        return {"code": 0, "msg": "", "data": {"URL": url, "ClientConfig": self.config}}

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        refused = self.refuse_with
        if not refused and ticket not in self._tickets:
            refused = {"handshake-status": str(AUTH_FAILED), "handshake-msg": "invalid ticket"}
        self._tickets.discard(ticket)
        return Response(400, "Bad Request", Headers(refused)) if refused else None

    def _serve(self, connection: ServerConnection) -> None:
        with self._changed:
            self._open.append(connection)
            self.opened += 1
            self._changed.notify_all()
        try:
            for raw in connection:
                assert isinstance(raw, bytes)
                self._hear(connection, read_frame(raw))
        except ConnectionClosed:
            pass
        finally:
            with self._changed:
                self._open.remove(connection)
                self._changed.notify_all()

    def _hear(self, connection: ServerConnection, frame: Frame) -> None:
        if frame.method == CONTROL:
            told = json.dumps(self.config | self.told_in_pongs).encode()
            pong = replace(frame, headers=(("type", "pong"),), payload=told)
            connection.send(write_frame(pong))
            with self._changed:
                self.pings += frame == Frame(service=SERVICE, headers=(("type", "ping"),))
                self._changed.notify_all()
            return
        message_id = frame.header("message_id")
        if message_id in self._cut_at_acks:
            self._cut_at_acks.discard(message_id)
            _tear(connection)
            return
        ack = _checked(frame, self._pushed[message_id])
        with self._changed:
            self.acks.setdefault(message_id, []).append(ack)
            self._changed.notify_all()


def _checked(frame: Frame, pushed: list[Frame]) -> dict[str, Any]:
    """What an acknowledgement says. It has to be the pushed frame and, unless it is a refusal, how long it took."""
    said: dict[str, Any] = json.loads(frame.payload or b"")
    headers = frame.headers
    if headers[-1][0] == "biz_rt" and headers[-1][1].isdigit():
        headers = headers[:-1]
    elif said["code"] == 200:
        return {"code": -1, "frame": frame}
    back = replace(frame, headers=headers, payload=None)
    return said if back in [replace(one, payload=None) for one in pushed] else {"code": -1, "frame": frame}


def _tear(connection: ServerConnection) -> None:
    with suppress(OSError):  # it may be gone already
        connection.socket.shutdown(socket.SHUT_RDWR)

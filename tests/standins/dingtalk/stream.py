"""The other end of a Stream: tickets that are burnt, frames that are pushed, acknowledgements that are checked."""

import json
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from tests.standins.dingtalk.standin import Standin

PATIENCE = 10.0
"""Seconds a test waits for something that is bound to happen."""


class StreamServer:
    """Use as a context manager. `acks` by message id, as they came."""

    def __init__(self, standin: Standin) -> None:
        self._standin = standin
        self._changed = threading.Condition()
        self._open: list[ServerConnection] = []
        self._pushed: dict[str, str] = {}
        self._cut_at_acks: set[str] = set()
        self.opened = 0
        self.acks: dict[str, list[dict[str, Any]]] = {}
        self._server: Server | None = None

    def __enter__(self) -> "StreamServer":
        self._server = serve(self._serve, "127.0.0.1", 0, process_request=self._admit)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        port = self._server.socket.getsockname()[1]
        self._standin.tickets.endpoint = f"ws://127.0.0.1:{port}/connect"
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

    @property
    def is_open(self) -> bool:
        """Whether somebody is connected."""
        return bool(self._open)

    def wait_closed(self) -> None:
        """Until nobody is connected."""
        self.wait(lambda: not self._open)

    def push(
        self,
        kind: str,
        topic: str,
        data: dict[str, Any],
        *,
        loses_ack: bool = False,
        heard: bool = True,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """Push a frame over the newest connection; its message id. On a connection that is gone it is lost.

        `loses_ack`: the connection is torn by its acknowledgement, unheard. `heard`: an acknowledgement is wanted.
        """
        message_id = headers.get("messageId") or self._standin.site.world.fresh("frame")
        told = {"topic": topic, "contentType": "application/json", **headers, "messageId": message_id}
        frame = {
            "specVersion": "1.0",
            "type": kind,
            "headers": told,
            "data": json.dumps(data, ensure_ascii=False),
        }
        if loses_ack:
            self._cut_at_acks.add(message_id)
        self._pushed[message_id] = json.dumps(frame, ensure_ascii=False)
        self.again(message_id)
        if not heard:
            del self._pushed[message_id]
        return message_id

    def again(self, message_id: str) -> None:
        """Push a frame once more, as the platform does when it has heard nothing of it."""
        with self._changed:
            connection = self._open[-1] if self._open else None
        if connection is not None:
            with suppress(ConnectionClosed):
                connection.send(self._pushed[message_id])

    def unheard(self) -> list[str]:
        """The frames that were not acknowledged."""
        with self._changed:
            return [key for key in self._pushed if key not in self.acks]

    def ack(self, message_id: str, number: int = 1) -> dict[str, Any]:
        """The `number`th acknowledgement of a frame; AssertionError when it does not come, or has another shape."""
        self.wait(lambda: len(self.acks.get(message_id, [])) >= number)
        ack = self.acks[message_id][number - 1]
        assert set(ack) == {"code", "headers", "message", "data"}
        assert ack["headers"]["contentType"] == "application/json"
        assert isinstance(ack["data"], str)
        return ack

    def drop(self) -> None:
        """Close the newest connection, as it should be."""
        self._open[-1].close()

    def cut(self) -> None:
        """Tear the newest connection, if there is one, without a word."""
        with self._changed:
            connection = self._open[-1] if self._open else None
        if connection is not None:
            _tear(connection)
            self.wait(lambda: connection not in self._open)

    def _admit(self, connection: ServerConnection, request: Any) -> Any:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        return None if self._standin.tickets.burn(ticket) else connection.respond(401, "no ticket\n")

    def _serve(self, connection: ServerConnection) -> None:
        with self._changed:
            self._open.append(connection)
            self.opened += 1
            self._changed.notify_all()
        try:
            for raw in connection:
                ack = json.loads(raw)
                if ack["headers"]["messageId"] in self._cut_at_acks:
                    self._cut_at_acks.remove(ack["headers"]["messageId"])
                    _tear(connection)
                    return
                with self._changed:
                    self.acks.setdefault(ack["headers"]["messageId"], []).append(ack)
                    self._changed.notify_all()
        except ConnectionClosed:
            pass
        finally:
            with self._changed:
                self._open.remove(connection)
                self._changed.notify_all()

    def wait(self, reached: Callable[[], bool]) -> None:
        """Until something has happened here."""
        with self._changed:
            assert self._changed.wait_for(reached, PATIENCE), "it did not happen"


def _tear(connection: ServerConnection) -> None:
    with suppress(OSError):
        connection.socket.shutdown(socket.SHUT_RDWR)

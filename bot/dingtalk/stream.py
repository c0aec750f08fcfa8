"""Stream: the platform pushes over a connection that we open, so no public address is needed.

In a thread of its own, which ends promptly. A frame is acknowledged once what it says is kept for good.
"""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from urllib.parse import quote

import structlog
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from bot.dingtalk.calls import Call
from bot.dingtalk.client import TIMEOUT, Client
from bot.dingtalk.frames import SUBSCRIPTIONS, Frame, Incoming, ack, read_frame
from bot.ports import Busy, SendError
from bot.wire.shapes import text

HANDLERS = 8
LONGEST_PAUSE = 60.0
STEADY = 30.0
"""Seconds after which a connection counts as good, and the next one is opened without a pause."""

log = structlog.get_logger()


class Stream:
    """One connection at a time, opened again whenever it ends."""

    def __init__(self, client: Client, client_id: str, client_secret: str) -> None:
        self._client = client
        self._asked = {
            "clientId": client_id,
            "clientSecret": client_secret,
            "subscriptions": list(SUBSCRIPTIONS),
            "ua": "huiban/1.0",
        }
        self._stopping = threading.Event()
        self._connection: Connection | None = None
        self._thread: threading.Thread | None = None
        self._pool = ThreadPoolExecutor(HANDLERS, thread_name_prefix="dingtalk-frame")

    def start(self, incoming: Incoming) -> None:
        """Connect, in the background."""
        self._thread = threading.Thread(
            target=self._run, args=(incoming,), name="dingtalk-stream", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Close the connection, and let what is being handled end."""
        self._stopping.set()
        if self._connection is not None:
            self._connection.close()
        if self._thread is not None:
            self._thread.join(timeout=TIMEOUT)
        self._pool.shutdown(wait=True)

    def _run(self, incoming: Incoming) -> None:
        failures = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            expected = self._connect_once(incoming)
            steady = expected or time.monotonic() - began > STEADY
            failures = 0 if steady else failures + 1
            if failures:
                pause = min(2.0 ** (failures - 1), LONGEST_PAUSE) * random.uniform(0.8, 1.2)  # noqa: S311
                self._stopping.wait(pause)

    def _connect_once(self, incoming: Incoming) -> bool:
        """One connection from its ticket to its end; whether it ended because the platform asked for another one."""
        try:
            with connect(self._address(), open_timeout=TIMEOUT, close_timeout=1) as connection:
                self._connection = connection
                if self._stopping.is_set():
                    return False
                log.info("dingtalk stream is open")
                return self._serve(connection, incoming.take)
        except (OSError, TimeoutError, InvalidHandshake, InvalidURI, ConnectionClosed, SendError) as error:
            # The ticket stands in the address, so of the error only its kind is told.
            log.warning("dingtalk stream is closed", why=type(error).__name__)
            return False
        finally:
            self._connection = None

    def _address(self) -> str:
        answer = self._client.anonymous(
            Call("POST", "/v1.0/gateway/connections/open", body=self._asked, metered=False)
        )
        endpoint, ticket = text(answer, "endpoint"), text(answer, "ticket")
        if not endpoint or not ticket:
            raise Busy("an answer without a ticket")
        return f"{endpoint}?ticket={quote(ticket, safe='')}"

    def _serve(self, connection: Connection, take: Callable[[Frame], str | None]) -> bool:
        handling: set[Future[None]] = set()
        try:
            for raw in connection:
                frame = read_frame(raw)
                if frame is None:
                    continue
                if frame.kind == "SYSTEM":
                    if frame.topic == "disconnect":
                        return True
                    connection.send(ack(frame, frame.data))
                    continue
                handling = {one for one in handling if not one.done()}
                handling.add(self._pool.submit(_handle, connection, frame, take))
            return False
        finally:
            wait(handling, timeout=5)


def _handle(connection: Connection, frame: Frame, take: Callable[[Frame], str | None]) -> None:
    answer = take(frame)
    if answer is None:
        return
    try:
        connection.send(answer)
    except ConnectionClosed:
        log.warning("a frame could not be acknowledged", topic=frame.topic)

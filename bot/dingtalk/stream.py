"""Stream: the platform pushes over a connection that we open, so no public address is needed.

In a thread of its own, which ends promptly. A frame is acknowledged once what it says is kept for good.
"""

import random
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
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
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 60.0
STEADY = 30.0
"""Seconds after which a connection counts as good, and the next one is opened without a pause."""
LAST_WORDS = 5.0
"""Seconds in which what is being handled may still be acknowledged, before its connection is closed."""

log = structlog.get_logger()


@dataclass
class _Line:
    """One connection, and what is being handled that came over it."""

    connection: Connection
    served: int = 0
    replaced: bool = False
    """The platform wants another one opened, and closes this one itself soon."""
    handling: set[Future[None]] = field(default_factory=set)

    def leave(self) -> None:
        """Let what is being handled be acknowledged, then close."""
        wait(self.handling, timeout=LAST_WORDS)
        self.connection.close()


class Stream:
    """One connection at a time, opened again whenever it ends: the next one first where the platform asks for that."""

    def __init__(self, client: Client, client_id: str, client_secret: str) -> None:
        self._client = client
        self._asked = {
            "clientId": client_id,
            "clientSecret": client_secret,
            "subscriptions": list(SUBSCRIPTIONS),
            "ua": "huiban/1.0",
        }
        self._stopping = threading.Event()
        self._line: _Line | None = None
        self._leaving: list[threading.Thread] = []
        self._thread: threading.Thread | None = None
        self._pool = ThreadPoolExecutor(HANDLERS, thread_name_prefix="dingtalk-frame")

    def start(self, incoming: Incoming) -> None:
        """Connect, in the background."""
        self._thread = threading.Thread(
            target=self._run, args=(incoming,), name="dingtalk-stream", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Take no more frames, let what is being handled end and be acknowledged, and close."""
        self._stopping.set()
        if (line := self._line) is not None:
            line.leave()
        if self._thread is not None:
            self._thread.join(timeout=TIMEOUT)
        for leaving in self._leaving:
            leaving.join(timeout=LAST_WORDS)
        self._pool.shutdown(wait=True)

    def _run(self, incoming: Incoming) -> None:
        failures = 0
        while not self._stopping.is_set():
            failures = 0 if self._connect_once(incoming) else failures + 1
            if failures:
                pause = min(FIRST_PAUSE * 2.0 ** (failures - 1), LONGEST_PAUSE)
                self._stopping.wait(pause * random.uniform(0.8, 1.2))  # noqa: S311

    def _connect_once(self, incoming: Incoming) -> bool:
        """One connection from its ticket to its end; whether it was a good one."""
        began = time.monotonic()
        line = None
        try:
            connection = connect(self._address(), open_timeout=TIMEOUT, close_timeout=1)
            self._line = line = _Line(connection)
            log.info("dingtalk stream is open")
            self._serve(line, incoming)
        except (OSError, TimeoutError, InvalidHandshake, InvalidURI, ConnectionClosed, SendError) as error:
            # The ticket stands in the address, so of the error only its kind is told.
            log.warning("dingtalk stream is closed", why=type(error).__name__)
        finally:
            self._line = None
            if line is not None:
                self._let_go(line)
        return line is not None and (line.replaced or line.served > 0 or time.monotonic() - began > STEADY)

    def _let_go(self, line: _Line) -> None:
        """A line that is replaced ends beside the next one; nothing more can be said over one that broke."""
        if not line.replaced:
            line.connection.close()
            return
        leaving = threading.Thread(target=line.leave, name="dingtalk-leaving", daemon=True)
        self._leaving = [one for one in self._leaving if one.is_alive()] + [leaving]
        leaving.start()

    def _address(self) -> str:
        answer = self._client.anonymous(
            Call("POST", "/v1.0/gateway/connections/open", body=self._asked, metered=False)
        )
        endpoint, ticket = text(answer, "endpoint"), text(answer, "ticket")
        if not endpoint or not ticket:
            raise Busy("an answer without a ticket")
        return f"{endpoint}?ticket={quote(ticket, safe='')}"

    def _serve(self, line: _Line, incoming: Incoming) -> None:
        for raw in line.connection:
            frame = read_frame(raw)
            if frame is None or self._stopping.is_set():
                continue  # not acknowledged, so it is pushed again
            line.served += 1
            if frame.kind != "SYSTEM":
                line.handling = {one for one in line.handling if not one.done()}
                line.handling.add(self._pool.submit(_handle, line.connection, frame, incoming))
            elif frame.topic == "disconnect":
                line.replaced = True
                return
            else:
                line.connection.send(ack(frame, frame.data))


def _handle(connection: Connection, frame: Frame, incoming: Incoming) -> None:
    answer = incoming.take(frame)
    if answer is None:
        return
    try:
        connection.send(answer)
    except ConnectionClosed:
        log.warning("a frame could not be acknowledged", topic=frame.topic)

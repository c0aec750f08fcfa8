"""The long connection: the platform pushes over a WebSocket that we open, so no public address is needed.

In a thread of its own, which ends promptly. A frame is acknowledged once what it says is kept for good.
"""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import structlog
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import connect
from websockets.sync.connection import Connection

from bot.feishu.client import TIMEOUT, Client
from bot.feishu.endpoint import Endpoint, Manners, read_config, read_endpoint
from bot.feishu.errors import TOO_MANY_CONNECTIONS
from bot.feishu.frames import CONTROL, DATA, Frame, ping, read_frame, write_frame
from bot.feishu.incoming import Finish, Incoming
from bot.feishu.joining import Joiner
from bot.ports import Refused, SendError

HANDLERS = 32
"""Threads that wait for what was handed over; a press waits for its handling."""
DRAIN = 3.0
"""Seconds that what is under way has, when we stop, to be acknowledged: the platform waits no longer."""
FORBIDDEN = "403"

log = structlog.get_logger()


class LongConnection:
    """One connection at a time, opened again whenever it ends, until the platform says that it will never be."""

    def __init__(
        self,
        client: Client,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        manners: Manners | None = None,
    ) -> None:
        """`monotonic` (seconds) says when parts of an event are forgotten; `manners` hold until the platform's do."""
        self._client = client
        self._manners = manners or Manners()
        self._joiner = Joiner(monotonic)
        self._stopping = threading.Event()
        self._connection: Connection | None = None
        self._thread: threading.Thread | None = None
        self._pool = ThreadPoolExecutor(HANDLERS, thread_name_prefix="feishu-frame")
        self._taking = threading.Lock()
        self._under_way: set[Future[None]] = set()
        self.refused = ""
        """Why the platform will not have us; then nothing is tried again."""
        self.trouble = ""
        """Why there was no connection when it was last tried."""

    @property
    def is_open(self) -> bool:
        """Whether events can arrive."""
        return self._connection is not None

    @property
    def is_started(self) -> bool:
        """Whether this process is the one that listens."""
        return self._thread is not None

    def start(self, incoming: Incoming) -> None:
        """Connect, in the background."""
        self._thread = threading.Thread(
            target=self._run, args=(incoming,), name="feishu-connection", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Take nothing more, acknowledge what is under way, and close. May be called again."""
        with self._taking:
            self._stopping.set()
        wait(set(self._under_way), timeout=DRAIN)
        if (connection := self._connection) is not None:
            connection.close()
        if self._thread is not None:
            self._thread.join(timeout=TIMEOUT)
        self._pool.shutdown(wait=True)

    def ask(self) -> Endpoint:
        """The address of a new connection. Raises `Busy` or `Refused`."""
        return read_endpoint(self._client.endpoint())

    def _run(self, incoming: Incoming) -> None:
        attempts = 0
        while not self._stopping.is_set():
            try:
                opened = self._connect_once(incoming)
            except Refused as refusal:
                self.refused = refusal.why
                log.error("feishu refuses the long connection; it is not tried again", why=refusal.why)  # noqa: TRY400
                return
            attempts = 1 if opened else attempts + 1
            self._stopping.wait(self._pause(attempts))

    def _pause(self, attempts: int) -> float:
        """Seconds: first a random moment, so that not everybody comes back at once; then the usual interval."""
        if attempts <= 1:
            return self._manners.reconnect_nonce * random.random()  # noqa: S311
        return self._manners.reconnect_interval

    def _connect_once(self, incoming: Incoming) -> bool:
        """One connection from its address to its end; whether it was open at all. Raises `Refused`."""
        opened = False
        try:
            endpoint = self.ask()
            self._manners = self._manners.told(endpoint.config)
            with connect(endpoint.url, open_timeout=TIMEOUT, close_timeout=1) as connection:
                opened = True
                self._connection, self.trouble = connection, ""
                log.info("feishu long connection is open")
                self._serve(connection, endpoint.service, incoming)
        except Refused:
            raise
        except InvalidStatus as error:
            self._closed(_refusal(error))
        except (OSError, WebSocketException, SendError) as error:
            # A ticket stands in the address, so of most errors only the kind is told.
            self._closed(str(error) if isinstance(error, SendError) else type(error).__name__)
        finally:
            self._connection = None
        return opened

    def _closed(self, why: str) -> None:
        if self._stopping.is_set():
            return
        self.trouble = why
        log.warning("feishu long connection is closed", why=why)

    def _serve(self, connection: Connection, service: int, incoming: Incoming) -> None:
        """Read until the connection ends, and ping in between."""
        ping_at = time.monotonic()
        while not self._stopping.is_set():
            left = ping_at - time.monotonic()
            if left <= 0:
                connection.send(write_frame(ping(service)))
                ping_at = time.monotonic() + self._manners.ping_interval
                continue
            try:
                raw = connection.recv(timeout=left)
            except TimeoutError:
                continue
            before = self._manners.ping_interval
            self._take(connection, raw, incoming)
            ping_at += self._manners.ping_interval - before

    def _take(self, connection: Connection, raw: str | bytes, incoming: Incoming) -> None:
        try:
            frame = read_frame(raw if isinstance(raw, bytes) else raw.encode())
            whole = self._joiner.join(frame) if frame.method == DATA else None
        except ValueError:
            log.warning("a frame could not be read", platform="feishu")
            return
        if frame.method == CONTROL and frame.header("type") == "pong":
            self._manners = self._manners.told(read_config(frame.payload))
        elif whole is not None and frame.header("type") in ("event", "card"):
            self._hand_over(connection, whole, incoming)

    def _hand_over(self, connection: Connection, frame: Frame, incoming: Incoming) -> None:
        """What comes once we are to stop is left alone: it is pushed again."""
        with self._taking:
            if self._stopping.is_set():
                return
            began = time.monotonic()
            finish = incoming.begin(frame)
            self._under_way = {one for one in self._under_way if not one.done()}
            self._under_way.add(self._pool.submit(_acknowledge, connection, frame, finish, began))


def _acknowledge(connection: Connection, frame: Frame, finish: Finish, began: float) -> None:
    payload = finish()
    milliseconds = round((time.monotonic() - began) * 1000)
    try:
        connection.send(write_frame(frame.answered(payload, milliseconds)))
    except (ConnectionClosed, OSError):
        log.warning("a frame could not be acknowledged", platform="feishu")


def _refusal(error: InvalidStatus) -> str:
    """Why the connection was not opened. Raises `Refused` if it never will be.

    A ticket that was not accepted is none of these: the next one may be, and wrong credentials get none at all.
    """
    headers = error.response.headers
    status, code = headers.get("handshake-status", ""), headers.get("handshake-autherrcode", "")
    if status == FORBIDDEN:
        raise Refused(f"handshake {status}", "setup") from error
    if code == str(TOO_MANY_CONNECTIONS):
        return code
    return f"handshake {status or error.response.status_code} {code}".strip()

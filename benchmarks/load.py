"""The load: keep-alive connections that each send the next event as soon as the last is answered.

Run in a process of its own, `python -m benchmarks.load`, so that it takes nothing from the server it measures.
"""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import cast

import httptools
import uvloop

from benchmarks import wire
from benchmarks.processes import ROOT

CONNECTIONS = 64
WARM_UP = 500
"""Events answered before the clock starts."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one round of load found. Times in milliseconds, `rate` in answered events a second; `began` is the moment, by the
    machine's monotonic clock, at which the first event could be sent."""

    answered: int
    refused: int
    broken: int
    rate: float
    median_ms: float
    p99_ms: float
    began: float


class Load:
    """The events still to be sent, and what became of those sent."""

    def __init__(self, requests: list[bytes], seconds: float, warm_up: int) -> None:
        self._requests: Iterator[bytes] = iter(requests)
        self._seconds, self._warm_up = seconds, warm_up
        self._first = time.monotonic()
        self._began = self._ended = time.perf_counter()
        self._latencies: list[float] = []
        self.answered = self.refused = self.broken = 0

    def take(self) -> bytes | None:
        """The next request; None when time or events are used up."""
        if self._latencies and time.perf_counter() - self._began > self._seconds:
            return None
        return next(self._requests, None)

    def note(self, status: int, sent_at: float) -> None:
        """An answer arrived."""
        now = time.perf_counter()
        if status != 200:
            self.refused += 1
            return
        self.answered += 1
        if self.answered <= self._warm_up:
            self._began = now
            return
        self._latencies.append(now - sent_at)
        self._ended = now

    def result(self) -> Measured:
        """Rates and times after the warm-up."""
        latencies = sorted(self._latencies) or [0.0]
        return Measured(
            answered=self.answered,
            refused=self.refused,
            broken=self.broken,
            rate=len(self._latencies) / max(self._ended - self._began, 1e-9),
            median_ms=statistics.median(latencies) * 1000,
            p99_ms=latencies[int(len(latencies) * 0.99)] * 1000,
            began=self._first,
        )


class Connection(asyncio.Protocol):
    """One keep-alive connection."""

    def __init__(self, load: Load, closed: asyncio.Future[None]) -> None:
        self._load, self._closed = load, closed
        self._parser = httptools.HttpResponseParser(self)
        self._waiting = False
        self._sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first event."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one by what it does, not by name
        self._send()

    def data_received(self, data: bytes) -> None:
        """Part of an answer."""
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        """A whole answer (httptools calls this)."""
        self._waiting = False
        self._load.note(self._parser.get_status_code(), self._sent_at)
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        """Closed by us when nothing is left to send, else broken."""
        if self._waiting:
            self._load.broken += 1
        self._closed.set_result(None)

    def _send(self) -> None:
        request = self._load.take()
        if request is None:
            self._transport.close()
            return
        self._sent_at, self._waiting = time.perf_counter(), True
        self._transport.write(request)


async def drive(load: Load, port: int, connections: int) -> Measured:
    """Drive the load to its end."""
    loop = asyncio.get_running_loop()
    ends: list[asyncio.Future[None]] = [loop.create_future() for _ in range(connections)]
    for end in ends:
        await loop.create_connection(lambda end=end: Connection(load, end), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    return load.result()


def apply_load(
    port: int,
    path: str,
    *,
    kind: wire.Kind = "feishu",
    first: int,
    count: int,
    seconds: float = 3600,
    warm_up: int = WARM_UP,
    connections: int = CONNECTIONS,
) -> Measured:
    """Send events `first` … `first + count - 1`, or as many as `seconds` allow, from another process."""
    options = {
        "port": port,
        "path": path,
        "kind": kind,
        "first": first,
        "count": count,
        "seconds": seconds,
        "warm-up": warm_up,
        "connections": connections,
    }
    command = [
        sys.executable,
        "-m",
        "benchmarks.load",
        *(f"--{name}={value}" for name, value in options.items()),
    ]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return Measured(**json.loads(found.stdout))


def main() -> None:
    """Send what the command line says and print what was measured as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", required=True)
    parser.add_argument("--kind", choices=("feishu", "slack"), default="feishu")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--warm-up", type=int, default=WARM_UP)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.count)
    load = Load(
        [wire.request(asked.kind, asked.path, number) for number in numbers], asked.seconds, asked.warm_up
    )
    print(json.dumps(asdict(uvloop.run(drive(load, asked.port, asked.connections)))))


if __name__ == "__main__":
    main()

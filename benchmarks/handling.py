"""From the event on the wire to the reply owed: ours beside what one writes first."""

import sqlite3
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.load import apply_load
from benchmarks.processes import yardstick
from benchmarks.product import PATH, huiban
from benchmarks.report import Line, not_installed, show

ROUNDS = 3
EVENTS = 2_000
BAR = 5.0
WAITING = "select count(*) from inbox where state = 0"


def main() -> bool:
    """Measure in rounds; whether the bar is met."""
    ours, naive = [], []
    installed = find_spec("aiosqlite") is not None
    for _ in range(ROUNDS):
        ours.append(_ours())
        if installed:
            naive.append(_naive())
    if not installed:
        lines = [Line("huiban", tuple(ours), "/s"), not_installed("FastAPI + dispatcher + ORM", "aiosqlite")]
    else:
        ratio = median(mine / other for mine, other in zip(ours, naive, strict=True))
        lines = [
            Line("FastAPI + SDK dispatcher + async ORM", tuple(naive), "/s"),
            Line("huiban", tuple(ours), "/s", ratio, BAR),
        ]
    return show("Accepted, handled, reply owed: commands a second", lines)


def _ours() -> float:
    with huiban() as served:
        apply_load(served.port, PATH, first=0, count=100, warm_up=0)
        settle(served.database)  # the SDK is loaded by then, as the other's is
        load = apply_load(served.port, PATH, first=100, count=EVENTS, warm_up=0)
        drain(served.database)
        return EVENTS / (time.monotonic() - load.began)


def drain(database: Path) -> None:
    """Wait until the worker has handled everything."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as store:
        while store.execute(WAITING).fetchone() != (0,):
            time.sleep(0.02)


def settle(database: Path) -> None:
    """Wait until everything is handled and everything owed is sent."""
    drain(database)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as store:
        while store.execute("select count(*) from outbox where state = 0").fetchone() != (0,):
            time.sleep(0.05)


def _naive() -> float:
    with TemporaryDirectory() as folder:
        address = f"sqlite+aiosqlite:///{folder}/naive.db"
        with yardstick("naive", NAIVE_DATABASE=address) as port:
            apply_load(port, PATH, first=0, count=100, warm_up=0, connections=8)
            return apply_load(port, PATH, first=100, count=EVENTS // 4, warm_up=0, connections=8).rate

"""Huiban itself, started as an operator starts it, on a database of its own and with a Feishu that takes everything."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import ROOT, free_port, running, yardstick
from benchmarks.wire import APP_ID, APP_SECRET, ENCRYPT_KEY, TOKEN

PATH = "/webhooks/feishu"


@dataclass(frozen=True, slots=True)
class Served:
    """A running process: where it listens, its id, and its database file."""

    port: int
    pid: int
    database: Path


@contextmanager
def huiban() -> Iterator[Served]:
    """Serve until the block ends."""
    with TemporaryDirectory() as folder, yardstick("feishu_api") as api:
        port, database = free_port(), Path(folder) / "huiban.db"
        command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
        with running(command, port=port, env=environment(database, api), folder=ROOT) as pid:
            yield Served(port, pid, database)


def environment(database: Path, api: int) -> dict[str, str]:
    """The settings of a process that serves Feishu."""
    return {
        "HUIBAN_DATABASE_URL": f"sqlite:///{database}",
        "HUIBAN_FEISHU_APP_ID": APP_ID,
        "HUIBAN_FEISHU_APP_SECRET": APP_SECRET,
        "HUIBAN_FEISHU_ENCRYPT_KEY": ENCRYPT_KEY,
        "HUIBAN_FEISHU_VERIFICATION_TOKEN": TOKEN,
        "HUIBAN_FEISHU_BASE_URL": f"http://127.0.0.1:{api}",
        "HUIBAN_LOG_LEVEL": "ERROR",
        "HUIBAN_PLAYGROUND": "false",
    }

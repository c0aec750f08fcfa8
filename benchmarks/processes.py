"""Starting what is measured, each in a process of its own, and stopping it again."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds a process may take to answer."""


class DidNotStart(Exception):
    """The process ended or never listened; its output is the message."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], *, port: int, env: Mapping[str, str], folder: Path = ROOT) -> Iterator[int]:
    """Run the command until the block ends; entered once it listens on the port. Gives the process's id."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **env}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            if not _listens(process, port):
                output.seek(0)
                raise DidNotStart(output.read()[-4000:])
            yield process.pid
        finally:
            _stop(process)


@contextmanager
def yardstick(name: str, **env: str) -> Iterator[int]:
    """Serve `benchmarks.yardsticks.<name>`; gives its port."""
    port = free_port()
    options = ["--port", str(port), "--log-level", "warning", "--no-access-log"]
    command = [sys.executable, "-m", "uvicorn", f"benchmarks.yardsticks.{name}:app", *options]
    with running(command, port=port, env=env):
        yield port


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return True
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

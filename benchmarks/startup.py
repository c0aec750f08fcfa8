"""From the start of the process to its first answer, byte code warm."""

import http.client
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import wire
from benchmarks.processes import ROOT, free_port, running, yardstick
from benchmarks.product import PATH, environment
from benchmarks.report import Line, show

ROUNDS = 5
WITHOUT_PLATFORM, WITH_FEISHU = 1.5, 4.0


def main() -> bool:
    """Measure both; whether the bars are met."""
    plain, feishu = [], []
    _start(feishu=False)  # compiles and migrates nothing we would count
    for _ in range(ROUNDS):
        plain.append(_start(feishu=False))
        feishu.append(_start(feishu=True))
    return show(
        "Process start to the first acknowledged event, seconds",
        [
            Line("without a platform", tuple(plain), "s", median(plain), WITHOUT_PLATFORM, at_most=True),
            Line("with Feishu", tuple(feishu), "s", median(feishu), WITH_FEISHU, at_most=True),
        ],
    )


def _start(*, feishu: bool) -> float:
    with TemporaryDirectory() as folder, yardstick("feishu_api") as api:
        database = Path(folder) / "huiban.db"
        env = environment(database, api)
        if not feishu:
            env |= {"HUIBAN_FEISHU_APP_ID": "", "HUIBAN_PLAYGROUND": "true"}
        subprocess.run(
            [sys.executable, "-m", "app", "migrate"],
            cwd=ROOT,
            env={**env, "PATH": "/usr/bin"},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        port = free_port()
        began = time.perf_counter()
        command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
        with running(command, port=port, env=env):
            _ask(port, feishu=feishu)
            return time.perf_counter() - began


def _ask(port: int, *, feishu: bool) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    if feishu:
        body, headers = wire.feishu(1)
        connection.request("POST", PATH, body, headers)
    else:
        connection.request("GET", "/playground")
    answer = connection.getresponse()
    assert answer.status == 200, f"answered with {answer.status}"
    connection.close()

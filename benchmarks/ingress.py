"""How many events a second are taken for good, beside endpoints that promise less.

Ours verifies, decrypts, parses, de-duplicates and commits with synchronous=FULL before it answers, while its worker
handles what has arrived. The bare endpoint only verifies and decrypts;
it answers `{}`, in two packets, where ours acknowledges without a body in one.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.util import find_spec
from statistics import median

from benchmarks.handling import settle
from benchmarks.load import apply_load
from benchmarks.processes import yardstick
from benchmarks.product import PATH, huiban
from benchmarks.report import Line, not_installed, show
from benchmarks.wire import Kind

ROUNDS = 5
SECONDS = 2.0
COUNT = 14_000
BAR = 0.6


def main() -> bool:
    """Measure in rounds, one server after the other in each; whether the bar is met."""
    found: dict[str, list[float]] = {"huiban": [], "bare": [], "channel": [], "slack": []}
    served: dict[str, tuple[Callable[[], AbstractContextManager[int]], str, Kind]] = {
        "bare": (lambda: yardstick("bare"), PATH, "feishu"),
        "huiban": (_ours, PATH, "feishu"),
        "channel": (_channel, PATH, "feishu"),
    }
    if find_spec("slack_bolt") is not None:
        served["slack"] = (lambda: yardstick("slack"), "/slack/events", "slack")
    for _ in range(ROUNDS):
        for name, (serve, path, kind) in served.items():
            with serve() as port:
                measured = apply_load(port, path, kind=kind, first=0, count=COUNT, seconds=SECONDS)
                assert not measured.refused, f"{name} refused {measured.refused} events"
                assert not measured.broken, f"{name} broke {measured.broken} connections"
                found[name].append(measured.rate)
    return show("Durable ingress, 64 connections, events a second", _lines(found))


def _lines(found: dict[str, list[float]]) -> list[Line]:
    bare = found["bare"]
    ours = median(mine / other for mine, other in zip(found["huiban"], bare, strict=True))
    lines = [
        Line("bare endpoint: verify, decrypt", tuple(bare), "/s"),
        Line("huiban: … parse, de-duplicate, on disk", tuple(found["huiban"]), "/s", ours, BAR),
        Line(
            "lark-oapi channel layer",
            tuple(found["channel"]),
            "/s",
            median(found["channel"]) / median(bare),
        ),
    ]
    if found["slack"]:
        slack = Line(
            "slack-bolt, its own events", tuple(found["slack"]), "/s", median(found["slack"]) / median(bare)
        )
        return [*lines, slack]
    return [*lines, not_installed("slack-bolt", "slack-bolt")]


@contextmanager
def _ours() -> Iterator[int]:
    with huiban() as served:
        apply_load(served.port, PATH, first=COUNT, count=64, warm_up=0)
        settle(served.database)  # the SDK is loaded by then, as in a process that has run for a while
        yield served.port


@contextmanager
def _channel() -> Iterator[int]:
    with yardstick("feishu_api") as api, yardstick("channel", FEISHU_API=f"http://127.0.0.1:{api}") as port:
        yield port

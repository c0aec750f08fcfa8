"""Memory stays flat while fifty thousand events go through."""

from pathlib import Path

from benchmarks.handling import drain
from benchmarks.load import apply_load
from benchmarks.product import PATH, huiban
from benchmarks.report import Line, show

EVENTS = 50_000
STEPS = 5
BAR = 1.1


def main() -> bool:
    """Measure after every fifth; the last against the second, when caches are full; whether the bar is met."""
    found: list[float] = []
    share = EVENTS // STEPS
    with huiban() as served:
        for step in range(STEPS):
            apply_load(served.port, PATH, first=step * share, count=share, warm_up=0)
            drain(served.database)
            found.append(_resident(served.pid))
    lines = [Line(f"{EVENTS:,} events", tuple(found), "MiB", found[-1] / found[1], BAR, at_most=True)]
    return show("Resident memory, last fifth against the second", lines)


def _resident(pid: int) -> float:
    """MiB of a process and nothing shared out."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise AssertionError("no VmRSS")

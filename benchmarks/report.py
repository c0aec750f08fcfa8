"""What was found, as a table: medians, a ratio, the bar it is held to."""

from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Line:
    """One thing measured. `rounds` are its values, `unit` theirs; `ratio` is held against `bar`."""

    what: str
    rounds: tuple[float, ...]
    unit: str
    ratio: float | None = None
    bar: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def passed(self) -> bool | None:
        """Whether the bar is met; None where there is none."""
        if self.bar is None or self.ratio is None:
            return None
        return self.ratio <= self.bar if self.at_most else self.ratio >= self.bar


def show(title: str, lines: list[Line]) -> bool:
    """Print the lines; whether every bar is met."""
    table = Table(title=title, title_justify="left")
    for column in ("", "median", "rounds", "ratio", "bar", ""):
        table.add_column(column, justify="right" if column else "left")
    for line in lines:
        table.add_row(
            line.what,
            f"{median(line.rounds):,.2f} {line.unit}" if line.rounds else "",
            " ".join(f"{value:,.1f}" for value in line.rounds),
            "" if line.ratio is None else f"{line.ratio:.2f}",
            "" if line.bar is None else f"{'≤' if line.at_most else '≥'} {line.bar:g}",
            line.note or {True: "met", False: "MISSED", None: ""}[line.passed],
        )
    Console(width=130).print(table)
    return all(line.passed is not False for line in lines)


def not_installed(what: str, package: str) -> Line:
    """A yardstick this machine does not have."""
    return Line(what, (), "", note=f"not installed: pip install {package}")

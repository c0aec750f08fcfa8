"""What the minutes say once a conclusion was replaced by a later one (X6)."""

from app.documents.minutes import INDENT, decided_line, is_replaced
from app.meetings.views import DecisionView


def amended(standing: str, before: str, after: str, *, old: DecisionView, new: DecisionView) -> str:
    """The conclusions' section. `before` and `after` are how it is assembled from what happened.

    A section nobody wrote over is the assembled one; in one written by hand only the line of the old conclusion is
    changed, and where it stands in other words, both lines come at its end.
    """
    if standing == before:
        return after
    told = [f"{INDENT}{decided_line(old)}", f"{INDENT}{decided_line(new)}"]
    lines: list[str] = []
    found = False
    for line in standing.split("\n"):
        if not found and old.text in line and not is_replaced(line):
            lines += told
            found = True
        else:
            lines.append(line)
    return "\n".join(lines if found else [*lines, "修订", *told])

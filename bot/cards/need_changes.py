"""What differs, in the words of 表1 (S10): `期望完成时间：6月30日(周日) → 6月28日(周五)`."""

from datetime import date

from app.calendars import say_date
from app.history.service import RowChange
from bot.cards.need_draft import LABELS
from bot.texts import say

_COLUMNS: dict[tuple[str, str], str] = {
    ("projects", "name"): LABELS["project"],
    ("needs", "department"): LABELS["department"],
    ("needs", "goal"): LABELS["goal"],
    ("needs", "description"): LABELS["description"],
    ("needs", "due_on"): LABELS["due_on"],
    ("needs", "note"): LABELS["note"],
    ("needs", "deliverables"): say("field.deliverables"),
    ("needs", "own_resources"): say("field.own_resources"),
}


def diff_lines(changes: tuple[RowChange, ...], year: int) -> tuple[str, ...]:
    """One line per changed column that people know; a row that was made or removed gives none."""
    lines: list[str] = []
    for change in changes:
        if change.before is None or change.after is None:
            continue
        for column, after in change.after.items():
            label = _COLUMNS.get((change.table, column))
            if label is not None:
                before = change.before.get(column)
                lines.append(
                    say("diff.line", label=label, before=_words(before, year), after=_words(after, year))
                )
    return tuple(lines)


def _words(value: object, year: int) -> str:
    if value is None or value == "":
        return say("diff.empty")
    text = str(value)
    try:
        return say_date(date.fromisoformat(text), this_year=year)
    except ValueError:
        return text

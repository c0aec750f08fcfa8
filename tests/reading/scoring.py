"""Judging what the readers answer: `python -m tests.reading.scoring` prints accuracy by category.

An answer is right when it says the same thing: a moment with or without its offset, a list in any order, a text
without width, case, spaces and punctuation. Where an item has several accepted answers, any of them is right; asking
back is right where the item is ambiguous.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from handlers.reading import lines as commands
from handlers.reading.slips import fold
from handlers.reading.times import lines as dates

HERE = Path(__file__).parent
Item = dict[str, Any]
LISTS = {"departments", "contacts", "attendees", "agenda"}
MOMENTS = {"due", "start", "end"}
IDS = {"task_ids", "meeting_id", "request_id"}
_DROPPED = re.compile(r"[\W_]+")


def examples(name: str) -> list[Item]:
    """The items of one corpus."""
    return [json.loads(line) for line in (HERE / f"{name}_examples.jsonl").read_text().splitlines()]


def judged(name: str) -> Iterator[tuple[Item, Item, bool]]:
    """Every item with our answer and whether it is right."""
    read, is_right = READERS[name]
    items = examples(name)
    answers = [json.loads(line) for line in read(json.dumps(item) for item in items)]
    for item, answer in zip(items, answers, strict=True):
        yield item, answer, is_right(item, answer)


def right_date(item: Item, answer: Item) -> bool:
    """Whether a time phrase was read as it is meant."""
    accepted = item["expect"] if item["kind"] == "ambiguous" else [item, *item.get("also", [])]
    if answer["kind"] == "ambiguous":
        offered = [(one["kind"], one["value"]) for one in answer["candidates"]]
        wanted = [(one["kind"], one["expect"]) for one in accepted]
        return item["kind"] == "ambiguous" and (not offered or any(one in wanted for one in offered))
    same = any((answer["kind"], answer["value"]) == (one["kind"], one["expect"]) for one in accepted)
    return same and ("recur" not in item or answer.get("recur") == item["recur"])


def right_command(item: Item, answer: Item) -> bool:
    """Whether a message was read as it is meant: the intent, every slot that is asked for, and none that is not."""
    if answer["intent"] != item["intent"]:
        return answer["intent"] in item.get("accept", [])
    slots = answer["slots"]
    if item["intent"] == "unknown" and "suggest" in item:
        return bool(answer.get("suggest") == item["suggest"])
    names = {key: one.get("name", "") for key, one in item.get("mentions", {}).items()}
    wanted = all(_same(slot, want, slots.get(slot), names) for slot, want in item["slots"].items())
    return wanted and not any(slots.get(slot) for slot in item.get("absent", []))


def _same(slot: str, want: Any, got: Any, names: dict[str, str]) -> bool:
    if isinstance(want, dict) and "any" in want:
        return any(_same(slot, one, got, names) for one in want["any"])
    if got in (None, "", []):
        return False
    if slot in IDS:
        return _numbers(want) == _numbers(got)
    if slot in MOMENTS:
        return str(got)[:16] in {str(want)[:16], f"{want}T18:00"} or f"{got}T18:00" == str(want)[:16]
    if slot in LISTS:
        return {_plain(one, names) for one in want} == {_plain(one, names) for one in got}
    return _plain(want, names) == _plain(got, names)


def _numbers(value: Any) -> set[str]:
    return set(re.findall(r"\d+", str(value)))


def _plain(value: Any, names: dict[str, str]) -> str:
    text = str(value.get("name") or value.get("key") if isinstance(value, dict) else value)
    text = names.get(text, text)
    return _DROPPED.sub("", fold(unicodedata.normalize("NFKC", text)))


Read = Callable[[Iterator[str]], Iterator[str]]
READERS: dict[str, tuple[Read, Callable[[Item, Item], bool]]] = {
    "dates": (dates.answer_lines, right_date),
    "commands": (commands.answer_lines, right_command),
}


def main() -> None:
    """Print accuracy by category for both corpora."""
    for name in READERS:
        found: dict[str, Counter[bool]] = {}
        for item, _, right in judged(name):
            for category in ("all", item["category"]):
                found.setdefault(category, Counter())[right] += 1
        table = Table(title=name, title_justify="left")
        for column in ("category", "items", "right"):
            table.add_column(column, justify="left" if column == "category" else "right")
        for category, counted in found.items():
            table.add_row(category, str(counted.total()), f"{counted[True] / counted.total():.1%}")
        Console().print(table)


if __name__ == "__main__":
    main()

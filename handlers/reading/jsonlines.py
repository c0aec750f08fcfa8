"""JSON lines in, JSON lines out: what `huiban parse` does with a reader."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any, TypeAlias

from app.calendars import Calendar

Json: TypeAlias = str | int | list["Json"] | dict[str, "Json"] | None


@dataclass(frozen=True, slots=True)
class Item:
    """One usable line: its text, its moment (aware), and everything else that stood in it."""

    text: str
    now: datetime
    given: dict[str, Any]


Reader: TypeAlias = Callable[[Item], dict[str, Json]]


def answer_each(lines: Iterable[str], read: Reader, calendar: Calendar) -> Iterator[str]:
    """An answer for every line that is not blank, with the line's "id" and "us", the reading time in microseconds.

    "now" is ISO 8601, in the calendar's zone when it has no offset. A line that cannot be used is answered with an
    "error" that says why, and its id when it has one.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_answer(line, number, read, calendar), ensure_ascii=False)


def _answer(line: str, number: int, read: Reader, calendar: Calendar) -> dict[str, Json]:
    try:
        given = json.loads(line)
    except ValueError:
        return {"id": None, "error": f"第 {number} 行不是 JSON"}
    if not isinstance(given, dict):
        return {"id": None, "error": f"第 {number} 行不是 JSON 对象"}
    answer: dict[str, Json] = {"id": given.get("id")}
    text, now = given.get("text"), _moment(given.get("now"), calendar)
    if not isinstance(text, str) or now is None:
        missing = "text" if not isinstance(text, str) else "now"
        return answer | {"error": f"第 {number} 行缺少可用的 {missing}"}
    started = perf_counter()
    found = read(Item(text, now, given))
    taken = (perf_counter() - started) * 1e6
    return answer | found | {"us": round(taken)}


def _moment(text: object, calendar: Calendar) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=calendar.zone) if moment.tzinfo is None else moment

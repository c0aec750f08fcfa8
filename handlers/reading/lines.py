"""`huiban parse commands`: JSON lines in, JSON lines out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from time import perf_counter
from typing import TypeAlias

from app.calendars import CHINA, Calendar
from handlers.reading.message import MentionName, read_message
from handlers.reading.slots import answer_of

Json: TypeAlias = str | int | list["Json"] | dict[str, "Json"] | None


def answer_lines(lines: Iterable[str], *, calendar: Calendar = CHINA) -> Iterator[str]:
    """An answer for every line that is not blank: {"id", "now", "chat", "text", "mentions"?} gives {"id", "intent",
    "slots", "suggest"?, "us"}.

    `now` is ISO 8601, in the calendar's zone when it has no offset; `us` is the reading time in microseconds. A line
    that cannot be used is answered with an "error" that says why, and its id when it has one.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield json.dumps(_answer(line, number, calendar), ensure_ascii=False)


def _answer(line: str, number: int, calendar: Calendar) -> dict[str, Json]:
    try:
        item = json.loads(line)
    except ValueError:
        return {"id": None, "error": f"第 {number} 行不是 JSON"}
    if not isinstance(item, dict):
        return {"id": None, "error": f"第 {number} 行不是 JSON 对象"}
    answer: dict[str, Json] = {"id": item.get("id")}
    text, now = item.get("text"), _moment(item.get("now"), calendar)
    if not isinstance(text, str) or now is None:
        missing = "text" if not isinstance(text, str) else "now"
        return answer | {"error": f"第 {number} 行缺少可用的 {missing}"}
    mentions = _mentions(item.get("mentions"))
    started = perf_counter()
    command = read_message(
        text, now=now, group=item.get("chat") != "p2p", mentions=mentions, calendar=calendar
    )
    taken = (perf_counter() - started) * 1e6
    return answer | answer_of(command.form, calendar) | {"us": round(taken)}


def _mentions(given: object) -> Mapping[str, MentionName]:
    if not isinstance(given, dict):
        return {}
    return {
        str(key): MentionName(str(one.get("name", "")), bot=bool(one.get("bot")))
        for key, one in given.items()
        if isinstance(one, dict)
    }


def _moment(text: object, calendar: Calendar) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=calendar.zone) if moment.tzinfo is None else moment

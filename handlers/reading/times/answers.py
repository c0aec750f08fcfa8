"""A reading as JSON data: kind, value, candidates, recur."""

from datetime import date, datetime
from typing import TypeAlias

from handlers.reading.times.reading import Length, Reading, Span, Value

Json: TypeAlias = str | int | dict[str, "Json"] | list["Json"] | None


def to_answer(reading: Reading) -> dict[str, Json]:
    """The reading as data for JSON. Datetimes are wall-clock times of the calendar's zone, without an offset."""
    answer: dict[str, Json] = {"kind": reading.kind, "value": _value(reading.value)}
    if reading.kind == "ambiguous":
        answer["candidates"] = [{"kind": one.kind, "value": _value(one.value)} for one in reading.candidates]
    if reading.recur is not None:
        by: list[Json] = [*reading.recur.by]
        answer["recur"] = {"freq": reading.recur.freq, "interval": reading.recur.interval, "by": by}
    if reading.problem is not None:
        answer["problem"] = reading.problem
    if reading.nearest:
        answer["nearest"] = [day.isoformat() for day in reading.nearest]
    return answer


def _value(value: Value) -> Json:
    if value is None:
        return None
    if isinstance(value, Span):
        return {"start": _moment(value.start), "end": _moment(value.end)}
    return {value.unit: value.amount} if isinstance(value, Length) else _moment(value)


def _moment(value: date) -> str:
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value.isoformat()

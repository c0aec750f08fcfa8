"""Reading JSON whose shape is not certain: what is missing or of another type reads as empty, numbers read as text."""

import json
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json

_MILLIS = 10**12
_MICROS = 10**15


def part(holder: object, name: str) -> dict[str, Any]:
    """The object under that name."""
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, dict) else {}


def items(holder: object, name: str) -> list[Any]:
    """The list under that name."""
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, list) else []


def text(holder: object, name: str) -> str:
    """The text under that name; a number is written out, since the platform gives some either way."""
    value = holder.get(name) if isinstance(holder, dict) else None
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def first(holder: object, *names: str) -> str:
    """The first of these texts that is not empty."""
    return next((found for name in names if (found := text(holder, name))), "")


def truth(holder: object, name: str) -> bool:
    """Whether it says yes, as a boolean or as its word."""
    value = holder.get(name) if isinstance(holder, dict) else None
    return value is True or (isinstance(value, str) and value.lower() == "true")


def clean(given: str) -> str:
    """The text without what no store takes: halves of characters and the zero byte."""
    whole = given if given.isascii() else given.encode("utf-8", "replace").decode()
    return whole.replace("\x00", "") if "\x00" in whole else whole


def loads(written: str | bytes) -> dict[str, Any] | None:
    """A JSON object; None for anything else. Every event comes through here: the fast reader first, then the lenient."""
    try:
        read = from_json(written)
    except ValueError:
        try:
            read = json.loads(written)
        except (ValueError, RecursionError):
            return None
    return read if isinstance(read, dict) else None


def dumps(value: object) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def moment(written: str) -> datetime | None:
    """A moment (aware, UTC) written in seconds, milliseconds or microseconds since 1970; None if it is none."""
    try:
        number = float(written)
        if number >= _MICROS:
            number /= 1_000_000
        elif number >= _MILLIS:
            number /= 1_000
        return datetime.fromtimestamp(number, UTC)
    except (ValueError, OverflowError, OSError):
        return None

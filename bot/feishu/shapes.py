"""Reading JSON whose shape is not certain: what is missing or of another type reads as empty."""

from datetime import UTC, datetime
from typing import Any

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
    """The text under that name."""
    value = holder.get(name) if isinstance(holder, dict) else None
    return clean(value) if isinstance(value, str) else ""


def clean(given: str) -> str:
    """The text without what no store takes: halves of characters and the zero byte."""
    whole = given if given.isascii() else given.encode("utf-8", "replace").decode()
    return whole.replace("\x00", "")


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

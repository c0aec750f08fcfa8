"""Events that come in several frames, put together."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.feishu.frames import Frame

KEPT = 5.0
"""Seconds after its last part an event that is not whole is forgotten; it is pushed again."""
MOST_PARTS = 1024


@dataclass
class _Gathered:
    parts: list[bytes | None]
    until: float


class Joiner:
    """Gathers parts by `message_id`, in the order of `seq`. For one thread."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._gathered: dict[str, _Gathered] = {}

    def join(self, frame: Frame) -> Frame | None:
        """The frame with the whole payload; None while parts are missing. Raises ValueError for impossible numbers."""
        count, place = int(frame.header("sum") or "1"), int(frame.header("seq") or "0")
        if count <= 1:
            return frame
        if count > MOST_PARTS or not 0 <= place < count:
            raise ValueError(f"part {place} of {count}")
        now = self._monotonic()
        self._gathered = {key: one for key, one in self._gathered.items() if one.until > now}
        gathered = self._gathered.setdefault(frame.header("message_id"), _Gathered([None] * count, now))
        if len(gathered.parts) != count:
            raise ValueError(f"{count} parts instead of {len(gathered.parts)}")
        gathered.parts[place] = frame.payload or b""
        gathered.until = now + KEPT
        whole = [part for part in gathered.parts if part is not None]
        if len(whole) < count:
            return None
        del self._gathered[frame.header("message_id")]
        return replace(frame, payload=b"".join(whole))

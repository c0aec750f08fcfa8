"""Moments as the people of the golden script would say them."""

from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def shanghai(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment on the wall clock of Shanghai."""
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)

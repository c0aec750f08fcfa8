"""The calendar of a chat: its zone, and one day its exceptions."""

from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.calendars import CHINA, Calendar


@lru_cache(maxsize=64)
def calendar_in(timezone: str) -> Calendar:
    """The State Council's calendar in an IANA zone."""
    return replace(CHINA, zone=ZoneInfo(timezone))

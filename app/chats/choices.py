"""What a chat can choose from. Each setting is kept, and sent by its form, as a short text."""

from typing import TypeAlias

from app.documents.masking import STYLES
from app.needs.rules import SCENARIOS
from app.people.calendars import WEEKDAYS_ONLY
from app.people.models import DIRECT, LATER, NEVER
from app.rulepacks.pack import CLOCKS, NUMBERS

Section: TypeAlias = str

ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/London",
    "America/New_York",
)
STARTS = ("07:00", "07:30", "08:00", "08:30", "09:00", "09:30", "10:00")
"""上班. Not later: what is nominal for ten in the morning has to come on its own day."""
LUNCHES = (
    "11:30 12:30",
    "11:30 13:00",
    "12:00 13:00",
    "12:00 13:30",
    "12:00 14:00",
    "12:30 13:30",
    "12:30 14:00",
)
ENDS = ("16:00", "16:30", "17:00", "17:30", "18:00", "18:30", "19:00", "19:30", "20:00", "21:00")
HOLIDAYS = ("official", WEEKDAYS_ONLY)
NAMINGS = (LATER, DIRECT, NEVER)
POSTS = tuple(str(count) for count in range(NUMBERS["caps.posts"].least, NUMBERS["caps.posts"].most + 1))
FOREVER = "0"
KEEP_DAYS = (FOREVER, "180", "365", "730", "1095")
"""After so many days a closed project's content is deleted (D20); off unless somebody wants it."""

SECTIONS: dict[Section, tuple[str, ...]] = {
    "time": ("starts", "lunch", "ends", "zone", "holidays", "days", "clock"),
    "remind": ("naming", "posts", "heads"),
    "project": ("project", "scenario"),
    "data": ("names", "keep"),
    "admins": ("admins",),
}
"""The parts of the card, and what each form holds."""

CHOICES: dict[str, tuple[str, ...]] = {
    "starts": STARTS,
    "lunch": LUNCHES,
    "ends": ENDS,
    "holidays": HOLIDAYS,
    "clock": CLOCKS,
    "naming": NAMINGS,
    "posts": POSTS,
    "heads": ("yes", "no"),
    "scenario": SCENARIOS,
    "names": STYLES,
    "keep": KEEP_DAYS,
}
"""What can be sent of each; zone, days, project and admins are looked up."""

"""The seven festivals that give days off, and the day each of them falls on."""

from datetime import date

from app.calendars.lunar import solar_day, solar_term

FIXED = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}
LUNAR = {"春节": (1, 1), "端午": (5, 5), "中秋": (8, 15)}
NAMES = ("元旦", "春节", "清明", "五一", "端午", "中秋", "国庆")

# The notices' names as chinesecalendar writes them.
ENGLISH = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "五一",
    "Dragon Boat Festival": "端午",
    "Mid-autumn Festival": "中秋",
    "National Day": "国庆",
}


def festival_day(name: str, year: int) -> date | None:
    """The festival's own day in a calendar year (春节: the first day of the lunar year); None when not computable."""
    if name in FIXED:
        month, day = FIXED[name]
        return date(year, month, day)
    if name in LUNAR:
        month, day = LUNAR[name]
        return solar_day(year, month, day)
    return solar_term(year, name)

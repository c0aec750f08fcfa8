"""What a task must hold, SMART (S93), risk → measure (S79), and what a list is narrowed to. Pure."""

import re
from datetime import date

from app.calendars import Calendar

SMART = ("specific", "measurable", "achievable", "relevant", "timed")
"""The five points of S93, in their order: 具体 可衡量 可达成 相关 有时限."""
ENOUGH = 4
"""R14: a task that meets fewer of them is hinted at."""
SHORTEST = 6
"""S93: a description of fewer characters names no verb with its object."""

_BARE = re.compile(
    r"^(?:继续|持续|尽快|及时|负责|做好|请)*(?:跟进|推进|落实|处理|配合|关注|支持|对接|协调)(?:一?下|工作|事宜|相关|此事|中|了)*$"
)
_ARROW = re.compile(r"\s*(?:→|[-=＝]+[>＞]|应对(?:措施)?\s*[：:])\s*")


def is_specific(description: str) -> bool:
    """具体: says what is done to what; no bare 跟进 or 推进 (S93)."""
    text = "".join(description.split()).strip("，。,.；;！!")
    return len(text) >= SHORTEST and _BARE.match(text) is None


def smart(
    *, description: str, deliverable: str, accepted: bool, linked: bool, due_on: date | None
) -> tuple[tuple[str, bool], ...]:
    """Which of the five points of S93 a task meets. `linked`: it belongs to a topic, a meeting or a project."""
    met = (is_specific(description), bool(deliverable.strip()), accepted, linked, due_on is not None)
    return tuple(zip(SMART, met, strict=True))


def split_risk(text: str) -> tuple[str, str]:
    """A risk and its measure, parted at →, ->, ＝> or 应对： (S79). Without one of them all of it is the risk."""
    found = _ARROW.search(text)
    if found is None:
        return text.strip(), ""
    return text[: found.start()].strip(" ，,；;。"), text[found.end() :].strip()


def offered_day(due_on: date, calendar: Calendar) -> date | None:
    """R8: the working day before a day off; None when people work on that day."""
    return None if calendar.is_workday(due_on) else calendar.previous_workday_on_or_before(due_on)

"""What a task must hold, SMART (S93), risk → measure (S79), and what a list is narrowed to. Pure."""

import re
from datetime import date, datetime, time, timedelta

from app.calendars import Calendar
from app.tasks.models import DelayCause

SMART = ("specific", "measurable", "achievable", "relevant", "timed")
"""The five points of S93, in their order: 具体 可衡量 可达成 相关 有时限."""
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


_CAUSES: tuple[tuple[DelayCause, str], ...] = (
    (DelayCause.RESOURCES, "资源|人力|人手|缺人|人员|预算|设备|缺料|抽调|请假|生病"),
    (DelayCause.CHANGED, "需求|变更|改动|范围|返工|新增|调整"),
    (
        DelayCause.DEPENDENCY,
        "依赖|未到|没到|等待|等.{0,6}(?:到|给|确认|反馈)|供应商|审批|接口|上游|对方|客户",
    ),
    (DelayCause.ESTIMATE, "估|比预期|低估|复杂|工作量|难度"),
)


def cause_of(reason: str) -> DelayCause | None:
    """The cause a reason names (S60); OTHER for one that names none of them, None without a reason."""
    if not reason.strip():
        return None
    found = (cause for cause, words in _CAUSES if re.search(words, reason))
    return next(found, DelayCause.OTHER)


def offered_day(due_on: date, calendar: Calendar) -> date | None:
    """R8: the working day before a day off; None when people work on that day."""
    return None if calendar.is_workday(due_on) else calendar.previous_workday_on_or_before(due_on)


_DAY = re.compile(
    r"(?P<near>今[日天]|当[日天]|明[日天]|后天)|(?:(?P<month>\d{1,2})月|(?P<m>\d{1,2})[./-])(?P<day>\d{1,2})[日号]?"
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上?|中午)?(?P<hour>\d{1,2})(?:[点时](?P<h>半|\d{1,2}分?)?|[:：](?P<minute>\d{2}))"
)
_NEAR = {"今": 0, "当": 0, "明": 1, "后": 2}


def measure_moment(countermeasure: str, *, now: datetime, calendar: Calendar) -> datetime | None:
    """When a measure is to be taken, read from its own words: 今日18点前确认 (S79). None when they name no day or
    hour, or one that is past. A day without an hour ends when work does."""
    day, clock = _DAY.search(countermeasure), _CLOCK.search(countermeasure)
    if day is None and clock is None:
        return None
    today = calendar.local(now).date()
    try:
        moment = calendar.at(_day_of(day, today), calendar.day_ends if clock is None else _clock_of(clock))
    except ValueError:
        return None
    return moment if moment > now else None


def _day_of(found: re.Match[str] | None, today: date) -> date:
    if found is None:
        return today
    if found["near"]:
        return today + timedelta(days=_NEAR[found["near"][0]])
    day = date(today.year, int(found["month"] or found["m"]), int(found["day"]))
    return day if day >= today else day.replace(year=today.year + 1)


def _clock_of(found: re.Match[str]) -> time:
    hour, minutes = int(found["hour"]), found["minute"] or (found["h"] or "0").rstrip("分")
    afternoon = found["half"] in {"下午", "晚", "晚上"} and hour < 12
    return time(hour + 12 if afternoon else hour, 30 if minutes == "半" else int(minutes))

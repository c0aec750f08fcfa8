"""What 表1 must hold and what 体检 finds in it. Pure: no session, no clock, no chat."""

import re
from datetime import date

from app.calendars import Calendar, CalendarDays
from app.calendars import start_by as start_by_of
from app.needs.views import Finding, NeedFields
from app.people.views import LONGEST_DEPARTMENT
from app.rulepacks.pack import Pack

DRAFT_DAYS = 7
"""How long a request begun is kept."""

REQUIRED: tuple[str, ...] = ("project", "department", "goal", "departments", "description", "due_on")
"""The columns of 表1 a request cannot be registered without, in their order (S71). Contacts are asked afterwards."""

LONGEST = {"project": 100, "department": LONGEST_DEPARTMENT}
"""Characters of the columns that name something; a longer name has to be shortened first."""

SCENARIOS: tuple[str, ...] = ("joint", "resources", "urgent", "strategy")
"""S3–S6: 项目联合推进, 资源协调分配, 问题联合解决, 战略目标对齐."""

_MEASURE = re.compile(
    r"\d|[零一二两三四五六七八九十百千万亿]+(?:个|家|人|次|天|周|月|年|倍|成|件|台|套|款|万|亿|％|%)"
    r"|上线|上市|签约|完成|达成|提升|降低|减少|确定|解决|批准|对齐|交付|通过|发布|建成"
)
_LEAD = re.compile(
    r"提前\s*(?P<n>\d+|[半一二两三四五六七八九十]+)\s*(?P<unit>个月|个?星期|个?礼拜|周|天|日|月)(?P<half>半)?"
)
_NUMERALS = {
    "半": 0.5,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "月": 30}


def missing(fields: NeedFields, *, asks_home: bool = False) -> tuple[str, ...]:
    """The required columns that are still empty or too long, in the order of 表1; first the home chat where it has to
    be asked."""
    home = ("home",) if asks_home and not fields.home else ()
    long = too_long(fields)
    return home + tuple(name for name in REQUIRED if not getattr(fields, name) or name in long)


def too_long(fields: NeedFields) -> tuple[str, ...]:
    """The columns that hold more characters than are kept."""
    return tuple(name for name, most in LONGEST.items() if len(getattr(fields, name)) > most)


def lead_days(note: str) -> int | None:
    """The lead time a note asks for, in calendar days: 需提前2周启动 is 14 (S73). A month is 30 days."""
    found = _LEAD.search(note)
    if found is None:
        return None
    typed, unit = found["n"], found["unit"]
    amount = float(typed) if typed.isdigit() else _numeral(typed)
    if found["half"]:
        amount += 0.5
    days = next(
        size for mark, size in _UNIT_DAYS.items() if mark in unit.replace("星期", "周").replace("礼拜", "周")
    )
    return round(amount * days) or None


def _numeral(typed: str) -> float:
    if typed in _NUMERALS:
        return _NUMERALS[typed]
    tens, _, ones = typed.partition("十")
    return _NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)


def start_by(due_on: date, days: int | None, calendar: Calendar) -> date | None:
    """The last day to start, moved back to a working day (S73). None without a lead time."""
    return None if days is None else start_by_of(calendar, due_on, CalendarDays(days))


def is_measurable(goal: str) -> bool:
    """R13: the goal holds a number, a date, or a verb that ends somewhere (S7)."""
    return _MEASURE.search(goal) is not None


def check(
    *,
    goal: str,
    due_on: date,
    due_waived: bool,
    deciders: tuple[tuple[int, str, bool], ...],
    calendar: Calendar,
    pack: Pack | None = None,
) -> tuple[Finding, ...]:
    """体检 of a need: R8 (S73), R6 (S83) per department, R13 (S7). `deciders`: id, name, has a decision-maker.

    Nothing here blocks; each finding carries what its fix needs. What the chat's `pack` has switched off is left out.
    """
    findings: list[Finding] = []
    if not due_waived and not calendar.is_workday(due_on):
        findings.append(Finding("R8", offered=calendar.previous_workday_on_or_before(due_on)))
    findings.extend(Finding("R6", name, number) for number, name, decided in deciders if not decided)
    if not is_measurable(goal):
        findings.append(Finding("R13"))
    return tuple(finding for finding in findings if pack is None or pack.on(finding.rule))

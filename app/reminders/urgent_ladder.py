"""G10 as a pure function: the tasks of an urgent project are spoken of by the hour, on every day of the week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.calendars import Calendar, nudge_after, nudge_before, urgent_days, with_offset
from app.reminders.ladder import Planned


@dataclass(frozen=True, slots=True)
class UrgentTask:
    """What G10 depends on. `created_at` is aware; `chat_id` is None where no group may hear of it."""

    subject: str
    owner_id: int
    initiator_id: int
    decider_id: int | None
    chat_id: int | None
    created_at: datetime
    due_on: date
    quiet_on: date | None = None


def plan_urgent(facts: UrgentTask, calendar: Calendar) -> list[Planned]:
    """24 and 4 hours ahead its owner; behind after 2 hours its owner, after 4 the initiator too, after 8 the group,
    after 24 the decision-maker. Between 08:00 and 22:00: earlier when ahead, later when behind (G2)."""
    days, due_at = urgent_days(calendar), calendar.end_of_day(facts.due_on)
    planned = [
        Planned(step, recipient, _fire_at(facts, step, due_at, hours, days), facts.due_on.isoformat())
        for step, recipient, hours in _steps(facts)
    ]
    return [one for one in planned if one.fire_at > facts.created_at and not _is_quiet(facts, one, days)]


def _steps(facts: UrgentTask) -> Sequence[tuple[str, str, int]]:
    """Each step, whom it reaches, and the hours from the deadline."""
    owner, initiator = f"person:{facts.owner_id}", f"person:{facts.initiator_id}"
    steps = [
        ("urgent_24", owner, -24),
        ("urgent_4", owner, -4),
        ("urgent_late_2", owner, 2),
        ("urgent_late_4", owner, 4),
    ]
    if initiator != owner:
        steps.append(("urgent_told", initiator, 4))
    if facts.chat_id is not None:
        steps.append(("urgent_group", f"chat:{facts.chat_id}", 8))
    if facts.decider_id is not None:
        steps.append(("urgent_decider", f"person:{facts.decider_id}", 24))
    return steps


def _fire_at(facts: UrgentTask, step: str, due_at: datetime, hours: int, days: Calendar) -> datetime:
    """So many hours from the deadline. Ten at night itself still counts as the evening."""
    key, nominal = f"{facts.subject}:{step}", due_at + timedelta(hours=hours)
    if hours < 0:
        return nudge_before(days, nominal, key)
    last = days.at(days.local(nominal).date(), days.shifts[-1][1])
    return with_offset(days, nominal, key) if nominal == last else nudge_after(days, nominal, key)


def _is_quiet(facts: UrgentTask, planned: Planned, days: Calendar) -> bool:
    """今天不再提醒 (D9)."""
    own = planned.recipient == f"person:{facts.owner_id}"
    return own and days.local(planned.fire_at).date() == facts.quiet_on

"""L6 as a pure function: once a week owners say how far they are, and their group reads it (S57, S85)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.calendars import Calendar, nudge_before
from app.reminders.ladder import Planned

ASK, AGAIN, DIGEST = time(15), time(11), time(16)
THURSDAY, FRIDAY = timedelta(days=3), timedelta(days=4)


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A group and the owners of its open tasks. `chat_id` also names the plan."""

    chat_id: int
    owner_ids: Sequence[int]


def monday_of(day: date) -> date:
    """The Monday of a day's week: it names the week."""
    return day - timedelta(days=day.weekday())


def plan_week(facts: WeekFacts, week: date, calendar: Calendar) -> tuple[Planned, ...]:
    """Thursday 15:00 each owner, the silent once more on the next working day at 11:00, Friday 16:00 the group.

    A day off moves a step earlier (G2); a week without a working day has none. `week` is its Monday.
    """
    digest = _moment(week + FRIDAY, DIGEST, f"digest:{facts.chat_id}", calendar)
    ask = _moment(week + THURSDAY, ASK, f"ask:{facts.chat_id}", calendar)
    if not facts.owner_ids or calendar.local(digest).date() < week:
        return ()
    version = week.isoformat()
    planned = [Planned("weekly_digest", f"chat:{facts.chat_id}", digest, version)]
    if calendar.local(ask).date() >= week:
        next_day = calendar.add_workdays(calendar.local(ask).date(), 1)
        again = _moment(next_day, AGAIN, f"again:{facts.chat_id}", calendar)
        for owner in facts.owner_ids:
            planned.append(Planned("weekly_ask", f"person:{owner}", ask, version))
            if ask < again < digest:
                planned.append(Planned("weekly_again", f"person:{owner}", again, version))
    return tuple(sorted(planned, key=lambda p: (p.fire_at, p.step, p.recipient)))


def week_to_plan(facts: WeekFacts, now: datetime, calendar: Calendar) -> tuple[Planned, ...]:
    """This week's round, or the next one's once its digest is out."""
    week = monday_of(calendar.local(now).date())
    for ahead in range(4):
        planned = plan_week(facts, week + timedelta(weeks=ahead), calendar)
        if planned and planned[-1].fire_at > now:
            return planned
    return ()


def _moment(day: date, clock: time, key: str, calendar: Calendar) -> datetime:
    return nudge_before(calendar, calendar.at(day, clock), key)

"""L5 as a pure function: a task's facts and a calendar become planned nudges (S59, X3, X4).

Whatever concerns the owner comes earlier or later by working days; the group hears of a task in its 今日提醒 on the
due day and on every working day after it, and of its owner by name only from the third (D8).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from app.calendars import Calendar, into_window_after, nudge_after, nudge_before
from app.reminders.day_posts import plan_posts
from app.reminders.ladder import MORNING, Planned, version_at
from app.reminders.urgent_ladder import UrgentTask, plan_urgent

LATE_MORNING = time(9, 30)
LONG_ENOUGH = 5
"""A task of fewer working days gets no nudge three working days ahead."""
LAST_DAY = 8
"""L5: after the eighth working day a task is spoken of in the weekly digest only."""
ACCEPTED_AFTER = 2
"""X3: a finished task nobody looks at for so many working days counts as accepted."""
AGREED_AFTER = 1
"""A later date nobody answers for so many working days counts as agreed to (section 6)."""
ALOUD = frozenset(
    (
        "unaccepted_1",
        "unaccepted_2",
        "due_3",
        "due_1",
        "due_0",
        "late_1",
        "late_2",
        "late_5",
        "late_8",
    )
)
"""G11: the steps a blunt chat hears too. What the owner has asked for, or promised to oneself, stays private."""
HEADSTART = timedelta(hours=1)
"""How long before its own moment a countermeasure is spoken of."""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What L5 depends on. Moments are aware; `open`: still to be done. `chat_id` is None where no group may hear of it.

    `asked_delay_at` is when the later date that still waits was asked for, `review_since` when the finished task was
    handed in that nobody has accepted. `head_id` is set only where escalation to heads is enabled. `urgent`: of an
    urgent project. `aloud`: its chat wants every step said in the group as well.
    """

    subject: str
    owner_id: int
    assigner_id: int
    initiator_id: int
    decider_id: int | None
    head_id: int | None
    chat_id: int | None
    created_at: datetime
    due_on: date
    open: bool
    accepted: bool
    measure_at: datetime | None = None
    again_at: datetime | None = None
    quiet_on: date | None = None
    asked_delay_at: datetime | None = None
    review_since: datetime | None = None
    urgent: bool = False
    aloud: bool = False


def plan_task(facts: TaskFacts, calendar: Calendar) -> tuple[Planned, ...]:
    """Every nudge of a task as it stands, soonest first. Empty once it is done and accepted, or cancelled."""
    planned: list[Planned] = []
    if facts.open:
        planned += _unaccepted(facts, calendar)
        planned += plan_urgent(_by_hours(facts), calendar) if facts.urgent else _by_days(facts, calendar)
        planned += _aloud(facts, planned)
        planned += _own_moments(facts, calendar)
        planned += _in_group(facts, calendar)
        if facts.asked_delay_at is not None:
            moment = _later(calendar, facts.asked_delay_at, AGREED_AFTER)
            planned.append(
                Planned(
                    "delay_silent", f"person:{facts.assigner_id}", moment, version_at(facts.asked_delay_at)
                )
            )
    elif facts.review_since is not None:
        moment = _later(calendar, facts.review_since, ACCEPTED_AFTER)
        planned.append(
            Planned("review_silent", f"person:{facts.assigner_id}", moment, version_at(facts.review_since))
        )
    return tuple(sorted(planned, key=lambda p: (p.fire_at, p.step, p.recipient)))


def _by_days(facts: TaskFacts, calendar: Calendar) -> list[Planned]:
    return [*_ahead(facts, calendar), *_behind(facts, calendar)]


def _by_hours(facts: TaskFacts) -> UrgentTask:
    return UrgentTask(
        facts.subject,
        facts.owner_id,
        facts.initiator_id,
        facts.decider_id,
        facts.chat_id,
        facts.created_at,
        facts.due_on,
        facts.quiet_on,
    )


def _unaccepted(facts: TaskFacts, calendar: Calendar) -> list[Planned]:
    """One working day for the owner to accept, two until whoever gave it hears; not beside a nudge of the due day."""
    if facts.accepted:
        return []
    given = calendar.local(facts.created_at).date()
    steps = (("unaccepted_1", facts.owner_id, 1), ("unaccepted_2", facts.assigner_id, 2))
    ahead = {planned.fire_at.date() for planned in _ahead(facts, calendar)}
    planned = []
    for step, person, days in steps:
        day = calendar.add_workdays(given, days)
        if (person == facts.owner_id and day in ahead) or day > facts.due_on:
            continue
        planned.append(_before(facts, calendar, step, f"person:{person}", day))
    return planned


def _ahead(facts: TaskFacts, calendar: Calendar) -> list[Planned]:
    """Three working days (if the task is long), one, and on the day itself if people work then."""
    given = calendar.local(facts.created_at).date()
    owner = f"person:{facts.owner_id}"
    days = [("due_1", calendar.add_workdays(facts.due_on, -1))]
    if calendar.workdays_between(given, facts.due_on) >= LONG_ENOUGH:
        days.append(("due_3", calendar.add_workdays(facts.due_on, -3)))
    if calendar.is_workday(facts.due_on):
        days.append(("due_0", facts.due_on))
    return [
        planned
        for step, day in days
        if (planned := _before(facts, calendar, step, owner, day)).fire_at > facts.created_at
        and day != facts.quiet_on
    ]


def _behind(facts: TaskFacts, calendar: Calendar) -> list[Planned]:
    """Overdue: the owner after one working day, with the initiator after two, then the decision-maker, then the head."""
    owner, initiator = f"person:{facts.owner_id}", f"person:{facts.initiator_id}"
    steps: list[tuple[str, str | None, int, time]] = [
        ("late_1", owner, 1, LATE_MORNING),
        ("late_2", owner, 2, LATE_MORNING),
        ("late_told", None if initiator == owner else initiator, 2, LATE_MORNING),
        ("late_5", None if facts.decider_id is None else f"person:{facts.decider_id}", 5, MORNING),
        ("late_8", None if facts.head_id is None else f"person:{facts.head_id}", LAST_DAY, MORNING),
    ]
    planned = []
    for step, recipient, days, clock in steps:
        day = calendar.add_workdays(facts.due_on, days)
        if recipient is None or (recipient == owner and day == facts.quiet_on):
            continue
        nominal = calendar.at(day, clock)
        moment = nudge_after(calendar, nominal, f"{facts.subject}:{step}:{recipient}")
        planned.append(Planned(step, recipient, moment, facts.due_on.isoformat()))
    return planned


def _aloud(facts: TaskFacts, planned: list[Planned]) -> list[Planned]:
    """The same moments, said in the group (G11)."""
    if not facts.aloud or facts.chat_id is None:
        return []
    where = f"chat:{facts.chat_id}"
    return [replace(one, recipient=where) for one in planned if one.step in ALOUD]


def _own_moments(facts: TaskFacts, calendar: Calendar) -> list[Planned]:
    """The countermeasure's own moment (S79), and the one the owner chose instead of an earlier nudge (D9)."""
    owner = f"person:{facts.owner_id}"
    planned = []
    if facts.measure_at is not None:
        halfway = facts.created_at + (facts.measure_at - facts.created_at) / 2
        moment = nudge_before(
            calendar, max(facts.measure_at - HEADSTART, halfway), f"{facts.subject}:measure"
        )
        planned.append(Planned("measure", owner, min(moment, facts.measure_at), version_at(facts.measure_at)))
    if facts.again_at is not None:
        planned.append(Planned("again", owner, facts.again_at, version_at(facts.again_at)))
    return planned


def _in_group(facts: TaskFacts, calendar: Calendar) -> list[Planned]:
    """The days on which the group's 今日提醒 has a line about it (G11): due, and overdue up to the eighth."""
    if facts.chat_id is None:
        return []
    days = [facts.due_on] if calendar.is_workday(facts.due_on) else []
    days += [calendar.add_workdays(facts.due_on, count) for count in range(1, LAST_DAY + 1)]
    return list(plan_posts(facts.chat_id, days, calendar))


def _before(facts: TaskFacts, calendar: Calendar, step: str, recipient: str, day: date) -> Planned:
    nominal = calendar.at(day, MORNING)
    moment = nudge_before(calendar, nominal, f"{facts.subject}:{step}:{recipient}")
    return Planned(step, recipient, moment, facts.due_on.isoformat())


def _later(calendar: Calendar, since: datetime, days: int) -> datetime:
    """The same clock time so many working days later, in working time."""
    local = calendar.local(since)
    day = calendar.add_workdays(local.date(), days)
    return into_window_after(calendar, calendar.at(day, local.timetz().replace(tzinfo=None)))

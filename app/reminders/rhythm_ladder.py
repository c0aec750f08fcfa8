"""L6 and L7 of a project with a rhythm of its own, as pure functions: updates at its cadence (S85), and its sync
meeting (S62) with its agenda the day before (S64)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.calendars import Calendar, nudge_before, urgent_days
from app.projects.models import Cadence
from app.reminders.ladder import Planned
from app.reminders.week_ladder import AGAIN, ASK, DIGEST, FRIDAY, THURSDAY, monday_of

AGENDA = time(16)
"""L7: when the group reads the agenda, on the working day before."""
EVENING, EVENING_DIGEST = time(17), time(18)
"""G10: a daily update is asked for at five; its group reads it an hour later."""
BEFORE_SYNC = timedelta(hours=1)
"""L6: the digest comes before the meeting it prepares."""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SOON = timedelta(minutes=1)
"""A plan holds what lies ahead; the next tick says it."""
KEPT = timedelta(days=1)
"""For so long a round that has begun stays in the plan: what is due is not dropped before it is said (G8)."""
AHEAD = 2
"""As many rounds, and syncs, are planned ahead."""
HORIZON = 40
"""Days looked at: two rounds of every other week, with a holiday between them."""


@dataclass(frozen=True, slots=True)
class RhythmFacts:
    """What L6 and L7 of a project depend on. `clock` None: no sync. `owner_ids` have open tasks in it.

    `weekday` counts from Monday, 0; `every_from` is a Monday of a week that counts for 双周.
    """

    project_id: int
    chat_id: int
    owner_ids: tuple[int, ...]
    cadence: Cadence
    urgent: bool
    weekday: int | None
    clock: time | None
    every_from: date | None
    running: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """One update: owners are asked, the silent once more, their group reads it. Moments are aware.

    What was said from `asked_since` on need not be said again; what is done from `since` on is told.
    """

    day: date
    since: date
    asked_since: date
    ask: datetime
    again: datetime | None
    digest: datetime


def own_rhythm(cadence: Cadence, *, urgent: bool, clock: str) -> bool:
    """Whether a project has rounds of its own; another one is told of in its group's week."""
    return urgent or cadence != Cadence.WEEKLY or bool(clock)


def plan_rhythm(
    facts: RhythmFacts, now: datetime, calendar: Calendar, *, just_set: bool = False
) -> tuple[Planned, ...]:
    """The rounds and syncs that come next, and those under way. `just_set`: the day of the sync has been set now."""
    if not facts.running:
        return ()
    planned: list[Planned] = []
    if facts.owner_ids:
        for one in coming_rounds(facts, now, calendar):
            planned += _steps(facts, one)
    for starts_at in coming_syncs(facts, now, calendar):
        planned += _sync_steps(facts, starts_at, now if just_set else None, calendar)
    return tuple(sorted(planned, key=lambda p: (p.fire_at, p.step, p.recipient)))


def coming_rounds(facts: RhythmFacts, now: datetime, calendar: Calendar) -> list[Round]:
    """The rounds under way and ahead, soonest first."""
    found: list[Round] = []
    for one in _rounds(facts, calendar.local(now).date() - DAY, calendar):
        if one.digest > now - KEPT:
            found.append(one)
        if sum(known.digest > now for known in found) == AHEAD:
            break
    return found


def round_at(facts: RhythmFacts, now: datetime, calendar: Calendar) -> Round | None:
    """The round an update belongs to now: the first whose digest is still to come."""
    return next((one for one in coming_rounds(facts, now, calendar) if one.digest > now), None)


def coming_syncs(facts: RhythmFacts, now: datetime, calendar: Calendar) -> list[datetime]:
    """When the sync takes place next (aware); one that has just begun is among them."""
    first = calendar.local(now).date() - DAY
    found = [
        moment
        for shift in range(HORIZON)
        if (moment := sync_on(facts, first + shift * DAY, calendar)) is not None and moment > now - KEPT
    ]
    ahead = [moment for moment in found if moment > now]
    return [moment for moment in found if moment <= now] + ahead[:AHEAD]


def sync_on(facts: RhythmFacts, day: date, calendar: Calendar) -> datetime | None:
    """The sync of that day. A day off has none (S62)."""
    if facts.clock is None or not calendar.is_workday(day):
        return None
    daily = facts.cadence == Cadence.DAILY
    if not daily and (day.weekday() != facts.weekday or not _counts(facts, day)):
        return None
    return calendar.at(day, facts.clock)


def agenda_at(facts: RhythmFacts, starts_at: datetime, calendar: Calendar) -> datetime:
    """When a sync is convened: at 16:00 of the working day before (L7)."""
    day = calendar.add_workdays(calendar.local(starts_at).date(), -1)
    return nudge_before(calendar, calendar.at(day, AGENDA), f"rhythm:{facts.project_id}:agenda")


def version_of(starts_at: datetime, calendar: Calendar) -> str:
    """What tells one sync of a project from the next."""
    return calendar.local(starts_at).isoformat(timespec="minutes")


def _counts(facts: RhythmFacts, day: date) -> bool:
    """Whether a day's week is one of every other week."""
    if facts.cadence != Cadence.BIWEEKLY or facts.every_from is None:
        return True
    return (monday_of(day) - monday_of(facts.every_from)) // WEEK % 2 == 0


def _rounds(facts: RhythmFacts, first: date, calendar: Calendar) -> Iterator[Round]:
    if facts.urgent or facts.cadence == Cadence.DAILY:
        for shift in range(HORIZON):
            day = first + shift * DAY
            if facts.urgent or calendar.is_workday(day):
                yield _daily(facts, day, calendar)
        return
    week = monday_of(first)
    for ahead in range(HORIZON // 7):
        if _counts(facts, day := week + ahead * WEEK) and (one := _weekly(facts, day, calendar)) is not None:
            yield one


def _daily(facts: RhythmFacts, day: date, calendar: Calendar) -> Round:
    """Before the day's sync; without one in the evening. An urgent project is asked every evening (G10)."""
    sync = None if facts.urgent else sync_on(facts, day, calendar)
    if sync is not None:
        return _before_sync(facts, sync, calendar.add_workdays(day, -1), calendar)
    days = urgent_days(calendar) if facts.urgent else calendar
    return Round(
        day=day,
        since=day,
        asked_since=day,
        ask=_moment(facts, "ask", day, EVENING, days),
        again=None,
        digest=_moment(facts, "digest", day, EVENING_DIGEST, days),
    )


def _weekly(facts: RhythmFacts, week: date, calendar: Calendar) -> Round | None:
    """Before the week's sync; where that is none, Thursday and Friday. A week without a working day has none."""
    span = 2 * WEEK if facts.cadence == Cadence.BIWEEKLY else WEEK
    sync = None if facts.weekday is None else sync_on(facts, week + facts.weekday * DAY, calendar)
    if sync is not None:
        return _before_sync(facts, sync, calendar.local(sync).date() - span, calendar)
    ask = _moment(facts, "ask", week + THURSDAY, ASK, calendar)
    digest = _moment(facts, "digest", week + FRIDAY, DIGEST, calendar)
    if calendar.local(ask).date() < week:
        return None
    again = _again(facts, ask, digest, calendar)
    day = calendar.local(digest).date()
    return Round(day, day - span, week, ask, again, digest)


def _before_sync(facts: RhythmFacts, sync: datetime, since: date, calendar: Calendar) -> Round:
    """Asked on the working day before, told an hour ahead."""
    day = calendar.local(sync).date()
    eve = calendar.add_workdays(day, -1)
    ask = _moment(facts, "ask", eve, ASK, calendar)
    digest = nudge_before(calendar, sync - BEFORE_SYNC, f"rhythm:{facts.project_id}:digest")
    asked_since = since if facts.cadence == Cadence.DAILY else monday_of(eve)
    return Round(day, since, asked_since, ask, _again(facts, ask, digest, calendar), digest)


def _again(facts: RhythmFacts, ask: datetime, digest: datetime, calendar: Calendar) -> datetime | None:
    day = calendar.add_workdays(calendar.local(ask).date(), 1)
    again = _moment(facts, "again", day, AGAIN, calendar)
    return again if again < digest else None


def _moment(facts: RhythmFacts, step: str, day: date, clock: time, calendar: Calendar) -> datetime:
    return nudge_before(calendar, calendar.at(day, clock), f"rhythm:{facts.project_id}:{step}")


def _steps(facts: RhythmFacts, one: Round) -> list[Planned]:
    kind = "urgent" if facts.urgent else "update"
    version = one.day.isoformat()
    planned = [Planned(f"{kind}_digest", f"chat:{facts.chat_id}", one.digest, version)]
    for owner in facts.owner_ids:
        planned.append(Planned(f"{kind}_ask", f"person:{owner}", one.ask, version))
        if one.again is not None:
            planned.append(Planned(f"{kind}_again", f"person:{owner}", one.again, version))
    return planned


def _sync_steps(
    facts: RhythmFacts, starts_at: datetime, set_at: datetime | None, calendar: Calendar
) -> list[Planned]:
    """The agenda on the eve, at once where its hour was over when the day was set; a sync of that very day comes too
    soon. At its own hour a sync that nobody wanted lapses."""
    version, group = version_of(starts_at, calendar), f"chat:{facts.chat_id}"
    agenda = agenda_at(facts, starts_at, calendar)
    if set_at is not None and agenda <= set_at and _day(set_at, calendar) < _day(starts_at, calendar):
        agenda = set_at + SOON
    return [
        Planned("sync_agenda", group, agenda, version),
        Planned("sync_lapse", group, starts_at, version),
    ]


def _day(moment: datetime, calendar: Calendar) -> date:
    return calendar.local(moment).date()

"""L2 as a pure function: what leads up to a meeting, from the window of its notice to ten minutes ahead.

Everything before the meeting is a deadline's reminder, so it moves earlier into working time (G2); only the host's
last call is on the minute (G12).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.calendars import Calendar, nudge_after, nudge_before
from app.reminders.ladder import MORNING, Planned

NINE, HALF_PAST_NINE, TWO, THREE, FOUR = time(9), time(9, 30), time(14), time(15), time(16)
CALL_HOST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class PreWorkDue:
    """A piece of pre-work with a day, and the people who still owe it."""

    prework_id: int
    due_on: date
    owed_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeetingSteps:
    """What L2 depends on. Moments are aware; `chat_id` is None where no group may read of it (X7).

    `silent_ids` have not answered; `alone_ids` cannot come and named nobody in their place; `unread_ids` never opened
    the notice. `untold_ids` come to a sync that was announced to its group only. `material_missing`: some pre-work has
    not come.
    """

    subject: str
    organiser_id: int
    host_id: int
    chat_id: int | None
    starts_at: datetime
    published_at: datetime | None
    urgent: bool = False
    silent_ids: tuple[int, ...] = ()
    alone_ids: tuple[int, ...] = ()
    unread_ids: tuple[int, ...] = ()
    untold_ids: tuple[int, ...] = ()
    preworks: tuple[PreWorkDue, ...] = ()
    material_missing: bool = False


def plan_meeting(facts: MeetingSteps, calendar: Calendar) -> tuple[Planned, ...]:
    """L2: the organiser until the notice is out (S27), then those who owe an answer, material or a delegate
    (S30, S31, S37), the group on the eve, the host at the door."""
    planned = _until_published(facts, calendar) if facts.published_at is None else _published(facts, calendar)
    return tuple(sorted(planned, key=lambda p: (p.fire_at, p.step, p.recipient)))


def _until_published(facts: MeetingSteps, calendar: Calendar) -> list[Planned]:
    """S27: the day before the window of 5 to 3 working days opens, and on its last morning."""
    if facts.urgent:
        return []
    organiser = f"person:{facts.organiser_id}"
    return [
        _ahead(facts, calendar, "window_opens", organiser, days=6, clock=MORNING),
        _ahead(facts, calendar, "window_closes", organiser, days=3, clock=NINE),
    ]


def _published(facts: MeetingSteps, calendar: Calendar) -> list[Planned]:
    organiser = f"person:{facts.organiser_id}"
    planned = [*_answers(facts, calendar), *_material(facts, calendar)]
    planned.extend(
        _ahead(facts, calendar, "delegate", f"person:{person}", days=1, clock=MORNING)
        for person in facts.alone_ids
    )
    if facts.alone_ids:
        planned.append(_ahead(facts, calendar, "no_delegate", organiser, days=1, clock=TWO))
    planned.extend(
        _ahead(facts, calendar, "read_ahead", f"person:{person}", days=1, clock=THREE)
        for person in facts.unread_ids
    )
    if facts.chat_id is not None:
        planned.append(_ahead(facts, calendar, "eve", f"chat:{facts.chat_id}", days=1, clock=FOUR))
    planned.extend(_untold(facts, calendar))
    call = facts.starts_at - CALL_HOST
    planned.append(Planned("call_host", f"person:{facts.host_id}", call, _version(facts, calendar)))
    return planned


def _answers(facts: MeetingSteps, calendar: Calendar) -> list[Planned]:
    """The silent are asked once more, a working day after they were invited."""
    assert facts.published_at is not None
    day = calendar.add_workdays(calendar.local(facts.published_at).date(), 1)
    nominal = calendar.at(day, MORNING)
    if nominal >= facts.starts_at:
        return []
    moment = nudge_after(calendar, nominal, f"{facts.subject}:rsvp")
    return [
        Planned("rsvp", f"person:{person}", moment, _version(facts, calendar)) for person in facts.silent_ids
    ]


def _untold(facts: MeetingSteps, calendar: Calendar) -> list[Planned]:
    """Who does not read in the group hears of a sync with the rest of their half-day (G4)."""
    assert facts.published_at is not None
    moment = nudge_after(calendar, facts.published_at, f"{facts.subject}:sync_invite")
    return [
        Planned("sync_invite", f"person:{person}", moment, _version(facts, calendar))
        for person in facts.untold_ids
    ]


def _material(facts: MeetingSteps, calendar: Calendar) -> list[Planned]:
    """S30, S31: each owner the day before and on the day; the organiser two days and one day before the meeting."""
    planned: list[Planned] = []
    for prework in facts.preworks:
        version = f"{prework.prework_id}@{prework.due_on.isoformat()}"
        last = calendar.previous_workday_on_or_before(prework.due_on)
        eve = calendar.at(calendar.add_workdays(last, -1), THREE)
        day = calendar.at(last, HALF_PAST_NINE)
        for step, nominal in (("prework_eve", eve), ("prework_day", day)):
            moment = nudge_before(calendar, nominal, f"{facts.subject}:{step}")
            planned.extend(Planned(step, f"person:{one}", moment, version) for one in prework.owed_by)
    if facts.material_missing:
        organiser = f"person:{facts.organiser_id}"
        planned.extend(
            _ahead(facts, calendar, f"material_{days}", organiser, days=days, clock=MORNING)
            for days in (2, 1)
        )
    return planned


def _ahead(
    facts: MeetingSteps, calendar: Calendar, step: str, recipient: str, *, days: int, clock: time
) -> Planned:
    """A step so many working days before the meeting."""
    day = calendar.add_workdays(calendar.local(facts.starts_at).date(), -days)
    moment = nudge_before(calendar, calendar.at(day, clock), f"{facts.subject}:{step}")
    return Planned(step, recipient, moment, _version(facts, calendar))


def _version(facts: MeetingSteps, calendar: Calendar) -> str:
    return calendar.local(facts.starts_at).isoformat()

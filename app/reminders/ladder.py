"""The ladder of section L as pure functions: a subject's facts and a calendar become planned nudges.

The same functions plan, rehearse and send. Nominal times are the guide's; each is then moved into working time
(G1, G2) and off the full hour (G3) by the calendar.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from app.calendars import Calendar, nudge_before

MORNING = time(10, 0)
TODAY_POST = time(9, 35)
"""G11: the group's 今日提醒 goes out at about 09:40."""


UNANSWERED_DAYS = 3
"""L1: working days of silence until the group reads of a department."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One nudge. `fire_at` is aware; `recipient` is `person:7` or `chat:3`; `due_version` names the deadline."""

    step: str
    recipient: str
    fire_at: datetime
    due_version: str


@dataclass(frozen=True, slots=True)
class AskedSupport:
    """A department that was asked: the item, its contact, and when (aware)."""

    support_id: int
    contact_id: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What L1 depends on. `waiting` are the departments that have not answered."""

    subject: str
    initiator_id: int
    chat_id: int
    registered_at: datetime
    due_on: date
    start_by: date | None
    waiting: tuple[AskedSupport, ...]
    contact_ids: tuple[int, ...]
    open: bool


def version_at(moment: datetime) -> str:
    """What names a deadline that is a moment (aware), however its zone is written: a reminder that was planned before
    the moment went to the database is the same one after it came back."""
    return moment.astimezone(UTC).isoformat()


def plan_need(facts: NeedFacts, calendar: Calendar) -> tuple[Planned, ...]:
    """L1: silent contacts after one working day, their initiator after two, the group's 今日提醒 after three; the start-by
    and the expected day ahead of time (S14, S73)."""
    if not facts.open:
        return ()
    planned: list[Planned] = []
    for asked in facts.waiting:
        day = _day(asked.asked_at, calendar)
        planned.append(
            _at(
                facts,
                calendar,
                "ask_again",
                f"person:{asked.contact_id}",
                day=calendar.add_workdays(day, 1),
                due=day,
            )
        )
    if facts.waiting:
        first = min(_day(asked.asked_at, calendar) for asked in facts.waiting)
        initiator, chat = f"person:{facts.initiator_id}", f"chat:{facts.chat_id}"
        planned.append(
            _at(facts, calendar, "unanswered", initiator, day=calendar.add_workdays(first, 2), due=first)
        )
        planned.append(
            _at(
                facts,
                calendar,
                "unanswered_group",
                chat,
                day=calendar.add_workdays(first, UNANSWERED_DAYS),
                due=first,
                clock=TODAY_POST,
            )
        )
    planned.extend(_deadlines(facts, calendar))
    return tuple(sorted(planned, key=lambda p: (p.fire_at, p.step, p.recipient)))


def _deadlines(facts: NeedFacts, calendar: Calendar) -> list[Planned]:
    planned: list[Planned] = []
    if facts.start_by is not None:
        people = dict.fromkeys((*facts.contact_ids, facts.initiator_id))
        for days in (3, 1):
            day = calendar.add_workdays(facts.start_by, -days)
            planned.extend(
                _at(facts, calendar, f"start_by_{days}", f"person:{person}", day=day, due=facts.start_by)
                for person in people
            )
    for days in (5, 1):
        day = calendar.add_workdays(facts.due_on, -days)
        planned.append(
            _at(facts, calendar, f"due_{days}", f"person:{facts.initiator_id}", day=day, due=facts.due_on)
        )
    return planned


def _day(moment: datetime, calendar: Calendar) -> date:
    return moment.astimezone(calendar.zone).date()


def _at(
    facts: NeedFacts,
    calendar: Calendar,
    step: str,
    recipient: str,
    *,
    day: date,
    due: date,
    clock: time = MORNING,
) -> Planned:
    nominal = datetime.combine(day, clock, calendar.zone)
    moment = nudge_before(calendar, nominal, f"{facts.subject}:{step}:{recipient}")
    return Planned(step, recipient, moment, due.isoformat())

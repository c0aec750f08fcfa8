"""L3, L4 and L8 as pure functions: the clock of the minutes, of receipts and objections, and of disputes.

The minutes' clock is in hours and goes on at night (G12, U2); what differs: a nudge ahead of the deadline that would
come outside working time comes earlier, and nobody is written to on a day off.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.calendars import (
    Calendar,
    Hours,
    add_working_hours,
    into_window_after,
    into_window_before,
    nudge_after,
    nudge_before,
    objection_closes,
)
from app.reminders.ladder import MORNING, Planned, version_at

DRAFT_READY = timedelta(minutes=10)
"""How long after the end the recorder hears that the draft is there."""
MINUTES_DUE = timedelta(hours=24)
"""S50: minutes are published within 24 hours of the end, literally."""


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """What L3 and L4 depend on. Moments are aware; `chat_id` is None where no group may read of it (X7).

    `escalation_id` is the decision-maker of the initiating department. `silent_ids` are the readers who have not
    answered; `published_at` and `closes_at` belong to the newest edition, None before the first. `rolls`: the chat's 24 hours
    never end on a day off. `aloud`: its chat wants every step of L3 said in the group as well.
    """

    subject: str
    recorder_id: int
    organiser_id: int
    chat_id: int | None
    escalation_id: int
    ended_at: datetime
    published_at: datetime | None = None
    closes_at: datetime | None = None
    closed: bool = False
    silent_ids: tuple[int, ...] = ()
    rolls: bool = False
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """What L8 depends on. `due_at` is aware, `open` false once it is settled.

    `unasked_ids` are the sides who do not know of it yet, because time has made it of an objection; `raised_at` is when.
    """

    subject: str
    side_ids: tuple[int, ...]
    organiser_id: int
    decider_ids: tuple[int, ...]
    due_at: datetime
    open: bool
    unasked_ids: tuple[int, ...] = ()
    raised_at: datetime | None = None


def minutes_due(ended_at: datetime, *, rolling: Calendar | None = None) -> datetime:
    """When the minutes of a meeting are due (S50); literal, Sunday or not (U2). With a calendar to roll on, an end on a
    day off waits for the same clock time on the next working day."""
    if rolling is None:
        return ended_at + MINUTES_DUE
    return objection_closes(rolling, ended_at, Hours(MINUTES_DUE // timedelta(hours=1)))


def plan_minutes(facts: MinutesFacts, calendar: Calendar) -> tuple[Planned, ...]:
    """L3 until the minutes are published, L4 until they are final."""
    if facts.published_at is None or facts.closes_at is None:
        planned = _until_published(facts, calendar)
    elif facts.closed:
        planned = _final(facts, facts.published_at, facts.closes_at, calendar)
    else:
        planned = _until_final(facts, facts.published_at, facts.closes_at, calendar)
        planned += _final(facts, facts.published_at, facts.closes_at, calendar)
    return tuple(sorted(planned, key=lambda p: (p.fire_at, p.step, p.recipient)))


def _until_published(facts: MinutesFacts, calendar: Calendar) -> list[Planned]:
    """End +10 min, +4 h, +20 h to the recorder; +24 h, +26 h, +48 h beyond the recorder (S50)."""
    version = version_at(facts.ended_at)
    recorder, organiser = f"person:{facts.recorder_id}", f"person:{facts.organiser_id}"
    planned = [Planned("minutes_ready", recorder, facts.ended_at + DRAFT_READY, version)]
    for hours in (4, 20):
        moment = _ahead(calendar, facts.ended_at + timedelta(hours=hours), facts.subject)
        if moment > planned[-1].fire_at:
            planned.append(Planned(f"minutes_{hours}h", recorder, moment, version))
    due = _behind(calendar, minutes_due(facts.ended_at, rolling=calendar if facts.rolls else None))
    planned.extend(Planned("minutes_due", who, due, version) for who in dict.fromkeys((recorder, organiser)))
    if facts.chat_id is not None:
        late = into_window_after(calendar, due + timedelta(hours=2))
        planned.append(Planned("minutes_overdue", f"chat:{facts.chat_id}", late, version))
    escalated = _behind(calendar, due + timedelta(hours=24))
    planned.append(Planned("minutes_escalation", f"person:{facts.escalation_id}", escalated, version))
    return planned + _aloud(facts, planned, calendar)


def _aloud(facts: MinutesFacts, planned: list[Planned], calendar: Calendar) -> list[Planned]:
    """The same steps said in the group, when people work (G11); each once."""
    if not facts.aloud or facts.chat_id is None:
        return []
    private = {one.step: one for one in planned if one.recipient.startswith("person:")}
    where = f"chat:{facts.chat_id}"
    return [
        replace(one, recipient=where, fire_at=into_window_after(calendar, one.fire_at))
        for one in private.values()
    ]


def _until_final(
    facts: MinutesFacts, published_at: datetime, closes_at: datetime, calendar: Calendar
) -> list[Planned]:
    """The silent are told once, four hours ahead (S54); at the close the minutes are final (S55)."""
    version = version_at(published_at)
    nudge = nudge_before(calendar, closes_at - timedelta(hours=4), facts.subject)
    planned = [Planned("minutes_close", f"person:{facts.recorder_id}", closes_at, version)]
    if nudge > published_at:
        planned.extend(Planned("minutes_silent", f"person:{one}", nudge, version) for one in facts.silent_ids)
    return planned


def _final(
    facts: MinutesFacts, published_at: datetime, closes_at: datetime, calendar: Calendar
) -> list[Planned]:
    """The close itself keeps to its minute; of it the recorder and the group hear when people work (G1, L4)."""
    inside = into_window_after(calendar, closes_at) == closes_at
    moment = closes_at if inside else nudge_after(calendar, closes_at, facts.subject)
    places = [f"person:{facts.recorder_id}"]
    if facts.chat_id is not None:
        places.append(f"chat:{facts.chat_id}")
    return [Planned("minutes_final", place, moment, version_at(published_at)) for place in places]


def plan_objection(recorder_id: int, answer_by: datetime) -> tuple[Planned, ...]:
    """L4: an objection nobody answered by then becomes a dispute. `answer_by` is aware."""
    return (Planned("objection_unanswered", f"person:{recorder_id}", answer_by, version_at(answer_by)),)


def plan_dispute(facts: DisputeFacts, calendar: Calendar) -> tuple[Planned, ...]:
    """L8: both sides four working hours ahead and when it is due, the organiser a working day later, both
    decision-makers after two (S46)."""
    if not facts.open:
        return ()
    version = version_at(facts.due_at)
    due_on = calendar.local(facts.due_at).date()
    ahead = nudge_before(calendar, add_working_hours(calendar, facts.due_at, -4), f"{facts.subject}:ahead")
    due = nudge_after(calendar, facts.due_at, f"{facts.subject}:due")
    planned = [Planned("dispute_ahead", f"person:{side}", ahead, version) for side in facts.side_ids]
    if facts.raised_at is not None:
        first = nudge_after(calendar, facts.raised_at, f"{facts.subject}:raised")
        planned += [Planned("dispute_raised", f"person:{side}", first, version) for side in facts.unasked_ids]
    planned.extend(Planned("dispute_due", f"person:{side}", due, version) for side in facts.side_ids)
    for days, step, people in (
        (1, "dispute_late", (facts.organiser_id,)),
        (2, "dispute_escalation", facts.decider_ids),
    ):
        nominal = calendar.at(calendar.add_workdays(due_on, days), MORNING)
        moment = nudge_after(calendar, nominal, f"{facts.subject}:{step}")
        planned.extend(Planned(step, f"person:{one}", moment, version) for one in people)
    return tuple(planned)


def _ahead(calendar: Calendar, moment: datetime, key: str) -> datetime:
    """A nudge ahead of the minutes' deadline: as it is in working time, else earlier (G2)."""
    in_window = into_window_before(calendar, moment) == moment
    return moment if in_window else nudge_before(calendar, moment, key)


def _behind(calendar: Calendar, moment: datetime) -> datetime:
    """A nudge at or behind the deadline: as it is, but on a day off when people are back (U2)."""
    day = calendar.local(moment).date()
    if calendar.is_workday(day):
        return moment
    return calendar.at(calendar.next_workday_on_or_after(day), calendar.shifts[0][0])

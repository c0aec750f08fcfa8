"""Planned nudges as rows: re-planned whenever their subject changes, claimed when they are due."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.reminders.ladder import Planned
from app.reminders.models import Reminder, ReminderState, SpokenHalf


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose time has come, or will (aware)."""

    id: int
    company_id: int
    subject: str
    step: str
    recipient: str
    fire_at: datetime
    missed_at: datetime | None = None

    def late(self, now: datetime) -> timedelta:
        """How long after its time it comes."""
        return now - (self.missed_at or self.fire_at)


def replan(
    session: Session, *, company_id: int, platform: str, subject: str, plan: Sequence[Planned], now: datetime
) -> None:
    """Make the planned rows of a subject equal to `plan`. What was said is never planned again; what lies in the
    past by now is left out, but what was planned before and still is stays: the tick has yet to come (G8), or it waits
    for the next half-day (G4).
    """
    known = {
        (row.step, row.recipient, row.due_version): row
        for row in session.scalars(select(Reminder).where(Reminder.subject == subject))
    }
    whole = {(p.step, p.recipient, p.due_version): p for p in plan}
    wanted = {key: p for key, p in whole.items() if p.fire_at > now}
    for key, old in known.items():
        if old.state == ReminderState.PLANNED and key not in whole:
            old.state = ReminderState.DROPPED
    for key, planned in wanted.items():
        row = known.get(key)
        if row is None:
            session.add(
                Reminder(
                    company_id=company_id,
                    platform=platform,
                    subject=subject,
                    step=planned.step,
                    recipient=planned.recipient,
                    due_version=planned.due_version,
                    fire_at=planned.fire_at,
                    state=ReminderState.PLANNED,
                )
            )
        elif row.state != ReminderState.FIRED:
            row.state, row.fire_at = ReminderState.PLANNED, planned.fire_at


def take_due(
    session: Session, platform: str, *, now: datetime, subjects: Collection[str] | None = None
) -> Due | None:
    """The oldest reminder whose time has come, marked as fired in this transaction; None if there is none. `subjects`:
    only about these.

    Processes that take at once get different ones.
    """
    wanted = select(Reminder).where(
        Reminder.state == ReminderState.PLANNED, Reminder.platform == platform, Reminder.fire_at <= now
    )
    if subjects is not None:
        wanted = wanted.where(Reminder.subject.in_(tuple(subjects)))
    row = session.scalar(
        wanted.order_by(Reminder.fire_at, Reminder.id).limit(1).with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.state, row.fired_at = ReminderState.FIRED, now
    return _due(row)


def take_rest(
    session: Session,
    platform: str,
    recipients: Sequence[str],
    *,
    until: datetime,
    now: datetime,
    fits: Callable[[Due], bool],
) -> list[Due]:
    """What else is planned for these recipients before `until` (aware) and `fits`, soonest first, marked as fired."""
    rows = session.scalars(
        select(Reminder)
        .where(
            Reminder.recipient.in_(recipients),
            Reminder.state == ReminderState.PLANNED,
            Reminder.fire_at < until,
            Reminder.platform == platform,
        )
        .order_by(Reminder.fire_at, Reminder.id)
        .with_for_update(skip_locked=True)
    )
    found = []
    for row in rows:
        if fits(due := _due(row)):
            row.state, row.fired_at = ReminderState.FIRED, now
            found.append(due)
    return found


def put_off(session: Session, due: Due, until: datetime, *, missed: bool) -> None:
    """A reminder that was taken waits until another moment (aware). `missed`: it should have been said before."""
    row = session.get_one(Reminder, due.id)
    if missed:
        row.missed_at = due.missed_at or due.fire_at
    row.state, row.fire_at, row.fired_at = ReminderState.PLANNED, until, None


def has_spoken(session: Session, person_id: int, half: str) -> bool:
    """Whether somebody has been written to by the clock in that half-day."""
    return session.get(SpokenHalf, (person_id, half)) is not None


def note_spoken(session: Session, person_id: int, half: str, *, now: datetime) -> None:
    """Somebody is written to in that half-day. Of two processes one fails with IntegrityError, and looks again."""
    session.add(SpokenHalf(person_id=person_id, half=half, said_at=now))
    session.flush()


def take_post(session: Session, due: Due, chat_id: int, day: date, *, most: int, now: datetime) -> bool:
    """One of the posts a group hears on a day of its own; False when it has heard `most` (G9).

    Each is a row that was said. Of two processes that take the same one fails with IntegrityError, and looks again.
    """
    posts = select(func.count()).where(
        Reminder.subject == f"posts:{chat_id}", Reminder.due_version == day.isoformat()
    )
    taken = session.scalar(posts) or 0
    if taken >= most:
        return False
    session.add(
        Reminder(
            company_id=due.company_id,
            platform=session.get_one(Reminder, due.id).platform,
            subject=f"posts:{chat_id}",
            step=f"post_{taken + 1}",
            recipient=f"chat:{chat_id}",
            due_version=day.isoformat(),
            fire_at=now,
            state=ReminderState.FIRED,
            fired_at=now,
        )
    )
    session.flush()
    return True


def still_planned(session: Session, recipient: str, steps: Iterable[str], *, until: datetime) -> int:
    """How many of these steps are still to be said to a recipient before `until` (aware)."""
    planned = select(func.count()).where(
        Reminder.recipient == recipient,
        Reminder.state == ReminderState.PLANNED,
        Reminder.fire_at < until,
        Reminder.step.in_(tuple(steps)),
    )
    return session.scalar(planned) or 0


def forget_halves(session: Session, *, now: datetime) -> None:
    """Drop the half-days of weeks ago: they are over."""
    session.execute(delete(SpokenHalf).where(SpokenHalf.said_at < now - timedelta(days=14)))


def upcoming(session: Session, platform: str, *, limit: int) -> list[Due]:
    """What is planned next on a platform, soonest first."""
    rows = session.scalars(
        select(Reminder)
        .where(Reminder.state == ReminderState.PLANNED, Reminder.platform == platform)
        .order_by(Reminder.fire_at, Reminder.id)
        .limit(limit)
    )
    return [_due(row) for row in rows]


def said_to(session: Session, subject: str, recipient: str) -> int:
    """How many reminders about a subject somebody has had."""
    said = select(func.count()).where(
        Reminder.subject == subject, Reminder.recipient == recipient, Reminder.state == ReminderState.FIRED
    )
    return session.scalar(said) or 0


def planned_for(session: Session, subjects: Sequence[str]) -> list[Due]:
    """What is planned about these subjects, soonest first."""
    rows = session.scalars(
        select(Reminder)
        .where(Reminder.subject.in_(subjects), Reminder.state == ReminderState.PLANNED)
        .order_by(Reminder.fire_at, Reminder.id)
    )
    return [_due(row) for row in rows]


def next_at(session: Session, platform: str) -> datetime | None:
    """When the next planned reminder is due (aware)."""
    return session.scalar(
        select(func.min(Reminder.fire_at)).where(
            Reminder.state == ReminderState.PLANNED, Reminder.platform == platform
        )
    )


def _due(row: Reminder) -> Due:
    return Due(row.id, row.company_id, row.subject, row.step, row.recipient, row.fire_at, row.missed_at)

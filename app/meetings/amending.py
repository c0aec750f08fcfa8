"""One conclusion is replaced by a later one after the minutes were published (X6): both stay, the old one struck."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotFound, UserError
from app.calendars import Calendar
from app.history.service import ChangeAbout
from app.meetings import confirming, minutes, records
from app.meetings.minutes_models import Minutes
from app.meetings.minutes_queries import draft
from app.meetings.minutes_shown import latest, redraw
from app.meetings.models import Decision, Meeting
from app.meetings.noting import DecisionFields
from app.outbox import service as outbox
from app.people.models import Person


class NotYet(UserError):
    """Before the minutes are published their draft is simply changed. Details: number."""

    key = "amend_not_published"


class Replaced(UserError):
    """That conclusion holds no more already. Details: name."""

    key = "amend_replaced"


class Same(UserError):
    """The new conclusion says what the old one says. Details: none."""

    key = "amend_same"


def amend(
    session: Session,
    meeting: Meeting,
    decision: Decision,
    given: DecisionFields,
    *,
    reworded: Callable[[Decision], str],
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> Minutes:
    """Replace a conclusion and publish the next edition that says so, in one step. `reworded` puts the conclusions'
    section into words once the new one is there. A major one is put to the heads (S84).

    Raises NotAllowed, NotEnded, NotYet, Replaced, Same, Invalid (no words).
    """
    require_open(session, meeting, decision, by)
    if not given.text:
        raise Invalid(field="live.field.text", example="live.example.text")
    if (given.text, given.basis, given.major) == (decision.text, decision.basis, decision.major):
        raise Same()
    asked = confirming.places(session, meeting, decision)
    with minutes.recording_of(session, meeting, "amend", by, now):
        later = _replace(session, meeting, decision, given, by=by, now=now)
        sections = {**draft(session, meeting.id, {}), "topics": reworded(later)}
        edition = minutes.keep_edition(session, meeting, sections, by=by, now=now, calendar=calendar)
    minutes.send_edition(session, meeting, edition, by=by, now=now, calendar=calendar)
    confirming.show(session, meeting, later)
    for place, subject in asked:
        outbox.owe_card(session, place, subject)
    _redraw_forms(session, meeting)
    return edition


def require_published(session: Session, meeting: Meeting, by: Person) -> None:
    """That somebody may amend its minutes. Raises NotAllowed, NotEnded, NotYet."""
    minutes.may_write(session, meeting, by)
    if latest(session, meeting.id) is None:
        raise NotYet(number=meeting.number)


def require_open(session: Session, meeting: Meeting, decision: Decision, by: Person) -> None:
    """That somebody may replace a conclusion now. Raises NotAllowed, NotEnded, NotYet, Replaced."""
    require_published(session, meeting, by)
    if decision.replaced_by_id is not None:
        later = session.get_one(Decision, decision.replaced_by_id)
        raise Replaced(name=records.decision_name(session, later, seen_from=meeting.id))


def by_id(session: Session, company_id: int, key: int, *, reader: Person) -> tuple[Meeting, Decision]:
    """A conclusion and its meeting, for who may read of it; locked, so that two amendments take turns. Raises NotFound."""
    decision = session.get(Decision, key, with_for_update=True, populate_existing=True)
    if decision is None:
        raise NotFound(what="what.decision", number="")
    return minutes.by_id(session, company_id, decision.meeting_id, reader=reader), decision


def undo(
    session: Session, meeting_id: int, change: ChangeAbout, *, now: datetime, calendar: Calendar
) -> None:
    """Take an amendment back (D10): the old conclusion holds again, its edition is withdrawn. Raises TooLate."""
    meeting = session.get_one(Meeting, meeting_id)
    asked = [
        place
        for decision in session.scalars(select(Decision).where(Decision.meeting_id == meeting_id))
        for place in confirming.places(session, meeting, decision)
    ]
    meeting = minutes.undo(session, meeting_id, change, now=now, calendar=calendar)
    for place, subject in asked:
        outbox.owe_card(session, place, subject)
    _redraw_forms(session, meeting)


def _redraw_forms(session: Session, meeting: Meeting) -> None:
    """The lists and forms of amendments say what holds now."""
    session.flush()
    redraw(session, meeting, f"amends:{meeting.id}")
    for one in records.decisions(session, meeting.id):
        redraw(session, meeting, f"amend:{one.id}")


def _replace(
    session: Session,
    meeting: Meeting,
    decision: Decision,
    given: DecisionFields,
    *,
    by: Person,
    now: datetime,
) -> Decision:
    later = Decision(
        meeting_id=meeting.id,
        topic_id=decision.topic_id,
        text=given.text,
        criterion=given.criterion or decision.criterion,
        basis=given.basis,
        major=given.major,
        by_id=by.id,
        at=now,
    )
    session.add(later)
    session.flush()
    decision.replaced_by_id = later.id
    if given.major:
        confirming.ask(session, meeting, later, by=by, now=now)
    session.flush()
    return later

"""粘贴妙记/听记: what a transcript offers becomes decisions and tasks only when somebody takes it (S51)."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotFound, UserError
from app.calendars import Calendar
from app.history.service import recording
from app.meetings.candidates import read_transcript
from app.meetings.minutes import by_id as meeting_by_id
from app.meetings.minutes import may_write
from app.meetings.minutes_models import Candidate
from app.meetings.minutes_shown import refresh
from app.meetings.models import Decision, Meeting
from app.people import service as people
from app.people.models import Person
from app.people.views import LONGEST_NAME


class NothingFound(UserError):
    """No line of the pasted text sounds like a decision or a task. Details: none."""

    key = "nothing_found"


class OwnerMissing(UserError):
    """A task has exactly one owner and a date (R7). Details: none."""

    key = "candidate_incomplete"


def paste(
    session: Session, meeting: Meeting, text: str, *, by: Person, now: datetime, calendar: Calendar
) -> int:
    """Read a transcript, or a further part of it; how many new lines it offers. What was offered is not offered again.

    Raises NotAllowed, NotEnded, NothingFound.
    """
    may_write(session, meeting, by)
    names = _names(session, meeting)
    titles = [topic.title for topic in meeting.topics]
    today = calendar.local(now).date()
    offered = set(session.scalars(select(Candidate.text).where(Candidate.meeting_id == meeting.id)))
    read = read_transcript(text, names=tuple(names), topics=titles, today=today)
    found = [line for line in read if line.text not in offered]
    if not found:
        raise NothingFound()
    for line in found:
        session.add(
            Candidate(
                meeting_id=meeting.id,
                topic_id=None if line.topic is None else meeting.topics[line.topic].id,
                kind=line.kind,
                text=line.text,
                owner_name=line.owner[:LONGEST_NAME],
                owner_id=names.get(line.owner),
                due_on=line.due_on,
                taken=None,
                at=now,
            )
        )
    session.flush()
    return len(found)


def complete(candidate: Candidate, *, owner_id: int | None, due_on: date | None, text: str) -> None:
    """Fill in what a line did not say. Raises OwnerMissing while a task lacks its owner or its day (R7)."""
    candidate.owner_id = owner_id or candidate.owner_id
    candidate.due_on = due_on or candidate.due_on
    candidate.text = text or candidate.text
    if candidate.kind == "task" and (candidate.owner_id is None or candidate.due_on is None):
        raise OwnerMissing()


def take_decision(
    session: Session, candidate: Candidate, *, by: Person, now: datetime, calendar: Calendar
) -> Decision:
    """收下 of a decision: it stands under its topic. Raises NotAllowed, NotFound (it was answered already)."""
    meeting = _open(session, candidate, by)
    decision = Decision(
        meeting_id=meeting.id, topic_id=candidate.topic_id, text=candidate.text, by_id=by.id, at=now
    )
    with recording(
        session,
        company_id=meeting.company_id,
        subject=f"minutesdraft:{meeting.id}",
        verb="take",
        by_id=by.id,
        now=now,
    ):
        session.add(decision)
        candidate.taken = True
    refresh(session, meeting, now=now, calendar=calendar)
    return decision


def taken(session: Session, candidate: Candidate, *, by: Person, now: datetime, calendar: Calendar) -> None:
    """收下 of a task that was just made of it. Raises NotAllowed, NotFound."""
    meeting = _open(session, candidate, by)
    candidate.taken = True
    refresh(session, meeting, now=now, calendar=calendar)


def leave(session: Session, candidate: Candidate, *, by: Person) -> None:
    """忽略. Raises NotAllowed, NotFound."""
    _open(session, candidate, by)
    candidate.taken = False


def by_id(session: Session, company_id: int, candidate_id: int, *, reader: Person) -> Candidate:
    """The line of that key, for who may read the meeting. Raises NotFound."""
    candidate = session.get(Candidate, candidate_id)
    if candidate is None:
        raise NotFound(what="what.candidate", number="")
    meeting_by_id(session, company_id, candidate.meeting_id, reader=reader)
    return candidate


def _open(session: Session, candidate: Candidate, by: Person) -> Meeting:
    meeting = session.get_one(Meeting, candidate.meeting_id)
    may_write(session, meeting, by)
    if candidate.taken is not None:
        raise NotFound(what="what.candidate", number="")
    return meeting


def _names(session: Session, meeting: Meeting) -> dict[str, int]:
    """Everybody of the meeting by name, and each of their departments by its name for the one who came for it."""
    ids = [meeting.host_id, meeting.recorder_id, meeting.initiator_id]
    for attendee in meeting.attendees:
        ids += [one for one in (attendee.person_id, attendee.delegate_id) if one is not None]
    found: dict[str, int] = {}
    for person_id in dict.fromkeys(ids):
        person = people.person(session, person_id)
        if person is not None and person.name:
            found.setdefault(person.name, person.id)
    for attendee in meeting.attendees:
        person = people.person(session, attendee.person_id)
        if person is not None and person.department:
            found.setdefault(person.department, person.id)
    return found

"""What is written down in a live meeting: conclusions, tasks, parked items (S41–S43, S48, S90)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotFound
from app.meetings import confirming, live
from app.meetings import live_rights as rights
from app.meetings.live import entry
from app.meetings.live_shown import refresh
from app.meetings.models import Decision, Meeting, NotedTask, Outcome, ParkedItem, Segment, Topic
from app.outbox import service as outbox
from app.people.models import Person
from app.tasks.rules import split_risk

PLACES: tuple[str, ...] = ("followup", "next")
"""S42: where a parked item goes: 会后专项, 下次议程."""


@dataclass(frozen=True, slots=True)
class DecisionFields:
    """结论 as it is filled in: text, criterion (S90), basis (S41), whether it is a major one (S84)."""

    text: str
    criterion: str = ""
    basis: str = ""
    major: bool = False


@dataclass(frozen=True, slots=True)
class TaskFields:
    """A task as it is noted. `risk` may hold its measure behind an arrow (S79)."""

    description: str
    owner_id: int | None = None
    due_on: date | None = None
    departments: str = ""
    deliverable: str = ""
    risk: str = ""


def decide(
    session: Session,
    meeting: Meeting,
    topic: Topic | None,
    given: DecisionFields,
    *,
    by: Person,
    now: datetime,
    go_on: bool = False,
) -> Decision:
    """记结论. The same words about the same topic again are the same conclusion. A major one is put to the heads (S84).

    With `go_on` the host goes on from the topic in the same step, if it is still the present one. Raises NotAllowed,
    NotBegun, Over, Invalid (no words), TopicEnded (the topic was 搁置 or went to 会后专项).
    """
    rights.require_writer(session, meeting, by)
    if not given.text:
        raise Invalid(field="live.field.text", example="live.example.text")
    if topic is not None:
        rights.require_open(topic, recorded=(Outcome.DECISION, Outcome.DISPUTE))
    decision = _same_decision(session, meeting, topic, given.text)
    with entry(session, meeting, "decide", by, now):
        if decision is None:
            decision = _add_decision(session, meeting, topic, given, by=by, now=now)
        if go_on and topic is not None and is_present(meeting, topic) and by.id == meeting.host_id:
            live.advance(session, meeting, now=now)
    confirming.show(session, meeting, decision)
    refresh(session, meeting, now=now)
    return decision


def drop_decision(
    session: Session, meeting: Meeting, decision: Decision, *, by: Person, now: datetime
) -> None:
    """Take a conclusion out that was written down wrongly. Raises NotAllowed, NotBegun, Over."""
    rights.require_writer(session, meeting, by)
    places = confirming.places(session, meeting, decision)
    with entry(session, meeting, "drop_decision", by, now):
        confirming.withdraw(session, decision)
        session.delete(decision)
    for place, subject in places:
        outbox.owe_card(session, place, subject)
    refresh(session, meeting, now=now)


def note_task(
    session: Session,
    meeting: Meeting,
    given: TaskFields,
    *,
    by: Person,
    now: datetime,
) -> NotedTask:
    """记任务 (S48): owner and day may follow until 散会 (R7). The same words for the same owner are the same task.

    Raises NotBegun, Over, NotInvited, Invalid (no words).
    """
    rights.require_taker(session, meeting, by)
    _require_words(given)
    same = session.scalar(
        select(NotedTask).where(
            NotedTask.meeting_id == meeting.id,
            NotedTask.description == given.description,
            NotedTask.owner_id == given.owner_id,
        )
    )
    if same is not None:
        return same
    row = NotedTask(meeting_id=meeting.id, topic_id=meeting.topic_id, by_id=by.id, at=now)
    with entry(session, meeting, "note_task", by, now):
        _fill(row, given)
        session.add(row)
    refresh(session, meeting, now=now)
    return row


def change_task(
    session: Session,
    meeting: Meeting,
    row: NotedTask,
    given: TaskFields,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Edit a noted task before it is given (S48). Raises NotAllowed, NotBegun, Over, Invalid."""
    rights.require_writer(session, meeting, by)
    _require_words(given)
    with entry(session, meeting, "change_task", by, now):
        _fill(row, given)
    refresh(session, meeting, now=now)


def drop_task(session: Session, meeting: Meeting, row: NotedTask, *, by: Person, now: datetime) -> None:
    """Take a noted task out. Raises NotAllowed, NotBegun, Over."""
    rights.require_writer(session, meeting, by)
    with entry(session, meeting, "drop_task", by, now):
        session.delete(row)
    refresh(session, meeting, now=now)


def park(session: Session, meeting: Meeting, text: str, *, by: Person, now: datetime) -> ParkedItem:
    """停车场 (S42). The same words again are the same item. Raises NotBegun, Over, NotInvited, Invalid (no words)."""
    rights.require_taker(session, meeting, by)
    if not text:
        raise Invalid(field="live.field.parked", example="live.example.parked")
    same = session.scalar(
        select(ParkedItem).where(ParkedItem.meeting_id == meeting.id, ParkedItem.text == text)
    )
    if same is not None:
        return same
    item = ParkedItem(meeting_id=meeting.id, text=text, goes_to="", by_id=by.id, at=now)
    with entry(session, meeting, "park", by, now):
        session.add(item)
    refresh(session, meeting, now=now)
    return item


def place_parked(
    session: Session,
    meeting: Meeting,
    item: ParkedItem,
    goes_to: str,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Say where a parked item goes (S42). Raises NotAllowed, NotBegun, Over, ValueError for no such place."""
    rights.require_writer(session, meeting, by)
    if goes_to not in PLACES:
        raise ValueError(goes_to)
    with entry(session, meeting, "place_parked", by, now):
        item.goes_to = goes_to
    refresh(session, meeting, now=now)


def noted_by_id(session: Session, company_id: int, key: int, *, reader: Person) -> tuple[Meeting, NotedTask]:
    """A noted task and its meeting, locked. Raises NotFound."""
    row = session.get(NotedTask, key)
    if row is None:
        raise NotFound(what="what.noted", number="")
    return rights.by_id(session, company_id, row.meeting_id, reader=reader), row


def parked_by_id(
    session: Session, company_id: int, key: int, *, reader: Person
) -> tuple[Meeting, ParkedItem]:
    """A parked item and its meeting, locked. Raises NotFound."""
    item = session.get(ParkedItem, key)
    if item is None:
        raise NotFound(what="what.parked", number="")
    return rights.by_id(session, company_id, item.meeting_id, reader=reader), item


def decision_by_id(
    session: Session, company_id: int, key: int, *, reader: Person
) -> tuple[Meeting, Decision]:
    """A conclusion and its meeting, locked. Raises NotFound."""
    decision = session.get(Decision, key)
    if decision is None:
        raise NotFound(what="what.decision", number="")
    return rights.by_id(session, company_id, decision.meeting_id, reader=reader), decision


def _same_decision(session: Session, meeting: Meeting, topic: Topic | None, text: str) -> Decision | None:
    return session.scalar(
        select(Decision).where(
            Decision.meeting_id == meeting.id,
            Decision.topic_id == (None if topic is None else topic.id),
            Decision.text == text,
            Decision.replaced_by_id.is_(None),
        )
    )


def _add_decision(
    session: Session,
    meeting: Meeting,
    topic: Topic | None,
    given: DecisionFields,
    *,
    by: Person,
    now: datetime,
) -> Decision:
    decision = Decision(
        meeting_id=meeting.id,
        topic_id=None if topic is None else topic.id,
        text=given.text,
        criterion=given.criterion or ("" if topic is None else topic.criterion),
        basis=given.basis,
        major=given.major,
        by_id=by.id,
        at=now,
    )
    session.add(decision)
    session.flush()
    if topic is not None and topic.outcome == Outcome.DISPUTE:
        topic.outcome = Outcome.DECISION
    if given.major:
        confirming.ask(session, meeting, decision, by=by, now=now)
    return decision


def is_present(meeting: Meeting, topic: Topic) -> bool:
    """Whether a topic is under discussion."""
    return meeting.segment == Segment.TOPIC and meeting.topic_id == topic.id


def _require_words(given: TaskFields) -> None:
    if not given.description:
        raise Invalid(field="live.field.description", example="live.example.description")


def _fill(row: NotedTask, given: TaskFields) -> None:
    row.description, row.owner_id, row.due_on = given.description, given.owner_id, given.due_on
    row.departments, row.deliverable = given.departments, given.deliverable
    row.risk, row.countermeasure = split_risk(given.risk)

"""重大 decisions are confirmed by the departments' heads (S84). A decision counts as confirmed once all who were asked agree."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import Invalid, NotAllowed, NotFound
from app.history.service import recording
from app.meetings import minutes_shown, queries
from app.meetings.live_shown import refresh
from app.meetings.models import Decision, HeadWord, Meeting
from app.meetings.readers import private_place
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import departments as roles
from app.people import service as people
from app.people.models import Company, Department, Person
from app.projects import service as projects


def ask(session: Session, meeting: Meeting, decision: Decision, *, by: Person, now: datetime) -> None:
    """Name who has to confirm: of each department that comes its head, else its decision-maker.

    Whoever writes a decision down and heads one of them has thereby agreed. Of a confidential meeting nobody is told
    who is not named in it (X7).
    """
    for person_id in _heads(session, meeting):
        own = person_id == by.id
        session.add(
            HeadWord(
                decision_id=decision.id,
                person_id=person_id,
                agreed=True if own else None,
                at=now if own else None,
            )
        )
    session.flush()
    _conclude(session, decision, now)


def show(session: Session, meeting: Meeting, decision: Decision) -> None:
    """The card of each head who is asked, posted or redrawn."""
    session.flush()
    for word in _words(session, decision.id):
        outbox.owe_card(session, private_place(session, meeting, word.person_id), f"major:{word.id}")


def say_word(
    session: Session, word: HeadWord, *, agreed: bool, doubt: str, by: Person, now: datetime
) -> Meeting:
    """A head confirms, or says what speaks against it; they may change their mind. The meeting.

    Raises NotAllowed, Invalid (a doubt without words), NotFound (another conclusion took its place).
    """
    if by.id != word.person_id:
        asked = people.person(session, word.person_id)
        raise NotAllowed(what="what.confirm", who="who.head" if asked is None else asked.shown)
    if not agreed and not doubt:
        raise Invalid(field="live.field.doubt", example="live.example.doubt")
    decision = session.get_one(Decision, word.decision_id, with_for_update=True)
    if decision.replaced_by_id is not None:
        raise NotFound(what="what.decision", number="")
    meeting = session.get_one(Meeting, decision.meeting_id)
    with recording(
        session,
        company_id=meeting.company_id,
        subject=f"major:{word.id}",
        verb="confirm" if agreed else "doubt",
        by_id=by.id,
        now=now,
    ):
        word.agreed, word.doubt, word.at = agreed, "" if agreed else doubt, now
        session.flush()
        _conclude(session, decision, now)
    refresh(session, meeting, now=now)
    _redraw_minutes(session, meeting)
    return meeting


def _redraw_minutes(session: Session, meeting: Meeting) -> None:
    """The minutes say what is still pending, wherever they stand."""
    minutes_shown.redraw(session, meeting, f"minutesdraft:{meeting.id}")
    newest = minutes_shown.latest(session, meeting.id)
    if newest is not None:
        minutes_shown.redraw(session, meeting, f"minutes:{newest.id}")


def withdraw(session: Session, decision: Decision) -> None:
    """The decision goes, and with it what was asked about it."""
    for word in _words(session, decision.id):
        session.delete(word)
    session.flush()


def places(session: Session, meeting: Meeting, decision: Decision) -> list[tuple[Place, str]]:
    """Where the cards of those who were asked stand, to be redrawn."""
    company = session.get_one(Company, meeting.company_id)
    return [
        (place, f"major:{word.id}")
        for word in _words(session, decision.id)
        for place in outbox.places_of(session, company.platform, company.tenant, f"major:{word.id}")
    ]


def word_by_id(session: Session, company_id: int, key: int) -> HeadWord:
    """What a head was asked, if it is this company's. Raises NotFound: the decision may have been withdrawn."""
    word = session.get(HeadWord, key)
    if word is not None:
        meeting = session.get_one(Meeting, session.get_one(Decision, word.decision_id).meeting_id)
        if meeting.company_id == company_id:
            return word
    raise NotFound(what="what.decision", number="")


def _conclude(session: Session, decision: Decision, now: datetime) -> None:
    words = _words(session, decision.id)
    if words and all(word.agreed for word in words):
        decision.confirmed_by_id, decision.confirmed_at = words[-1].person_id, now
    else:
        decision.confirmed_by_id = decision.confirmed_at = None


def _words(session: Session, decision_id: int) -> list[HeadWord]:
    return list(
        session.scalars(select(HeadWord).where(HeadWord.decision_id == decision_id).order_by(HeadWord.id))
    )


def _heads(session: Session, meeting: Meeting) -> list[int]:
    found: dict[int, None] = {}
    for attendee in meeting.attendees:
        if attendee.cc:
            continue
        if attendee.department_id is not None:
            department = session.get(Department, attendee.department_id)
        elif attendee.person_id is not None:
            department = roles.own_department(session, session.get_one(Person, attendee.person_id))
        else:
            department = None
        head = None if department is None else _head_of(session, meeting, department)
        if head is not None and queries.may_read(meeting, head):
            found[head] = None
    return list(found)


def _head_of(session: Session, meeting: Meeting, department: Department) -> int | None:
    decider = department.decision_maker_id
    if meeting.project_id is not None:
        decider = projects.speakers(session, meeting.project_id, department)[1]
    return department.head_id or decider

"""纪要: drafted when a meeting ends, written over, published, amended (S50–S55, X6)."""

import json
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import NotAllowed, NotFound, UserError
from app.calendars import Calendar, Hours, objection_closes
from app.history import service as history
from app.history.service import ChangeAbout, recording
from app.meetings import queries, settling
from app.meetings.minutes_models import Minutes, Paragraph, Receipt
from app.meetings.minutes_queries import draft, sections_of
from app.meetings.minutes_shown import latest, redraw, refresh
from app.meetings.minutes_views import SECTIONS, Sections
from app.meetings.models import Meeting, MeetingStatus
from app.meetings.readers import group_of, private_place, readers
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Person

OBJECTION_WINDOW = Hours(24)
"""S55: silence for so long is consent."""


class NotEnded(UserError):
    """The meeting is not over, so there is nothing to write down yet. Details: number."""

    key = "minutes_not_ended"


class NothingNew(UserError):
    """An edition that says what the last one said. Details: none."""

    key = "minutes_nothing_new"


def meeting_ended(session: Session, meeting: Meeting, *, now: datetime, calendar: Calendar) -> None:
    """After 散会: the recorder gets the draft and L3 begins (S50); both sides of each open dispute are asked (L8).

    Expects `meeting.ended_at` and the status to be set.
    """
    refresh(session, meeting, now=now, calendar=calendar)
    for dispute in settling.unsettled(session, meeting.id):
        settling.raised(session, dispute, now=now, calendar=calendar)


def rewrite(
    session: Session,
    meeting: Meeting,
    section: str,
    text: str,
    *,
    by: Person,
    now: datetime,
    calendar: Calendar,
) -> None:
    """Write a section by hand (S51); without text it is the assembled one again. Raises NotAllowed, NotEnded."""
    may_write(session, meeting, by)
    if section not in SECTIONS:
        raise ValueError(section)
    row = session.scalar(
        select(Paragraph).where(Paragraph.meeting_id == meeting.id, Paragraph.section == section)
    )
    with recording_of(session, meeting, "rewrite", by, now):
        if row is None and text:
            session.add(Paragraph(meeting_id=meeting.id, section=section, text=text))
        elif row is not None and text:
            row.text = text
        elif row is not None:
            session.delete(row)
    refresh(session, meeting, now=now, calendar=calendar)


def publish(
    session: Session, meeting: Meeting, assembled: Sections, *, by: Person, now: datetime, calendar: Calendar
) -> Minutes:
    """Publish what the draft says, or an amendment of what was published (X6): to every reader in private, and once
    to the group unless the meeting is confidential (S52, S53, X7). `assembled` is what happened, in words.

    Raises NotAllowed, NotEnded, NothingNew.
    """
    may_write(session, meeting, by)
    before = latest(session, meeting.id)
    sections = draft(session, meeting.id, assembled)
    if before is not None and sections == sections_of(before):
        raise NothingNew()
    with recording_of(session, meeting, "publish", by, now):
        minutes = keep_edition(session, meeting, sections, by=by, now=now, calendar=calendar)
    send_edition(session, meeting, minutes, by=by, now=now, calendar=calendar)
    return minutes


def keep_edition(
    session: Session, meeting: Meeting, sections: Sections, *, by: Person, now: datetime, calendar: Calendar
) -> Minutes:
    """The next edition as a row; what was written by hand is in it. Whoever calls sees to the log and sends it."""
    before = latest(session, meeting.id)
    minutes = Minutes(
        meeting_id=meeting.id,
        edition=1 if before is None else before.edition + 1,
        text=json.dumps(sections, ensure_ascii=False),
        published_at=now,
        published_by_id=by.id,
        closes_at=objection_closes(calendar, now, OBJECTION_WINDOW),
    )
    session.add(minutes)
    for row in session.scalars(select(Paragraph).where(Paragraph.meeting_id == meeting.id)):
        session.delete(row)
    return minutes


def send_edition(
    session: Session, meeting: Meeting, minutes: Minutes, *, by: Person, now: datetime, calendar: Calendar
) -> None:
    """To its readers and the group; who publishes has it. Not to be recorded: what is sent is not taken back."""
    session.flush()
    confirm(session, meeting, by, now=now)
    _send(session, meeting, minutes)
    refresh(session, meeting, now=now, calendar=calendar)


def confirm(session: Session, meeting: Meeting, person: Person, *, now: datetime) -> None:
    """Note that somebody has the newest edition: who publishes or objects has it (U8)."""
    receipt = session.scalar(
        select(Receipt).where(Receipt.meeting_id == meeting.id, Receipt.person_id == person.id)
    )
    if receipt is None:
        session.add(Receipt(meeting_id=meeting.id, person_id=person.id, at=now))
    else:
        receipt.at = now


def undo(
    session: Session, meeting_id: int, change: ChangeAbout, *, now: datetime, calendar: Calendar
) -> Meeting:
    """Take one change of the minutes back, publishing included (D10). Raises TooLate."""
    editions = session.scalars(select(Minutes.id).where(Minutes.meeting_id == meeting_id)).all()
    history.undo(session, change.id, now=now)
    session.expire_all()
    meeting = session.get_one(Meeting, meeting_id)
    for edition_id in editions:
        redraw(session, meeting, f"minutes:{edition_id}")
    refresh(session, meeting, now=now, calendar=calendar)
    return meeting


def may_write(session: Session, meeting: Meeting, by: Person) -> None:
    """Section 6: the recorder, the host and the initiator write and publish. Raises NotAllowed, NotEnded."""
    if by.id not in writers(meeting):
        recorder = people.person(session, meeting.recorder_id)
        raise NotAllowed(
            what="what.write_minutes",
            meeting=meeting.number,
            who="who.recorder" if recorder is None else recorder.shown,
        )
    if meeting.status != MeetingStatus.ENDED or meeting.ended_at is None:
        raise NotEnded(number=meeting.number)


def writers(meeting: Meeting) -> set[int]:
    """Who may write the minutes and sees the board."""
    return {meeting.recorder_id, meeting.host_id, meeting.initiator_id}


def by_id(session: Session, company_id: int, meeting_id: int, *, reader: Person) -> Meeting:
    """The meeting of that key, for who may read of it. Raises NotFound: a confidential one is not there for others."""
    meeting = session.get(Meeting, meeting_id)
    return _readable(meeting, company_id, reader, f"M{meeting_id}")


def by_number(session: Session, company_id: int, number: int, *, reader: Person) -> Meeting:
    """The meeting people call M34, for who may read of it. Raises NotFound."""
    return _readable(queries.by_number(session, company_id, number), company_id, reader, f"M{number}")


def edition_by_id(session: Session, company_id: int, minutes_id: int, *, reader: Person) -> Minutes:
    """The edition of that key, for who may read of it. Raises NotFound."""
    minutes = session.get(Minutes, minutes_id)
    if minutes is None:
        raise NotFound(what="what.minutes", number="")
    by_id(session, company_id, minutes.meeting_id, reader=reader)
    return minutes


def _readable(meeting: Meeting | None, company_id: int, reader: Person, shown: str) -> Meeting:
    if meeting is None or meeting.company_id != company_id or not queries.may_read(meeting, reader.id):
        raise NotFound(what="what.some_meeting", number=shown)
    return meeting


def _send(session: Session, meeting: Meeting, minutes: Minutes) -> None:
    """A new card to each reader but who publishes (they have the desk), and to the group; the edition before is redrawn as replaced where it stands."""
    before = session.scalar(
        select(Minutes).where(Minutes.meeting_id == meeting.id, Minutes.edition == minutes.edition - 1)
    )
    if before is not None:
        redraw(session, meeting, f"minutes:{before.id}")
    for reader in readers(session, meeting):
        if reader.person.id == minutes.published_by_id:
            continue
        place = private_place(session, meeting, reader.person.id)
        outbox.owe_card(session, place, f"minutes:{minutes.id}")
    group = group_of(session, meeting)
    if group is not None:
        outbox.owe_card(session, group, f"minutes:{minutes.id}")


def recording_of(
    session: Session, meeting: Meeting, verb: str, by: Person, now: datetime
) -> AbstractContextManager[None]:
    """One entry of the log of a meeting's minutes."""
    return recording(
        session,
        company_id=meeting.company_id,
        subject=f"minutesdraft:{meeting.id}",
        verb=verb,
        by_id=by.id,
        now=now,
    )

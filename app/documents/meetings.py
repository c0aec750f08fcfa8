"""The files of a meeting by kind: 表2, 会议纪要, and the calendar's."""

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.documents.agenda import agenda_table
from app.documents.files import as_file
from app.documents.masking import style_of
from app.documents.minutes import MINUTES_TITLE, assemble, minutes_sheet
from app.documents.tables import File, Sheet
from app.meetings import minutes_queries, queries
from app.meetings.minutes_shown import latest
from app.meetings.models import Meeting
from app.people.calendars import calendar_of
from app.people.models import Chat


def agenda_file(session: Session, meeting_id: int, suffix: str) -> File | None:
    """表2 (S74, S75); None when the meeting is gone."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        return None
    calendar = _calendar(session, meeting)
    view = queries.view(session, meeting, calendar, now=meeting.created_at)
    style = style_of(session.get_one(Chat, meeting.chat_id))
    return as_file([agenda_table(view, calendar, style)], "表2", view.title, suffix=suffix)


def minutes_file(session: Session, meeting_id: int, suffix: str) -> File | None:
    """会议纪要 as last published, else as drafted (S51); None while the meeting is not over."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None or meeting.ended_at is None:
        return None
    sheet = _minutes_sheet(session, meeting, _calendar(session, meeting))
    return as_file([sheet], MINUTES_TITLE, meeting.title, suffix=suffix)


def invitation_file(session: Session, meeting_id: int, _suffix: str) -> File | None:
    """The calendar file; None while the meeting has no time."""
    # Its library is for this file alone: the start does not wait for it.
    from app.documents.calendarfile import calendar_file  # noqa: PLC0415

    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        return None
    view = queries.view(session, meeting, _calendar(session, meeting), now=meeting.created_at)
    return calendar_file(view, changed=meeting.version)


def _minutes_sheet(session: Session, meeting: Meeting, calendar: Calendar) -> Sheet:
    newest = latest(session, meeting.id)
    assert meeting.ended_at is not None
    now = meeting.ended_at
    material = minutes_queries.material(session, meeting, calendar, now=now)
    if newest is None:
        sections = minutes_queries.draft(session, meeting.id, assemble(material, calendar))
        return minutes_sheet(material.meeting, sections, None, calendar)
    view = minutes_queries.view(session, newest, calendar, now=newest.closed_at or newest.published_at)
    return minutes_sheet(material.meeting, view.sections, view, calendar)


def _calendar(session: Session, meeting: Meeting) -> Calendar:
    return calendar_of(session, session.get_one(Chat, meeting.chat_id))


FILES = {"agenda": agenda_file, "minutes": minutes_file, "calendar": invitation_file}
"""What each kind of file is written by."""

"""表2 of a meeting, cell by cell as the guide fills it (S74, S75, S81, S89)."""

import re
from datetime import date, timedelta

from app.calendars import Calendar
from app.documents.columns import AGENDA_COLUMNS, AGENDA_HEAD, AGENDA_TITLE, items_cell, names_cell, or_dash
from app.documents.masking import NameStyle, person_cell
from app.documents.minutes import place_words
from app.documents.tables import Sheet
from app.meetings.views import AttendeeView, MeetingView, PreWorkView, TopicView

_NAMED_DAY = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")


def agenda_table(meeting: MeetingView, calendar: Calendar, style: NameStyle = "department") -> Sheet:
    """The four lines above the agenda (S74) and its six columns (S75), one row a topic; people as `style` wants them."""
    values = (
        or_dash(meeting.title),
        or_dash(_when_and_where(meeting, calendar)),
        names_cell(dict.fromkeys(_invited(attendee, style) for attendee in meeting.required)),
        items_cell(_prework(prework) for prework in meeting.preworks),
    )
    rows = tuple(_row(number, topic, style) for number, topic in enumerate(meeting.topics, start=1))
    return Sheet(AGENDA_TITLE, tuple(zip(AGENDA_HEAD, values, strict=True)), AGENDA_COLUMNS, rows)


def _when_and_where(meeting: MeetingView, calendar: Calendar) -> str:
    where = place_words(meeting)
    if meeting.starts_at is None:
        return where
    start = calendar.local(meeting.starts_at)
    end = start + timedelta(minutes=meeting.length or 0)
    until = f"-{end:%H:%M}" if meeting.length else ""
    return f"{start:%Y-%m-%d %H:%M}{until}{f'（{where}）' if where else ''}"


def _invited(attendee: AttendeeView, style: NameStyle) -> str:
    if style == "department":
        return attendee.department or attendee.shown
    return person_cell(attendee.person, attendee.department, style, label=attendee.label)


def _prework(prework: PreWorkView) -> str:
    """The text as it was typed; the day is added where the text does not name it."""
    if prework.due_on is None or _names(prework.text, prework.due_on):
        return prework.text
    return f"{prework.text}（{prework.due_on.month}月{prework.due_on.day}日前）"


def _names(text: str, day: date) -> bool:
    return any(
        (int(found["month"]), int(found["day"])) == (day.month, day.day)
        for found in _NAMED_DAY.finditer(text)
    )


def _row(number: int, topic: TopicView, style: NameStyle) -> tuple[str, ...]:
    criterion = f"决策标准：{topic.criterion}" if topic.criterion else ""
    return (
        str(number),
        topic.title,
        or_dash("\n".join(part for part in (topic.discussion, criterion) if part)),
        person_cell(topic.owner, topic.department, style, label=topic.label),
        "-" if topic.minutes is None else f"{topic.minutes}分钟",
        or_dash(topic.output),
    )

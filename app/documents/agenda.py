"""表2 of a meeting, cell by cell as the guide fills it (S74, S75, S81, S89)."""

import re
from datetime import date, timedelta

from app.calendars import Calendar
from app.documents.columns import AGENDA_COLUMNS, AGENDA_HEAD, AGENDA_TITLE, items_cell, names_cell, or_dash
from app.documents.minutes import place_words
from app.documents.tables import Sheet
from app.meetings.views import AttendeeView, MeetingView, PreWorkView, TopicView
from app.people.views import PersonView

_NAMED_DAY = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")


def agenda_table(meeting: MeetingView, calendar: Calendar) -> Sheet:
    """The four lines above the agenda (S74) and its six columns (S75), one row a topic."""
    values = (
        or_dash(meeting.title),
        or_dash(_when_and_where(meeting, calendar)),
        names_cell(dict.fromkeys(_invited(attendee) for attendee in meeting.required)),
        items_cell(_prework(prework) for prework in meeting.preworks),
    )
    rows = tuple(_row(number, topic) for number, topic in enumerate(meeting.topics, start=1))
    return Sheet(AGENDA_TITLE, tuple(zip(AGENDA_HEAD, values, strict=True)), AGENDA_COLUMNS, rows)


def owner_cell(person: PersonView | None, department: str, label: str) -> str:
    """研发部*: the department, the person masked (S81); a name where no department is known; "-" for nobody."""
    named = department or ("" if person is None else person.department)
    if named:
        return f"{named}*"
    return or_dash(label if person is None else person.name)


def _when_and_where(meeting: MeetingView, calendar: Calendar) -> str:
    where = place_words(meeting)
    if meeting.starts_at is None:
        return where
    start = calendar.local(meeting.starts_at)
    end = start + timedelta(minutes=meeting.length or 0)
    until = f"-{end:%H:%M}" if meeting.length else ""
    return f"{start:%Y-%m-%d %H:%M}{until}{f'（{where}）' if where else ''}"


def _invited(attendee: AttendeeView) -> str:
    return attendee.department or attendee.shown


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


def _row(number: int, topic: TopicView) -> tuple[str, ...]:
    criterion = f"决策标准：{topic.criterion}" if topic.criterion else ""
    return (
        str(number),
        topic.title,
        or_dash("\n".join(part for part in (topic.discussion, criterion) if part)),
        owner_cell(topic.owner, topic.department, topic.label),
        "-" if topic.minutes is None else f"{topic.minutes}分钟",
        or_dash(topic.output),
    )

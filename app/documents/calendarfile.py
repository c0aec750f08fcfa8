"""A meeting as a calendar file (.ics): place or link, agenda, and an alarm ten minutes ahead (S24, S28)."""

from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from app.documents.minutes import place_words
from app.documents.naming import file_name
from app.documents.tables import File
from app.meetings.models import MeetingStatus
from app.meetings.rules import ends_at
from app.meetings.views import MeetingView

ALARM = timedelta(minutes=10)


def calendar_file(meeting: MeetingView, *, changed: int) -> File | None:
    """The event of a meeting; None while it has no time. `changed` counts its versions, so that a newer file
    replaces an older one in people's calendars."""
    if meeting.starts_at is None or meeting.length is None:
        return None
    event = Event()
    event.add("uid", f"meeting-{meeting.id}@huiban")
    event.add("dtstamp", (meeting.published_at or meeting.starts_at).astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", ends_at(meeting.starts_at, meeting.length).astimezone(UTC))
    event.add("summary", meeting.title)
    event.add("location", place_words(meeting))
    event.add("description", _description(meeting))
    event.add("sequence", changed)
    cancelled = meeting.status == MeetingStatus.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if meeting.link.startswith(("https://", "http://")):
        event.add("url", meeting.link)
    for attendee in meeting.required:
        if attendee.person is not None:
            _invite(event, attendee.person.shown)
    event.add_component(_alarm(meeting.title))
    calendar = Calendar()
    calendar.add("prodid", "-//Huiban//会办//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    return File(file_name("会议", meeting.title, suffix="ics"), calendar.to_ical())


def _description(meeting: MeetingView) -> str:
    lines = [f"会议目标：{meeting.objective}"] if meeting.objective else []
    for number, topic in enumerate(meeting.topics, start=1):
        length = "" if topic.minutes is None else f"（{topic.minutes}分钟）"
        lines.append(f"{number}. {topic.title}{length} {topic.owner_shown}".rstrip())
    lines.extend(f"会前准备：{prework.text}" for prework in meeting.preworks)
    return "\n".join(lines)


def _invite(event: Event, name: str) -> None:
    """Somebody who is to come. Their address is not ours to give: calendars show the name."""
    address = vCalAddress("invalid:nomail")
    address.params["CN"] = vText(name)
    event.add("attendee", address, encode=False)


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -ALARM)
    return alarm

"""What everybody follows while a meeting runs: one card in the group, redrawn in place (S36, S91)."""

from datetime import datetime

from app.calendars import Calendar
from app.meetings.live_views import LiveView
from app.meetings.models import MeetingStatus, Segment
from bot.cards.live_parts import (
    agenda_lines,
    countdown,
    expected,
    presence,
    segment_tag,
    task_row,
    tone_of,
    topic_rows,
)
from bot.cards.model import Card, Element
from bot.cards.parts import button, buttons, heading, p, quiet, rows, t
from bot.texts import say


def live_card(live: LiveView, *, now: datetime, calendar: Calendar) -> Card:
    """Segment, minutes left, the topic with its criterion, what was written down, who is there."""
    meeting = live.meeting
    title = say("live.card.title", number=meeting.number, title=meeting.title)
    if meeting.status in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        return Card(title, (quiet(say("live.card.before")),), tone="quiet", tag=say("live.tag.before"))
    elements: list[Element] = []
    running = meeting.status == MeetingStatus.LIVE
    if running:
        elements.extend(_now(live, now, calendar))
    elements.append(heading(say("live.agenda")))
    elements.extend(agenda_lines(live))
    if live.noted:
        elements.append(heading(say("live.tasks")))
        elements.append(rows(*(task_row(task, now, calendar) for task in live.noted)))
    if meeting.parked:
        parked = "；".join(item.text for item in meeting.parked)
        elements.append(quiet(say("live.parked_line", items=parked)))
    if not running:
        return Card(title, tuple(elements), tone="quiet", tag=say("live.tag.after"), summary=title)
    elements.extend(presence(live))
    elements.append(buttons(button(say("live.act.sign"), "live.sign", style="primary", meeting=meeting.id)))
    elements.append(quiet(say("live.card.hint")))
    tone, tag = tone_of(live, now), segment_tag(live)
    calls = expected(live)
    return Card(title, tuple(elements), tone=tone, tag=tag, tag_tone=tone, summary=title, calls=calls)


def _now(live: LiveView, now: datetime, calendar: Calendar) -> list[Element]:
    meeting, topic = live.meeting, live.topic
    host = quiet(say("live.card.host", who=meeting.host.shown))
    if meeting.segment == Segment.OPENING:
        goal = meeting.objective or say("live.speech.no_goal")
        return [*countdown(live, now, calendar), p(t(say("live.speech.goal", goal=goal))), host]
    if meeting.segment == Segment.TOPIC and topic is not None:
        return [heading(topic.title), *countdown(live, now, calendar), *topic_rows(topic), host]
    return [*countdown(live, now, calendar), p(say("live.card.closing")), host]

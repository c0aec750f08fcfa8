"""主持台: what the host alone sees, from the opening text to the closing (S34–S48, S90–S92)."""

from datetime import datetime

from app.calendars import Calendar
from app.meetings.live_views import LiveView
from app.meetings.models import MeetingStatus, Segment
from app.meetings.views import TopicView
from bot.cards.closing import conclusions, open_points, stance_lines, task_notices
from bot.cards.live_parts import (
    absences,
    agenda_lines,
    clock,
    countdown,
    presence,
    recorded,
    segment_tag,
    tone_of,
    topic_rows,
)
from bot.cards.model import Button, ButtonStyle, Card, Element, Fold, Leaf, Notice
from bot.cards.parts import button, buttons, heading, line, p, quiet, t
from bot.texts import say


def console_card(live: LiveView, *, now: datetime, calendar: Calendar) -> Card:
    """The console of whoever hosts the meeting now."""
    meeting = live.meeting
    title = say("live.console.title", number=meeting.number, title=meeting.title)
    if meeting.status in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        return Card(title, _before(live), tone="info", tag=say("live.tag.before"))
    if meeting.status != MeetingStatus.LIVE:
        return Card(title, _after(live, calendar), tone="quiet", tag=say("live.tag.after"))
    parts = {Segment.OPENING: _opening, Segment.CLOSING: _closing}.get(
        meeting.segment or Segment.TOPIC, _topic
    )
    return Card(
        title,
        tuple(parts(live, now, calendar)),
        tone=tone_of(live, now),
        tag=segment_tag(live),
        tag_tone=tone_of(live, now),
        summary=title,
    )


def handed_on_card(live: LiveView, *, may_take_back: bool, viewer: int) -> Card:
    """What is left of the console where somebody else hosts now (S35)."""
    meeting = live.meeting
    title = say("live.console.title", number=meeting.number, title=meeting.title)
    elements: list[Element] = [p(say("live.handed_on", who=meeting.host.shown))]
    if may_take_back and meeting.status == MeetingStatus.LIVE:
        back = button(say("live.act.take_back"), "live.hand_over", meeting=meeting.id, person=viewer)
        elements.append(buttons(back))
    return Card(title, tuple(elements), tone="quiet")


def cue_card(text: str, meeting_id: int) -> Card:
    """A cue to the host (S39, S91): one line, and the way back to the console, which may have scrolled away."""
    back = button(say("live.act.console"), "live.console", meeting=meeting_id)
    return Card(say("live.cue.title"), (p(text), buttons(back)), tone="warn", summary=text)


def _before(live: LiveView) -> tuple[Element, ...]:
    meeting = live.meeting
    return (
        *_speech(live),
        buttons(
            button(say("live.act.begin"), "live.begin", style="primary", meeting=meeting.id),
            button(say("live.act.host"), "live.host", meeting=meeting.id),
        ),
    )


def _after(live: LiveView, calendar: Calendar) -> tuple[Element, ...]:
    meeting = live.meeting
    at = "" if meeting.ended_at is None else clock(meeting.ended_at, calendar)
    return (
        p(say("live.ended", at=at, tasks=len(live.noted), recorder=meeting.recorder.shown)),
        *agenda_lines(live),
    )


def _speech(live: LiveView) -> list[Element]:
    """The five minutes of opening, ready to read out: goal, agenda, rules, who stands in for whom (S34, S37)."""
    meeting = live.meeting
    agenda = "\n".join(
        say("live.speech.topic", number=place, title=topic.title, minutes=topic.minutes or "–")
        for place, topic in enumerate(meeting.topics, start=1)
    )
    goal = meeting.objective or say("live.speech.no_goal")
    spoken = [say("live.speech.goal", goal=goal), say("live.speech.agenda"), agenda, *absences(live)]
    return [
        heading(say("live.speech.title")),
        p("\n".join(part for part in spoken if part)),
        p(say("live.speech.rules")),
    ]


def _opening(live: LiveView, now: datetime, calendar: Calendar) -> list[Element]:
    follow = live.next_topic
    label = say("live.act.first", title=_short(follow)) if follow is not None else say("live.act.to_closing")
    return [
        *countdown(live, now, calendar),
        buttons(_next(live, label, primary=True)),
        *_speech(live),
        line(),
        *presence(live),
        buttons(*_others(live)),
    ]


def _topic(live: LiveView, now: datetime, calendar: Calendar) -> list[Element]:
    topic = live.topic
    if topic is None:
        return [buttons(*_others(live))]
    written = recorded(live, topic.id)
    elements: list[Element] = [heading(topic.title), *countdown(live, now, calendar)]
    if live.stretch is not None and live.stretch.stage(now) == "over":
        elements.append(_overtime(topic))
    elements.extend(topic_rows(topic))
    elements.extend(written)
    elements.append(buttons(*_writing(live, topic, has_result=bool(written))))
    elements.extend([line(), *presence(live)])
    elements.append(Fold(say("live.agenda"), tuple(_leaves(agenda_lines(live)))))
    elements.append(buttons(*_others(live)))
    return elements


def _overtime(topic: TopicView) -> Notice:
    """S92: extend once, shelve, or make it a matter of its own."""
    more = None if topic.extended else button(say("live.act.extend"), "live.extend", topic=topic.id)
    shelve = button(say("live.act.shelved"), "live.put_off", topic=topic.id, outcome="shelved")
    follow = button(say("live.act.followup"), "live.leave", topic=topic.id)
    return Notice(
        "bad", (t(say("live.overtime")),), tuple(b for b in (more, shelve, follow) if b is not None)
    )


def _writing(live: LiveView, topic: TopicView, *, has_result: bool) -> list[Button]:
    """The likely one first: a conclusion while there is none, else the next topic."""
    style: ButtonStyle = "default" if has_result else "primary"
    decide = button(
        say("live.act.conclude"), "live.conclude", style=style, meeting=live.meeting.id, topic=topic.id
    )
    label = say("live.act.next") if live.next_topic is not None else say("live.act.to_closing")
    follow = _next(live, label, primary=has_result)
    first = [follow, decide] if has_result else [decide, follow]
    return [
        *first,
        button(say("live.act.task"), "live.task", meeting=live.meeting.id),
        button(say("live.act.differ"), "live.differ", topic=topic.id),
        button(say("live.act.park"), "live.park", meeting=live.meeting.id),
    ]


def _next(live: LiveView, label: str, *, primary: bool) -> Button:
    style: ButtonStyle = "primary" if primary else "default"
    return button(label, "live.next", style=style, meeting=live.meeting.id, at=live.position)


def _others(live: LiveView) -> list[Button]:
    """What is needed now and then."""
    meeting = live.meeting
    found = [button(say("live.act.roll"), "live.roll", meeting=meeting.id)]
    if meeting.segment != Segment.OPENING and live.open_topics:
        found.append(button(say("live.act.agenda"), "live.agenda", meeting=meeting.id))
    found.append(button(say("live.act.host"), "live.host", meeting=meeting.id))
    if meeting.segment == Segment.TOPIC:
        found.append(button(say("live.act.close"), "live.close", meeting=meeting.id))
    if live.undo is not None:
        found.append(button(say("live.act.undo"), "undo", change=live.undo))
    return found


def _closing(live: LiveView, now: datetime, calendar: Calendar) -> list[Element]:
    """All conclusions, every task editable, what is still open, and who agrees (S47–S49)."""
    meeting = live.meeting
    return [
        *countdown(live, now, calendar),
        *open_points(live),
        heading(say("live.conclusions")),
        *conclusions(live, now, calendar),
        heading(say("live.tasks")),
        *task_notices(live, now, calendar),
        *stance_lines(live),
        buttons(
            button(
                say("live.act.adjourn"),
                "live.adjourn",
                style="primary",
                confirm=say("live.adjourn_confirm"),
                meeting=meeting.id,
            ),
            button(say("live.act.task"), "live.task", meeting=meeting.id),
            button(say("live.act.add_conclusion"), "live.conclude", meeting=meeting.id, topic=0),
            button(say("live.act.park"), "live.park", meeting=meeting.id),
        ),
        buttons(*_others(live)),
        quiet(say("live.closing_hint")),
    ]


def _short(topic: TopicView) -> str:
    return topic.title if len(topic.title) <= 10 else topic.title[:9] + "…"


def _leaves(elements: list[Element]) -> list[Leaf]:
    return [element for element in elements if not isinstance(element, Fold) and element.kind != "form"]

"""What stands around a meeting: the rehearsal, the list, the card instead of a meeting, the question for a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.meetings.models import MeetingStatus, Stance
from app.reminders.rehearsed import Message, weeks_of
from bot.cards.meeting import publish_button
from bot.cards.meeting_parts import Sight, agenda, missing_names
from bot.cards.model import Button, Card, Element, Form, Notice, Progress, TextField
from bot.cards.parts import button, buttons, heading, note, p, quiet, row, rows, t
from bot.cards.rehearsal import message_line
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What one person, or the group, would get: their name (empty: the group), whether invited now, and the plan."""

    name: str
    invited: bool
    planned: tuple[Message, ...]


def rehearsal_card(sight: Sight, rehearsed: Sequence[Rehearsed]) -> Card:
    """预演: every message each would get, with its time, from the ladder that sends them."""
    meeting = sight.meeting
    title = say("rehearsal.title", number=meeting.number, title=sight.title)
    if meeting.starts_at is None:
        return note(title, say("rehearsal.no_time"), tone="quiet")
    draft = meeting.status == MeetingStatus.DRAFT
    elements: list[Element] = [p(say("rehearsal.lead" if draft else "rehearsal.lead_published"))]
    if meeting.missing:
        text = say("meeting.check.missing", names=missing_names(meeting.missing))
        elements.append(Notice("warn", (t(text),)))
    for one in rehearsed:
        count = len(one.planned) + one.invited
        weeks = weeks_of(one.planned) if one.planned else 1
        elements.append(
            heading(say("preview.cost", name=one.name or say("preview.group"), weeks=weeks, count=count))
        )
        lines = [say("rehearsal.now")] if one.invited else []
        lines += [_line(sight, planned) for planned in one.planned]
        elements.append(p(t("\n".join(lines), tone="quiet")))
    if draft and not meeting.missing:
        elements.append(buttons(publish_button(sight)))
    return Card(title, tuple(elements), summary=title)


def _line(sight: Sight, message: Message) -> str:
    return message_line(message, sight.year, sight.calendar)


def meetings_card(sights: Sequence[Sight], *, saved: int) -> Card:
    """The coming meetings, each a tap away; `saved` were done without (S22)."""
    elements: list[Element] = [meeting_line(sight) for sight in sights] or [p(say("meetings.none"))]
    if saved:
        elements.append(quiet(say("meetings.saved", count=saved)))
    elements.append(buttons(button(say("home.meet"), "home.meet", style="primary")))
    return Card(say("meetings.title"), tuple(elements))


def meeting_line(sight: Sight) -> Element:
    """One meeting in a list."""
    meeting = sight.meeting
    when = sight.at or say("meetings.no_time")
    text = say("meetings.line", number=meeting.number, title=sight.title, when=when)
    state = say(f"meeting.state.{meeting.status.value}")
    opened = button(say("meeting.open"), "meeting.show", meeting=meeting.id)
    return Notice("hint", (t(f"{text} · {state}"),), (opened,))


def online_card(sight: Sight) -> Card:
    """改为异步同步 (S22): what it is about, who has read it, what they say."""
    meeting = sight.meeting
    title = say("online.title", number=meeting.number, title=sight.title)
    read = {opinion.person.id for opinion in meeting.opinions}
    people = [a.person for a in meeting.required if a.person is not None]
    said = [opinion for opinion in meeting.opinions if opinion.stance != Stance.FINE]
    elements: list[Element] = [
        p(t(say("online.lead"), bold=True)),
        rows(row(say("meeting.objective"), meeting.objective)),
        *agenda(sight),
    ]
    if people:
        done = sum(person.id in read for person in people)
        elements.append(Progress(say("online.read_count"), done, len(people)))
        names = "  ".join(f"{'✅' if person.id in read else '⏳'} {person.shown}" for person in people)
        elements.append(p(t(names, tone="quiet")))
    if said:
        elements.append(heading(say("online.comments")))
        elements += [
            p(say("online.comment_line", who=opinion.person.shown, text=opinion.text)) for opinion in said
        ]
    field = TextField("text", say("online.comment_field"), "", say("online.comment_example"), lines=2)
    submits = (
        button(say("online.read"), "online.read", style="primary", meeting=meeting.id),
        button(say("online.comment"), "online.comment", meeting=meeting.id),
    )
    elements.append(Form(f"online_{meeting.id}", (field,), submits))
    elements.append(buttons(button(say("online.back"), "meeting.reopen", meeting=meeting.id)))
    state = say("meeting.state.online")
    return Card(title, tuple(elements), tone="good", tag=state, tag_tone="good", summary=title)


def when_card(number: int, meeting_id: int, lead: str, offered: Sequence[tuple[str, datetime]]) -> Card:
    """A time that cannot be taken as typed: what may have been meant, each one tap (D7)."""
    choices: list[Button] = [
        button(label, "meeting.at", meeting=meeting_id, at=moment.isoformat()) for label, moment in offered
    ]
    choices.append(button(say("meeting.edit"), "meeting.edit", meeting=meeting_id))
    title = say("meetwhen.title", number=number)
    return Card(title, (p(lead), buttons(*choices)), tone="warn", summary=title)

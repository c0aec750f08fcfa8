"""粘贴妙记/听记: the text, then line by line 收下 or 忽略 (S51)."""

from collections.abc import Sequence
from datetime import datetime

from app.calendars import Calendar, say_date
from app.meetings.minutes_views import CandidateView
from app.meetings.views import MeetingView
from app.people.views import PersonView
from bot.cards.model import Card, ChoiceField, DateField, Element, Form, Notice, Option, Span, TextField
from bot.cards.parts import button, note, quiet, t
from bot.texts import say

SHOWN = 5
"""So many lines at once: a card of a phone's length."""


def paste_card(
    meeting: MeetingView, lines: Sequence[CandidateView], *, now: datetime, calendar: Calendar
) -> Card:
    """The lines that wait, or the box to paste into."""
    title = say("minutes.paste_title", number=meeting.number)
    if lines:
        year = calendar.local(now).year
        elements: list[Element] = [
            _line(place, line, year) for place, line in enumerate(lines[:SHOWN], start=1)
        ]
        if len(lines) > SHOWN:
            elements.append(quiet(say("minutes.more_lines", count=len(lines) - SHOWN)))
        return Card(title, tuple(elements))
    field = TextField(
        "text",
        say("minutes.paste_field"),
        "",
        say("minutes.paste_placeholder"),
        lines=8,
        required=True,
    )
    submit = button(say("minutes.read"), "minutes.read", style="primary", meeting=meeting.id)
    form = Form(f"paste_{meeting.id}", (field,), (submit,))
    return Card(title, (quiet(say("minutes.paste_hint", number=meeting.number)), form))


def candidate_card(meeting: MeetingView, line: CandidateView | None, people: Sequence[PersonView]) -> Card:
    """What a task still lacks (R7). `line` is None once it was answered."""
    title = say("candidate.title", number=meeting.number)
    if line is None:
        return note(title, say("candidate.done"), tone="quiet")
    # A choice and not a person's field: in private a platform offers only who is in the chat.
    owner = ChoiceField(
        "owner",
        say("candidate.owner"),
        tuple(Option(person.external_id, person.shown) for person in people),
        () if line.owner is None else (line.owner.external_id,),
        required=True,
    )
    due = DateField(
        "due", say("candidate.due"), "" if line.due_on is None else line.due_on.isoformat(), required=True
    )
    text = TextField("text", say("candidate.text"), line.text, lines=2, required=True)
    submit = button(say("minutes.take"), "minutes.complete", style="primary", candidate=line.id)
    return Card(title, (Form(f"candidate_{line.id}", (text, owner, due), (submit,)),))


def _line(place: int, line: CandidateView, year: int) -> Notice:
    """One line. Its number stands on its buttons too: not every platform shows them beside it."""
    kind = say(f"minutes.line.{line.kind}")
    spans: list[Span] = [t(f"{place}. {kind}  ", bold=True), t(line.text)]
    details = _details(line, year)
    if details:
        spans.append(t("\n" + " · ".join(details), tone="quiet"))
    whole = line.kind == "decision" or (line.owner is not None and line.due_on is not None)
    take = (
        button(say("minutes.take_line", place=place), "minutes.take", style="primary", candidate=line.id)
        if whole
        else button(say("minutes.fill", place=place), "minutes.fill", style="primary", candidate=line.id)
    )
    leave = button(say("minutes.leave", place=place), "minutes.leave", candidate=line.id)
    return Notice("hint", tuple(spans), (take, leave))


def _details(line: CandidateView, year: int) -> list[str]:
    found = [say("minutes.line_topic", topic=line.topic)] if line.topic else []
    if line.kind == "task":
        owner = line.owner.shown if line.owner is not None else line.owner_name
        found.append(say("minutes.line_owner", who=owner) if owner else say("minutes.line_no_owner"))
        found.append(
            say("minutes.line_no_due")
            if line.due_on is None
            else say("minutes.line_due", day=say_date(line.due_on, this_year=year))
        )
    return found

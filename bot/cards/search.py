"""查: what was found, each with who and when and the button that opens it; and the minutes as one reads them up."""

from datetime import datetime

from app.calendars import Calendar, say_date
from app.documents.minutes import SECTION_NAMES
from app.meetings.minutes_views import SECTIONS, MinutesView
from app.meetings.views import MeetingView
from app.search.views import Found, Hit
from bot.cards.minutes_text import section_text
from bot.cards.model import Button, Card, Element, Form, Notice, Span, TextField
from bot.cards.parts import button, buttons, heading, p, quiet, t
from bot.texts import say

LONGEST = 80
"""Characters of a finding on a phone."""
LETTERS = {"decision": "M", "minutes": "M", "task": "T", "need": "N"}


def search_form() -> Card:
    """Asking for the words."""
    field = TextField(
        "words", say("search.field"), placeholder=say("search.placeholder"), required=True, max_length=200
    )
    go = button(say("search.go"), "search.run", style="primary")
    return Card(say("search.ask"), (Form("search", (field,), (go,)),), summary=say("search.ask"))


def found_card(found: Found, *, now: datetime, calendar: Calendar) -> Card:
    """One page, newest first."""
    year = calendar.local(now).year
    title = say("search.title", words=found.words, total=found.total)
    elements: list[Element] = [_line(hit, year, calendar) for hit in found.hits]
    if not elements:
        elements.append(p(say("search.none")))
    if found.pages > 1:
        elements.append(quiet(say("search.page", page=found.page, pages=found.pages)))
    before = button(say("search.before"), "search.page", lookup=found.id, page=found.page - 1)
    after = button(say("search.next"), "search.page", lookup=found.id, page=found.page + 1)
    elements.append(
        buttons(
            before if found.page > 1 else None,
            after if found.page < found.pages else None,
            button(say("search.again"), "search.ask"),
        )
    )
    if found.here:
        elements.append(quiet(say("search.here")))
    return Card(title, tuple(elements), summary=title)


def _line(hit: Hit, year: int, calendar: Calendar) -> Notice:
    number = f" {LETTERS[hit.kind]}{hit.number}" if hit.kind in LETTERS else ""
    text = hit.text if len(hit.text) <= LONGEST else hit.text[: LONGEST - 1] + "…"
    where = hit.where if len(hit.where) <= LONGEST else hit.where[: LONGEST - 1] + "…"
    about = (
        where,
        "" if hit.who is None else hit.who.shown,
        say_date(calendar.local(hit.at).date(), this_year=year),
    )
    detail = " · ".join(part for part in about if part)
    over = bool(hit.replaced_by)
    spans = (
        t(f"{say(f'search.{hit.kind}')}{number}  ", tone="info"),
        Span(text, bold=not over, struck=over, tone="quiet" if over else "plain"),
        t(say("search.replaced", by=hit.replaced_by) if over else "", tone="warn"),
        t(f"\n{detail}", tone="quiet"),
    )
    return Notice("hint", spans, (_opens(hit),))


def _opens(hit: Hit) -> Button:
    label = say("search.open")
    if hit.kind == "task":
        return button(label, "task.show", task=hit.id)
    if hit.kind == "need":
        return button(label, "need.show", need=hit.id)
    if hit.kind == "term":
        return button(label, "term.show", term=hit.id)
    if hit.published:
        return button(label, "search.minutes", meeting=hit.id)
    return button(label, "meeting.show", meeting=hit.id)


def read_card(meeting: MeetingView, minutes: MinutesView) -> Card:
    """The minutes for whoever looks them up: nothing is asked of them."""
    title = say("minutes.title", number=meeting.number, title=meeting.title)
    elements: list[Element] = []
    for section in SECTIONS:
        elements += [heading(SECTION_NAMES[section]), section_text(minutes.sections[section])]
    elements.append(buttons(button(say("minutes.export"), "minutes.export", meeting=meeting.id)))
    return Card(title, tuple(elements), summary=title)

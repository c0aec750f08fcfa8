"""会议纪要 as its readers see it: in private with their own answer, in the group without anybody's (S52–S55)."""

from datetime import datetime

from app.calendars import Calendar, say_moment
from app.documents.minutes import SECTION_NAMES
from app.meetings.minutes_views import SECTIONS, MinutesView
from app.meetings.readers import Reader
from app.meetings.views import MeetingView
from bot.cards.minutes_draft import pending_notices
from bot.cards.minutes_text import section_text
from bot.cards.model import Card, ChoiceField, Element, Fold, Form, Option, Span, TextField, Tone
from bot.cards.parts import button, buttons, heading, note, p, quiet, t
from bot.texts import say


def minutes_card(
    meeting: MeetingView, minutes: MinutesView, *, reader: Reader | None, now: datetime, calendar: Calendar
) -> Card:
    """An edition. `reader` is who sees it in private, None in the group."""
    title = say("minutes.title", number=meeting.number, title=meeting.title)
    if not minutes.newest:
        return _replaced_card(title, minutes)
    until = say_moment(minutes.closes_at, this_year=calendar.local(now).year, calendar=calendar)
    received = reader is not None and reader.person.id in minutes.answered_ids
    elements: list[Element] = [p(t(_ask(minutes, reader, received=received, until=until), bold=True))]
    if minutes.changed:
        names = "、".join(SECTION_NAMES[section] for section in minutes.changed)
        elements.append(p(t(say("minutes.changed_in", edition=minutes.edition, names=names), tone="warn")))
    elements.extend(pending_notices(meeting))
    objections = _own_objections(minutes, reader)
    elements.extend(objections)
    for section in SECTIONS:
        elements += [heading(SECTION_NAMES[section]), section_text(minutes.sections[section])]
    if minutes.changed:
        elements.append(_changes(minutes))
    elements.append(_acts(meeting, minutes, reader, received=received))
    tag, tone = _tag(minutes, received=received)
    if minutes.edition > 1:
        tag = f"{say('minutes.edition', edition=minutes.edition)} {tag}"
    settled = minutes.final and received and not objections
    return Card(title, tuple(elements), tone=tone, tag=tag, tag_tone=tone, summary=title, settled=settled)


def withdrawn_card() -> Card:
    """An edition that was taken back (D10)."""
    return note(say("minutes.withdrawn_title"), say("minutes.withdrawn"), tone="quiet")


def final_card(meeting: MeetingView, minutes: MinutesView) -> Card:
    """定稿 n/m: one line for the group and the recorder; the file follows (S55)."""
    waiting = sum(1 for objection in minutes.objections if objection.open)
    lines = [say("minutes.final_body", title=meeting.title)]
    if waiting:
        lines.append(say("minutes.final_open", count=waiting))
    title = say(
        "minutes.final_title", number=meeting.number, done=minutes.confirmed, total=len(minutes.readers)
    )
    return note(title, *lines, tone="good")


def objecting_card(meeting: MeetingView, minutes: MinutesView, reader: Reader) -> Card:
    """The form of an objection, bound to a section (S55); what one said already stands above it."""
    title = say("objecting.title", number=meeting.number)
    if minutes.final or not minutes.newest:
        text = say("minutes.now_final") if minutes.final else say("minutes.replaced", edition=minutes.edition)
        return note(title, text, tone="quiet")
    choice = ChoiceField(
        "section",
        say("objecting.section"),
        tuple(Option(section, SECTION_NAMES[section]) for section in SECTIONS),
        ("topics",),
        required=True,
    )
    text_field = TextField(
        "text", say("objecting.text"), "", say("objecting.placeholder"), lines=3, required=True
    )
    submit = button(say("objecting.submit"), "minutes.submit_objection", style="primary", minutes=minutes.id)
    return Card(
        title,
        (
            quiet(say("objecting.hint")),
            *_own_objections(minutes, reader),
            Form(f"objecting_{minutes.id}", (choice, text_field), (submit,)),
        ),
    )


def _ask(minutes: MinutesView, reader: Reader | None, *, received: bool, until: str) -> str:
    if minutes.final:
        return say("minutes.you_received_final") if received else say("minutes.now_final")
    if reader is None:
        return say("minutes.ask_group", at=until)
    if not reader.may_object:
        return say("minutes.you_received_final") if received else say("minutes.ask_reader")
    return say("minutes.you_received" if received else "minutes.ask", at=until)


def _own_objections(minutes: MinutesView, reader: Reader | None) -> list[Element]:
    found: list[Element] = []
    for objection in minutes.objections:
        if reader is None or objection.person.id != reader.person.id:
            continue
        section = SECTION_NAMES[objection.section]
        spans: list[Span] = [t(say("minutes.your_objection", section=section, text=objection.text))]
        if objection.answer:
            spans.append(t("\n" + say("minutes.your_answer", answer=objection.answer), tone="good"))
        elif objection.dispute_id is not None:
            spans.append(t("\n" + say("minutes.your_dispute"), tone="warn"))
        found.append(p(*spans))
    return found


def _changes(minutes: MinutesView) -> Element:
    """X6: what the edition before said, struck through."""
    struck = [
        p(t(f"{SECTION_NAMES[section]}\n"), Span(text, struck=True, tone="quiet"))
        for section, text in minutes.changed.items()
    ]
    return Fold(say("minutes.changed"), tuple(struck))


def _acts(meeting: MeetingView, minutes: MinutesView, reader: Reader | None, *, received: bool) -> Element:
    receive = button(say("minutes.receive"), "minutes.receive", style="primary", minutes=minutes.id)
    may_object = not minutes.final and (reader is None or reader.may_object)
    return buttons(
        None if received or (minutes.final and reader is None) else receive,
        button(say("minutes.object"), "minutes.object", minutes=minutes.id) if may_object else None,
        button(say("minutes.export"), "minutes.export", meeting=meeting.id),
    )


def _tag(minutes: MinutesView, *, received: bool) -> tuple[str, Tone]:
    if minutes.final:
        return say("minutes.final_tag"), "good"
    if received:
        return say("minutes.received_tag"), "good"
    return say("minutes.open_tag"), "info"


def _replaced_card(title: str, minutes: MinutesView) -> Card:
    struck = [
        p(t(f"{SECTION_NAMES[section]}\n"), Span(minutes.sections[section], struck=True, tone="quiet"))
        for section in SECTIONS
    ]
    name = say("minutes.edition", edition=minutes.edition)
    return Card(
        title,
        (p(say("minutes.replaced", edition=minutes.edition)), Fold(name, tuple(struck))),
        tone="quiet",
        tag=say("minutes.replaced_tag"),
    )

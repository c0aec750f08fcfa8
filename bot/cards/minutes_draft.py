"""纪要草稿, the recorder's desk: what will be published, then who answered and what was objected (S50, S51, S54)."""

from datetime import datetime

from app.calendars import Calendar, say_moment
from app.documents.minutes import SECTION_NAMES
from app.meetings.minutes_views import SECTIONS, MinutesView, ObjectionView, Sections
from app.meetings.views import MeetingView
from app.people.views import PersonView
from bot.cards.minutes_text import section_text
from bot.cards.model import Button, Card, Element, Fold, Form, Leaf, Notice, Progress, Span, TextField
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows, t
from bot.texts import say

PART = 600
"""Characters of a section in one box of its form."""


def draft_card(
    meeting: MeetingView,
    sections: Sections,
    *,
    by_hand: frozenset[str],
    waiting: int,
    due_at: datetime,
    now: datetime,
    calendar: Calendar,
) -> Card:
    """Before the first edition. `by_hand` are sections written over, `waiting` the pasted lines not answered yet."""
    late = now >= due_at
    at = say_moment(due_at, this_year=calendar.local(now).year, calendar=calendar)
    elements: list[Element] = [
        p(t(say("minutes.publish_late" if late else "minutes.publish_by", at=at), bold=True)),
        *_notices(meeting, waiting),
    ]
    for section in SECTIONS:
        elements.append(heading(SECTION_NAMES[section]))
        elements.extend(_section(meeting, sections[section], section, by_hand))
    elements.append(
        buttons(
            button(
                say("minutes.publish"),
                "minutes.publish",
                style="primary",
                confirm=say("minutes.publish_confirm"),
                meeting=meeting.id,
            ),
            button(say("minutes.paste"), "minutes.paste", meeting=meeting.id),
            button(say("minutes.export"), "minutes.export", meeting=meeting.id),
        )
    )
    title = say("minutes.draft_title", number=meeting.number, title=meeting.title)
    tag = say("minutes.overdue" if late else "minutes.todo")
    return Card(title, tuple(elements), tone="bad" if late else "warn", tag=tag, tag_tone="warn")


def desk_card(
    meeting: MeetingView,
    minutes: MinutesView,
    sections: Sections,
    *,
    by_hand: frozenset[str],
    waiting: int,
    undo: int | None,
    now: datetime,
    calendar: Calendar,
) -> Card:
    """After an edition: the board (S54), the objections, and the way to the next edition (X6)."""
    year = calendar.local(now).year
    elements: list[Element] = [*_notices(meeting, waiting)]
    if by_hand:
        text = say("minutes.unpublished_changes", edition=minutes.edition + 1)
        elements.append(Notice("warn", (t(text),), (_publish_next(meeting, minutes),)))
    elements.append(_facts(minutes, year, calendar))
    elements.extend(_board(minutes))
    elements.extend(_objections(minutes))
    text_leaves: list[Leaf] = []
    for section in SECTIONS:
        text_leaves.append(heading(SECTION_NAMES[section]))
        text_leaves.extend(_section(meeting, sections[section], section, by_hand))
    elements.append(Fold(say("minutes.full_text"), tuple(text_leaves)))
    back = None if undo is None else button(say("minutes.undo"), "undo", change=undo)
    elements.append(
        buttons(
            button(say("minutes.export"), "minutes.export", style="primary", meeting=meeting.id),
            button(say("minutes.paste"), "minutes.paste", meeting=meeting.id),
            button(say("amend.open"), "amend.open", meeting=meeting.id) if meeting.decisions else None,
            back,
        )
    )
    return Card(
        say("minutes.desk_title", number=meeting.number, title=meeting.title),
        tuple(elements),
        tone="good" if minutes.final else "info",
        tag=say("minutes.final_tag") if minutes.final else say("minutes.edition", edition=minutes.edition),
        tag_tone="good" if minutes.final else "info",
    )


def edit_card(meeting: MeetingView, section: str, text: str) -> Card:
    """One section to be written by hand (S51); a long one in several boxes, none longer than platforms take."""
    name = SECTION_NAMES[section]
    parts = in_parts(text)
    fields = tuple(
        TextField(
            f"text_{place}",
            name if len(parts) == 1 else say("minutes.edit_part", name=name, part=place, parts=len(parts)),
            part,
            say("minutes.edit_placeholder"),
            lines=8,
        )
        for place, part in enumerate(parts, start=1)
    )
    submits = (
        button(say("minutes.save"), "minutes.save", style="primary", meeting=meeting.id, section=section),
        button(say("minutes.assemble"), "minutes.assemble", meeting=meeting.id, section=section),
    )
    title = say("minutes.edit_title", name=name, number=meeting.number)
    form = Form(f"minutes_{section}_{meeting.id}", fields, submits)
    return Card(title, (quiet(say("minutes.edit_hint")), form))


def in_parts(text: str) -> list[str]:
    """A text parted between lines into pieces that leave room to write in a box of 1000 characters."""
    parts = [""]
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), PART):
            piece = line[start : start + PART]
            if parts[-1] and len(parts[-1]) + len(piece) > PART:
                parts.append(piece)
            else:
                parts[-1] += f"\n{piece}" if parts[-1] else piece
    return parts


def pending_notices(meeting: MeetingView) -> list[Notice]:
    """重大 decisions: those that wait for a head's word, and those that have it (S84)."""
    return [
        Notice("warn", (t(say("minutes.pending", text=decision.text)),))
        if decision.pending
        else Notice("ok", (t(say("minutes.confirmed_major", text=decision.text)),))
        for decision in meeting.decisions
        if decision.major
    ]


def _notices(meeting: MeetingView, waiting: int) -> list[Element]:
    found: list[Element] = list(pending_notices(meeting))
    if waiting:
        look = button(say("minutes.look"), "minutes.paste", style="primary", meeting=meeting.id)
        found.append(Notice("hint", (t(say("minutes.waiting_lines", count=waiting)),), (look,)))
    return found


def _section(meeting: MeetingView, text: str, section: str, by_hand: frozenset[str]) -> list[Leaf]:
    name = say(f"minutes.short.{section}")
    edit = button(say("minutes.edit_section", name=name), "minutes.edit", meeting=meeting.id, section=section)
    mark: list[Leaf] = [quiet(say("minutes.by_hand"))] if section in by_hand else []
    return [section_text(text), *mark, buttons(edit)]


def _publish_next(meeting: MeetingView, minutes: MinutesView) -> Button:
    return button(
        say("minutes.publish_next", edition=minutes.edition + 1),
        "minutes.publish",
        style="primary",
        confirm=say("minutes.publish_confirm"),
        meeting=meeting.id,
    )


def _facts(minutes: MinutesView, year: int, calendar: Calendar) -> Element:
    at = say_moment(minutes.published_at, this_year=year, calendar=calendar)
    return rows(
        row(say("minutes.published"), say("minutes.published_by", at=at, who=minutes.publisher.shown)),
        row(say("minutes.closes"), say_moment(minutes.closes_at, this_year=year, calendar=calendar)),
    )


def _board(minutes: MinutesView) -> list[Element]:
    done = [r.person for r in minutes.readers if r.person.id in minutes.answered_ids]
    silent = [r.person for r in minutes.readers if r.person.id not in minutes.answered_ids]
    return [
        heading(say("minutes.board")),
        Progress(say("minutes.confirmed"), minutes.confirmed, len(minutes.readers)),
        rows(
            row(say("minutes.confirmed"), *_names(done)),
            row(say("minutes.silent"), *(_names(silent) or [t(say("minutes.nobody_silent"), tone="good")])),
        ),
    ]


def _names(people: list[PersonView]) -> list[Span]:
    spans: list[Span] = []
    for person in people:
        if spans:
            spans.append(t("、"))
        spans.append(t(person.shown, person=person.external_id))
    return spans


def _objections(minutes: MinutesView) -> list[Element]:
    if not minutes.objections:
        return []
    return [heading(say("minutes.objections")), *(_objection(objection) for objection in minutes.objections)]


def _objection(objection: ObjectionView) -> Notice:
    about: dict[str, str | int] = {
        "who": objection.person.shown,
        "section": SECTION_NAMES[objection.section],
        "text": objection.text,
    }
    if objection.dispute_id is not None:
        return Notice("hint", (t(say("minutes.objection_dispute", **about)),))
    if objection.answer:
        return Notice("ok", (t(say("minutes.objection_answered", answer=objection.answer, **about)),))
    label = say("minutes.handle", who=objection.person.shown)
    handle = button(label, "objection.open", style="primary", objection=objection.id)
    return Notice("warn", (t(say("minutes.objection_line", **about)),), (handle,))

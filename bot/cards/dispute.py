"""分歧 and 异议: what people differ about, and what they agree on (S44–S46, S55)."""

from datetime import datetime

from app.calendars import Calendar, say_moment
from app.documents.minutes import SECTION_NAMES
from app.meetings.minutes_views import ObjectionView
from app.meetings.views import DisputeView, MeetingView
from bot.cards.model import Card, Element, Form, Notice, TextField, Tone
from bot.cards.parts import button, buttons, p, quiet, row, rows, t
from bot.texts import say


def dispute_card(
    meeting: MeetingView, dispute: DisputeView, *, undo: int | None, now: datetime, calendar: Calendar
) -> Card:
    """A dispute for those who settle it: each side's core demand, the deadline, and 达成一致."""
    year = calendar.local(now).year
    due = say_moment(dispute.due_at, this_year=year, calendar=calendar)
    facts = rows(
        row(say("dispute.point"), t(dispute.point, bold=True)),
        *(
            row(say("dispute.side", who=department or ("" if who is None else who.shown)), demand)
            for department, who, demand in dispute.sides
        ),
        row(say("dispute.way"), dispute.way),
        row(say("dispute.due"), due),
    )
    elements: list[Element] = [facts]
    tone: Tone = "warn"
    if dispute.settled_at is not None:
        tone = "good"
        at = say_moment(dispute.settled_at, this_year=year, calendar=calendar)
        elements.append(rows(row(say("dispute.settled"), t(dispute.settled, bold=True))))
        elements.append(quiet(say("dispute.settled_at", at=at)))
        if undo is not None:
            elements.append(buttons(button(say("dispute.undo"), "undo", change=undo)))
    else:
        late = now >= dispute.due_at
        tone = "bad" if late else "warn"
        elements.append(
            Notice("bad" if late else "hint", (t(say("dispute.late" if late else "dispute.ask")),))
        )
        elements.append(_settle_form(dispute))
    return Card(
        say("dispute.title", number=meeting.number, title=meeting.title),
        tuple(elements),
        tone=tone,
        tag=say("dispute.done" if dispute.settled else "dispute.open"),
        tag_tone=tone,
    )


def objection_card(
    meeting: MeetingView,
    objection: ObjectionView,
    *,
    about: str,
    answers: bool,
    now: datetime,
    calendar: Calendar,
) -> Card:
    """An objection: for who answers it with the form, for who raised it with the answer. `about` is the section's text."""
    year = calendar.local(now).year
    until = say_moment(objection.answer_by, this_year=year, calendar=calendar)
    elements: list[Element] = [
        rows(
            row(say("objection.from"), t(objection.person.shown, person=objection.person.external_id)),
            row(say("objection.section"), SECTION_NAMES[objection.section]),
            row(say("objection.text"), t(objection.text, bold=True)),
            row(say("objection.answer"), objection.answer),
        )
    ]
    if objection.open and answers:
        elements.append(quiet(about))
        elements.append(p(say("objection.by", at=until)))
        elements.append(_answer_form(objection))
    elif objection.open:
        elements.append(p(say("objection.wait", at=until)))
    state = "open" if objection.open else "answered" if objection.answer else "dispute"
    tones: dict[str, Tone] = {"open": "warn", "answered": "good", "dispute": "quiet"}
    return Card(
        say("objection.title", number=meeting.number, title=meeting.title),
        tuple(elements),
        tone=tones[state],
        tag=say(f"objection.{state}"),
        tag_tone=tones[state],
    )


def _settle_form(dispute: DisputeView) -> Form:
    field = TextField("settled", say("dispute.field"), "", say("dispute.placeholder"), lines=2, required=True)
    submit = button(say("dispute.settle"), "dispute.settle", style="primary", dispute=dispute.id)
    return Form(f"dispute_{dispute.id}", (field,), (submit,))


def _answer_form(objection: ObjectionView) -> Form:
    field = TextField(
        "answer", say("objection.answer"), "", say("objection.placeholder"), lines=2, required=False
    )
    submits = (
        button(say("objection.send"), "objection.answer", style="primary", objection=objection.id),
        button(
            say("objection.to_dispute"),
            "objection.dispute",
            confirm=say("objection.to_dispute_confirm"),
            objection=objection.id,
        ),
    )
    return Form(f"objection_{objection.id}", (field,), submits)

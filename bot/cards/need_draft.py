"""需求草稿: the form of 表1, filled as far as it is known, naming what is missing."""

from datetime import datetime

from app.calendars import Calendar, say_moment
from app.documents.columns import REQUEST_COLUMNS
from app.needs.rules import LONGEST, SCENARIOS, too_long
from app.needs.views import DraftView, NeedFields
from bot.cards.model import (
    LONGEST_INPUT,
    Button,
    Card,
    ChoiceField,
    DateField,
    Element,
    Field,
    Form,
    Notice,
    Option,
    TextField,
)
from bot.cards.parts import button, quiet, t
from bot.texts import say

LABELS: dict[str, str] = dict(
    zip(
        ("project", "department", "goal", "departments", "contacts", "description", "due_on", "note"),
        REQUEST_COLUMNS,
        strict=True,
    )
)
"""Each field of 表1 under its column's own words (S71)."""


def draft_card(
    draft: DraftView,
    *,
    homes: tuple[Option, ...],
    number: int | None,
    now: datetime,
    calendar: Calendar,
    scenario: str = "",
) -> Card:
    """The draft. `homes` are the groups to choose from when it was begun in private; `number` of a need being edited;
    `scenario` is what the chat's needs begin with."""
    title = say("draft.title") if number is None else say("draft.edit_title", number=number)
    if draft.done:
        return Card(title, (quiet(say("draft.done")),), tone="quiet")
    year = calendar.local(now).year
    elements: list[Element] = []
    long = too_long(draft.fields)
    elements.extend(
        Notice("warn", (t(say("too_long", field=LABELS[name], most=LONGEST[name])),)) for name in long
    )
    if empty := [name for name in draft.missing if name not in long]:
        names = "、".join(LABELS.get(name) or say("draft.home") for name in empty)
        elements.append(Notice("warn", (t(say("draft.missing", names=names)),)))
    elif number is None and not long:
        elements.append(Notice("ok", (t(say("draft.complete")),)))
    if draft.fields.due_on is None and draft.fields.due_typed:
        elements.append(Notice("warn", (t(say(_doubt(draft.fields), typed=draft.fields.due_typed)),)))
    elements.append(Form(f"draft_{draft.id}", _fields(draft, homes, scenario), _submits(draft, number)))
    elements.append(
        quiet(say("draft.kept", until=say_moment(draft.expires_at, this_year=year, calendar=calendar)))
    )
    return Card(
        title,
        tuple(elements),
        tone="warn" if draft.missing else "info",
        summary=draft.fields.project or title,
    )


def _doubt(fields: NeedFields) -> str:
    return {"impossible": "draft.due_impossible", "past": "draft.due_past"}.get(
        fields.due_doubt, "draft.due_unclear"
    )


def _submits(draft: DraftView, number: int | None) -> tuple[Button, ...]:
    done = say("draft.register") if number is None else say("draft.apply")
    rehearse = (
        () if number is not None else (button(say("preview.button"), "draft.rehearse", draft=draft.id),)
    )
    return (
        button(done, "draft.submit", style="primary", draft=draft.id),
        *rehearse,
        button(say("draft.save"), "draft.save", draft=draft.id),
        button(say("draft.drop"), "draft.drop", draft=draft.id),
    )


def _fields(draft: DraftView, homes: tuple[Option, ...], scenario: str) -> tuple[Field, ...]:
    fields = draft.fields
    milestones = "；".join(f"{m.due_on.month}月{m.due_on.day}日 {m.name}" for m in fields.milestones)
    contacts = "、".join(f"{c.department}{'@' if c.department else ''}{c.name}" for c in fields.contacts)
    listed: list[Field] = [
        _text("project", fields.project),
        _text("department", fields.department),
        _text("goal", fields.goal, lines=2),
        _text("departments", "、".join(fields.departments)),
        _text("contacts", contacts),
        _text("description", fields.description, lines=3),
        DateField(
            "due_on",
            LABELS["due_on"],
            fields.due_on.isoformat() if fields.due_on else "",
            say("field.example.due_on"),
        ),
        _text("note", fields.note, lines=2),
        ChoiceField(
            "scenario",
            say("field.scenario"),
            tuple(Option(name, say(f"scenario.{name}")) for name in SCENARIOS),
            (fields.scenario or scenario or SCENARIOS[0],),
        ),
        _text("deliverables", fields.deliverables),
        _text("milestones", milestones),
        _text("own_resources", fields.own_resources),
    ]
    if homes:
        listed.insert(0, ChoiceField("home", say("draft.home"), homes, (fields.home,) if fields.home else ()))
    return tuple(listed)


def _text(name: str, value: str, *, lines: int = 1) -> TextField:
    return TextField(
        name,
        LABELS.get(name) or say(f"field.{name}"),
        value,
        say(f"field.example.{name}"),
        lines=lines,
        max_length=LONGEST.get(name, LONGEST_INPUT),
    )

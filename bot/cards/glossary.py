"""术语: the list, one term with each department's 口径, and the form (S82)."""

from collections.abc import Sequence
from datetime import datetime

from app.calendars import Calendar, say_date
from app.glossary.views import TermView
from bot.cards.model import Card, ChoiceField, Element, Form, Notice, Option, TextField, Tone
from bot.cards.parts import button, buttons, heading, note, p, quiet, t
from bot.texts import say

SHOWN = 20
EVERYBODY = "-"
"""The choice of no department: a form has to send something."""


def terms_card(terms: Sequence[TermView]) -> Card:
    """Every term, each a tap away; those on which departments differ stand out."""
    title = say("terms.title", total=len(terms))
    elements: list[Element] = [_line(term) for term in terms[:SHOWN]]
    if not elements:
        elements.append(p(say("terms.none")))
    if len(terms) > SHOWN:
        elements.append(quiet(say("terms.many", count=SHOWN)))
    elements.append(buttons(button(say("terms.add"), "term.new", style="primary")))
    return Card(title, tuple(elements), summary=title)


def near_card(name: str, terms: Sequence[TermView], departments: Sequence[str], own: str) -> Card:
    """A name nobody registered: what is near it, and the form that registers it."""
    elements: list[Element] = []
    if terms:
        elements += [p(say("terms.near", name=name)), *(_line(term) for term in terms[:5])]
    elements += [p(say("terms.unknown", name=name)), _form(name, departments, own)]
    return Card(say("term.title", name=name), tuple(elements), summary=say("term.title", name=name))


def term_form(departments: Sequence[str], own: str) -> Card:
    """An empty form."""
    return Card(say("term.form_title"), (_form("", departments, own),), summary=say("term.form_title"))


def term_card(
    term: TermView, departments: Sequence[str], *, own: str, now: datetime, calendar: Calendar
) -> Card:
    """What each department means by a term, and the form to say it; `own` is chosen in it already."""
    year = calendar.local(now).year
    title = say("term.title", name=term.name)
    elements: list[Element] = []
    if term.conflict:
        elements.append(Notice("warn", (t(say("term.conflict"), bold=True),)))
    for one in term.definitions:
        day = say_date(calendar.local(one.at).date(), this_year=year)
        who = "" if one.by is None else one.by.shown
        sure = say("term.remove_sure", name=term.name)
        drop = button(say("term.remove"), "term.remove", confirm=sure, term=term.id, definition=one.id)
        spans = (
            t(one.department or say("term.everybody"), bold=True),
            t(f"  {one.text}"),
            t(f"\n{say('term.by', who=who, day=day)}", tone="quiet"),
        )
        elements.append(Notice("hint", spans, (drop,)))
    elements += [heading(say("term.add")), _form(term.name, departments, own)]
    elements.append(buttons(button(say("terms.all"), "term.list")))
    tag = say("term.conflict_tag") if term.conflict else ""
    tone: Tone = "warn" if term.conflict else "info"
    return Card(title, tuple(elements), tone=tone, tag=tag, tag_tone="warn", summary=title)


def gone_card() -> Card:
    """A term that was deleted."""
    return note(say("term.form_title"), say("term.gone"), tone="quiet")


def _line(term: TermView) -> Notice:
    text = term.definitions[0].text if term.definitions else ""
    shown = text if len(text) <= 40 else text[:39] + "…"
    rest = say("term.conflict_tag") if term.conflict else shown
    spans = (t(say("terms.line", name=term.name), bold=True), t(f"\n{rest}", tone="quiet"))
    show = button(say("terms.open"), "term.show", term=term.id)
    return Notice("warn" if term.conflict else "hint", spans, (show,))


def _form(name: str, departments: Sequence[str], own: str) -> Form:
    """Name, department and what it means."""
    options = (
        Option(EVERYBODY, say("term.everybody_choice")),
        *(Option(one, one) for one in departments),
    )
    fields = (
        TextField(
            "name", say("term.field.name"), name, say("term.example.name"), required=True, max_length=100
        ),
        ChoiceField("department", say("term.field.department"), options, (own or EVERYBODY,)),
        TextField("text", say("term.field.text"), "", say("term.example.text"), lines=2, required=True),
    )
    return Form("term", fields, (button(say("term.save"), "term.save", style="primary"),))

"""修订结论: which conclusion, and what holds instead of it (X6)."""

from app.meetings.minutes_views import MinutesView
from app.meetings.views import DecisionView, MeetingView
from bot.cards.model import Card, Element, Form, Notice, Span, TextField, ToggleField
from bot.cards.parts import button, p, quiet, row, rows, t
from bot.texts import say


def amends_card(meeting: MeetingView, minutes: MinutesView) -> Card:
    """Every conclusion with its button; those that were replaced are struck."""
    title = say("amend.list_title", number=meeting.number, title=meeting.title)
    if not meeting.decisions:
        return Card(title, (quiet(say("amend.none")),), tone="quiet")
    elements: list[Element] = [p(say("amend.list_body", edition=minutes.edition + 1))]
    for one in sorted((*meeting.decisions, *meeting.replaced), key=lambda one: one.id):
        if one.stands:
            act = button(
                say("amend.title", name=one.name, number=meeting.number), "amend.one", decision=one.id
            )
            elements.append(Notice("hint", (t(say("amend.line", name=one.name, text=one.text)),), (act,)))
        else:
            elements.append(p(*_struck(one)))
    return Card(title, tuple(elements), summary=title)


def amend_card(meeting: MeetingView, minutes: MinutesView, decision: DecisionView, *, others: bool) -> Card:
    """The form. `others`: sections written by hand wait to be published as well."""
    title = say("amend.title", name=decision.name, number=meeting.number)
    if not decision.stands:
        done = say("amend.done", name=decision.name, by=decision.replaced_by)
        return Card(title, (p(*_struck(decision)), quiet(done)), tone="good", summary=title)
    topic = next((one.title for one in meeting.topics if one.id == decision.topic_id), "")
    fields = (
        TextField(
            "text", say("amend.field"), decision.text, say("amend.placeholder"), lines=3, required=True
        ),
        TextField("basis", say("amend.basis"), "", say("amend.basis_placeholder"), lines=2),
        ToggleField("major", say("amend.major"), decision.major),
    )
    submit = button(say("amend.submit"), "amend.submit", style="primary", decision=decision.id)
    elements: list[Element] = [
        rows(
            row(say("amend.topic"), topic),
            row(say("amend.was"), f"{decision.name}  {decision.text}"),
        ),
        Form(f"amend_{decision.id}", fields, (submit,)),
        quiet(say("amend.hint", edition=minutes.edition + 1)),
    ]
    if others:
        elements.append(quiet(say("amend.with_others")))
    return Card(title, tuple(elements), tone="warn", summary=title)


def _struck(decision: DecisionView) -> list[Span]:
    return [
        Span(say("amend.replaced", name=decision.name, text=decision.text), struck=True, tone="quiet"),
        t(say("amend.replaced_by", by=decision.replaced_by), tone="warn"),
    ]

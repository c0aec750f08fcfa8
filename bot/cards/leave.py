"""请假: noting days away, and what was noted (D4)."""

from app.calendars import say_days
from app.people.leaves import LeaveView
from bot.cards.model import Card, DateField, Element, Form, PersonField
from bot.cards.parts import button, buttons, note, p, quiet
from bot.texts import say


def leave_form(*, start: str = "", end: str = "", unclear: str = "") -> Card:
    """Asking for the days; `unclear` is what was typed and could not be read."""
    fields = (
        DateField("start", say("leave.start"), start, required=True),
        DateField("end", say("leave.end"), end, required=True),
        PersonField("deputy", say("leave.deputy"), placeholder=say("contacts.placeholder")),
    )
    elements: list[Element] = [p(say("leave.unclear", typed=unclear))] if unclear else []
    elements.append(quiet(say("leave.form")))
    elements.append(Form("leave", fields, (button(say("leave.save"), "leave.take", style="primary"),)))
    return Card(say("leave.title"), tuple(elements), summary=say("leave.title"))


def leave_card(leave: LeaveView, *, year: int) -> Card:
    """What was noted, and the way to take it back."""
    if leave.cancelled:
        return note(say("leave.title"), say("leave.cancelled"), tone="quiet")
    days = say_days(leave.start_on, leave.end_on, this_year=year)
    told = say("leave.nobody") if leave.deputy is None else say("leave.by", who=leave.deputy.shown)
    return Card(
        say("leave.title"),
        (
            p(say("leave.noted", days=days)),
            p(told),
            buttons(button(say("leave.cancel"), "leave.cancel", leave=leave.id)),
        ),
        tone="good",
        summary=say("leave.title"),
    )

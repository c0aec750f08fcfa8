"""成员离职: saying so, and the hand-over card with one select an item (D17)."""

from collections.abc import Sequence

from app.calendars import Calendar, say_date
from app.leaving.views import DepartureView, Item
from bot.cards.model import Card, ChoiceField, Element, Form, Option, PersonField
from bot.cards.parts import button, note, p, quiet
from bot.texts import say

SHOWN = 10
"""Selects on one card; a platform takes no endless form."""
LONGEST = 40


def leaving_form() -> Card:
    """For an admin: who has left."""
    field = PersonField("person", say("leavers.who"), placeholder=say("contacts.placeholder"), required=True)
    mark = button(say("leavers.mark"), "leaver.mark", style="danger", confirm=say("leavers.sure"))
    return Card(
        say("leavers.ask_title"),
        (p(say("leavers.ask")), Form("leaving", (field,), (mark,))),
        summary=say("leavers.ask_title"),
    )


def leaver_card(departure: DepartureView, *, year: int, calendar: Calendar) -> Card:
    """What its reader is to give to others; an item goes once it is given.

    People are a plain choice: in private a platform's own picker offers only who is in that chat.
    """
    name = departure.person.shown
    title = say("leaver.title", name=name)
    if not departure.items:
        return note(title, say("leaver.done", name=name), tone="good")
    day = say_date(calendar.local(departure.at).date(), this_year=year)
    options = tuple(Option(one.external_id, one.shown) for one in departure.choices)
    shown = departure.items[:SHOWN]
    every = ChoiceField("all", say("leaver.all"), options, placeholder=say("contacts.placeholder"))
    fields = tuple(
        ChoiceField(item.key, _label(item), options, placeholder=say("contacts.placeholder"))
        for item in shown
    )
    give = button(say("leaver.give"), "leaver.give", style="primary", departure=departure.id)
    elements: list[Element] = [
        p(say("leaver.lead", name=name, day=day, count=len(departure.items))),
        Form(f"leaver_{departure.id}", (*((every,) if len(shown) > 1 else ()), *fields), (give,)),
    ]
    if len(departure.items) > SHOWN:
        elements.append(quiet(say("leaver.more", count=len(departure.items) - SHOWN)))
    return Card(title, tuple(elements), tone="warn", summary=title)


def _label(item: Item) -> str:
    text = item.text if len(item.text) <= LONGEST else item.text[: LONGEST - 1] + "…"
    return say(f"leaver.{item.kind}", number=item.number, text=text)


def shown_keys(items: Sequence[Item]) -> tuple[str, ...]:
    """The items the card offers now: 全部交给 means these."""
    return tuple(item.key for item in items[:SHOWN])

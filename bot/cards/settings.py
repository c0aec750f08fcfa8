"""设置: what a chat's admin can set (section 7)."""

from collections.abc import Mapping
from datetime import date

from app.people.views import PersonView
from bot.cards.model import Card, ChoiceField, Form, Option, PersonField, TextField
from bot.cards.parts import button, buttons, quiet
from bot.texts import say

ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/London",
    "America/New_York",
)


def settings_card(*, zone: str, days: Mapping[date, bool], admin: PersonView | None, rules: str) -> Card:
    """Everything on one form, as it stands. `rules` names the chat's rules, which have a card of their own."""
    lines = "\n".join(
        say("settings.day_on" if working else "settings.day_off", day=day.isoformat()).replace(" ", ",")
        for day, working in sorted(days.items())
    )
    zones = tuple(Option(one, one) for one in dict.fromkeys((zone, *ZONES)))
    fields = (
        ChoiceField("zone", say("settings.zone"), zones, (zone,)),
        TextField("days", say("settings.days"), lines, say("settings.days_example"), lines=4),
        PersonField(
            "admin",
            say("settings.admin"),
            value=() if admin is None else (admin.external_id,),
            placeholder=say("contacts.placeholder"),
        ),
    )
    form = Form("settings", fields, (button(say("settings.save"), "settings.save", style="primary"),))
    return Card(
        say("settings.title"),
        (
            quiet(say("settings.days_known")),
            form,
            quiet(say("settings.who", who=admin.shown if admin else say("departments.nobody"))),
            quiet(say("settings.rules", rules=rules)),
            buttons(button(say("settings.rules_open"), "pack.show")),
        ),
        summary=say("settings.title"),
    )

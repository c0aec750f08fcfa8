"""预演 of a draft: every message each would get, with its time, and what it costs each; and what a setting would change."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.calendars import Calendar, say_moment
from app.reminders.rehearsed import Difference, Message, weeks_of
from bot.cards.model import Button, Card, Element
from bot.cards.parts import button, buttons, heading, note, p, quiet, t
from bot.texts import say

MOST_PEOPLE = 12
"""As many are listed on a phone's card; of the rest their number is told."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What somebody, or a group, would hear: by name."""

    name: str
    messages: tuple[Message, ...]


def draft_rehearsal(name: str, costs: Sequence[Cost], *, year: int, calendar: Calendar) -> Card:
    """If it were sent now and nobody did anything."""
    title = say("preview.title", name=name)
    if not costs:
        return note(title, say("preview.none"), tone="quiet")
    elements: list[Element] = [p(say("preview.lead"))]
    for one in costs[:MOST_PEOPLE]:
        weeks, count = weeks_of(one.messages), len(one.messages)
        elements.append(heading(say("preview.cost", name=one.name, weeks=weeks, count=count)))
        lines = "\n".join(message_line(message, year, calendar) for message in one.messages)
        elements.append(p(t(lines, tone="quiet")))
    elements += _rest(len(costs))
    return Card(title, tuple(elements), summary=title)


def difference_card(
    named: Sequence[tuple[str, Difference]], ways: Sequence[Button], *, year: int, calendar: Calendar
) -> Card:
    """What a change of settings would do to what is planned, before it is saved."""
    title = say("preview.settings")
    elements: list[Element] = [p(say("preview.settings_lead", count=len(named)))]
    for name, one in named[:MOST_PEOPLE]:
        elements.append(heading(say("preview.change", name=name, before=one.before, after=one.after)))
        lines = [say("preview.gone", line=message_line(message, year, calendar)) for message in one.gone[:4]]
        lines += [say("preview.new", line=message_line(message, year, calendar)) for message in one.new[:4]]
        elements.append(p(t("\n".join(lines), tone="quiet")))
    elements += _rest(len(named))
    elements.append(buttons(*ways))
    return Card(title, tuple(elements), tone="warn", summary=title)


def rules_ways(proposal: int) -> tuple[Button, Button]:
    """To take what one has proposed to oneself, or to leave it."""
    confirm = button(say("preview.confirm"), "pack.accept", style="primary", proposal=proposal)
    return confirm, button(say("preview.leave"), "pack.refuse", proposal=proposal)


def _rest(count: int) -> list[Element]:
    more = count - MOST_PEOPLE
    return [quiet(say("preview.more", count=more))] if more > 0 else []


def message_line(message: Message, year: int, calendar: Calendar) -> str:
    """When, and what it says."""
    at = say_moment(message.at, this_year=year, calendar=calendar)
    steps = dict.fromkeys(say(f"plan.{step}", about="").lstrip("：") for _, step in message.about)
    return say("preview.line", at=at, what="、".join(steps))

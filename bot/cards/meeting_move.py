"""Another time for a meeting: what was understood, before anybody is told (D7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.calendars import say_date, say_moment
from app.meetings.models import MeetingStatus
from bot.cards.meeting_parts import Sight
from bot.cards.model import Button, ButtonStyle, Card, Element, Notice
from bot.cards.parts import button, buttons, p, quiet, row, rows, t
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Move:
    """When it would begin (aware), and its length in minutes if that changes as well."""

    to: datetime
    length: int | None = None


def move_card(sight: Sight, move: Move, earlier: Move | None) -> Card:
    """The old and the new time, and the button; `earlier` is offered where the new one is on a day off."""
    elements: list[Element] = [
        rows(
            row(say("meetmove.was"), sight.at),
            row(say("meetmove.to"), t(_moved(sight, move), bold=True)),
        )
    ]
    if earlier is not None:
        day = say_date(sight.calendar.local(move.to).date(), this_year=sight.year)
        acts = (_button(sight, earlier, "default"),)
        elements.append(Notice("warn", (t(say("meetmove.day_off", day=day)),), acts))
    elements.append(buttons(_button(sight, move, "primary"), _other(sight)))
    elements.append(_who_hears(sight))
    return _card(sight, elements)


def moves_card(sight: Sight, likely: Sequence[Move]) -> Card:
    """改期 without a time: the likely ones, and how to say another."""
    elements: list[Element] = [
        rows(row(say("meetmove.was"), sight.at)),
        p(say("meetmove.ask")),
        buttons(*(_button(sight, move, "default") for move in likely), _other(sight)),
        quiet(say("meetmove.how", number=sight.meeting.number)),
        _who_hears(sight),
    ]
    return _card(sight, elements)


def _card(sight: Sight, elements: Sequence[Element]) -> Card:
    title = say("meetmove.title", number=sight.meeting.number, title=sight.title)
    return Card(title, tuple(elements), tone="warn", summary=title)


def _who_hears(sight: Sight) -> Element:
    if sight.meeting.status != MeetingStatus.PUBLISHED:
        return quiet(say("meetmove.draft"))
    return quiet(say("meetmove.told", count=len(sight.meeting.required)))


def _button(sight: Sight, move: Move, style: ButtonStyle) -> Button:
    at = say_moment(move.to, this_year=sight.year, calendar=sight.calendar)
    was = sight.meeting.starts_at
    assert was is not None
    return button(
        say("meetmove.confirm" if style == "primary" else "meeting.fix.move", at=at, day=at),
        "meeting.move",
        style=style,
        meeting=sight.meeting.id,
        was=was.isoformat(),
        at=move.to.isoformat(),
        length=move.length or 0,
    )


def _other(sight: Sight) -> Button:
    return button(say("meetmove.other"), "meeting.edit", meeting=sight.meeting.id)


def _moved(sight: Sight, move: Move) -> str:
    meeting = replace(sight.meeting, starts_at=move.to, length=move.length or sight.meeting.length)
    return replace(sight, meeting=meeting).at

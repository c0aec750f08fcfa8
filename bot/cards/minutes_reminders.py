"""What L3, L4 and L8 say: one sentence and the way to do it."""

from bot.cards.model import Card
from bot.cards.parts import button, buttons, note, p
from bot.texts import say


def write_reminder(text: str, meeting_id: int) -> Card:
    """To who writes the minutes: the sentence and the draft."""
    return Card(
        say("remind.minutes_title"),
        (
            p(text),
            buttons(button(say("remind.open_draft"), "minutes.open", style="primary", meeting=meeting_id)),
        ),
        tone="warn",
        summary=text,
    )


def told(text: str) -> Card:
    """To the group, and to who can only urge: the sentence."""
    return note(say("remind.minutes_title"), text, tone="warn")


def read_reminder(text: str, minutes_id: int, *, may_object: bool) -> Card:
    """To a silent reader: both answers at hand (U8)."""
    return Card(
        say("remind.minutes_title"),
        (
            p(text),
            buttons(
                button(say("minutes.receive"), "minutes.receive", style="primary", minutes=minutes_id),
                button(say("minutes.object"), "minutes.object", minutes=minutes_id) if may_object else None,
            ),
        ),
        tone="warn",
        summary=text,
    )


def dispute_reminder(text: str, dispute_id: int) -> Card:
    """To a side, the host or the decision-makers: the sentence and where the result is written."""
    return Card(
        say("remind.dispute_title"),
        (
            p(text),
            buttons(button(say("remind.open_dispute"), "dispute.open", style="primary", dispute=dispute_id)),
        ),
        tone="warn",
        summary=text,
    )

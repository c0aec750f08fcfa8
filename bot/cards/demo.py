"""看 2 分钟演示: one page at a time, in place."""

from bot.cards.model import Buttons, Card, Notice
from bot.cards.parts import button, buttons, heading, line, p, quiet, t
from bot.texts import say

LAST = 8
"""So many pages."""


def demo_card(step: int) -> Card:
    """Page `step`, from 1: when, who says what, what 会办 makes of it, and the way on."""
    title = say("demo.title", step=step, last=LAST)
    does = say(f"demo.{step}.does").splitlines()
    return Card(
        title,
        (
            heading(say(f"demo.{step}.about")),
            p(t(say(f"demo.{step}.who"), tone="quiet"), t("\n" + say(f"demo.{step}.said"), bold=True)),
            line(),
            *(Notice("ok", (t(one),)) for one in does),
            _ways(step),
            quiet(say("demo.note")),
        ),
        tag=say(f"demo.{step}.when"),
        summary=title,
    )


def _ways(step: int) -> Buttons:
    back = button(say("demo.back"), "demo.turn", step=step - 1)
    if step < LAST:
        on = button(say("demo.next"), "demo.turn", style="primary", step=step + 1)
        return buttons(on, back if step > 1 else None)
    begin = button(say("demo.begin"), "home.register", style="primary")
    return buttons(begin, back, button(say("demo.again"), "demo.turn", step=1))

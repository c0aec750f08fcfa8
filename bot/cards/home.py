"""The cards that begin a conversation: join, home, help, 你是不是要."""

from datetime import datetime

from app.calendars import Calendar
from app.needs.views import NeedView
from app.tasks.views import TaskView
from bot.cards.meeting_around import meeting_line
from bot.cards.meeting_parts import Sight
from bot.cards.model import Card, Element, Notice
from bot.cards.need_list import needs_card
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows, t
from bot.cards.task_list import urgent_lines
from bot.texts import say

MOST_CARRIED = 300
"""Characters that a button takes along."""


def join_card() -> Card:
    """Said once, when the bot enters a group (D18)."""
    return Card(
        say("join.title"),
        (
            p(say("join.who")),
            p(say("join.how")),
            quiet(say("join.reads")),
            buttons(
                button(say("join.register"), "home.register", style="primary"),
                button(say("demo.open"), "demo.show"),
                button(say("join.settings"), "home.settings"),
                button(say("join.check"), "home.check"),
            ),
        ),
        summary=say("join.title"),
    )


def home_card(
    needs: list[NeedView],
    urgent: list[TaskView],
    meetings: list[Sight],
    *,
    now: datetime,
    calendar: Calendar,
    project: str = "",
    several: bool = False,
) -> Card:
    """My most urgent tasks, the project I work on (with `several`, to be changed), the next meetings, what is open here,
    and the ways to begin."""
    listed: list[Element] = urgent_lines(urgent, now=now, calendar=calendar)
    if project or several:
        label = say("projects.change" if project else "projects.choose")
        change = (button(label, "home.project"),) if several else ()
        listed.append(Notice("hint", (t(project or say("projects.none_yet")),), change))
    if meetings:
        listed += [heading(say("home.meetings")), *(meeting_line(sight) for sight in meetings)]
    if needs:
        listed += [heading(say("home.open")), *needs_card(needs, now=now, calendar=calendar).elements]
    else:
        listed.append(p(say("home.none")))
    return Card(
        say("home.title"),
        (
            *listed,
            buttons(
                button(say("home.register"), "home.register", style="primary"),
                button(say("home.meet"), "home.meet"),
                button(say("home.progress"), "home.progress"),
                button(say("home.my_tasks"), "home.my_tasks"),
                button(say("home.meetings"), "home.meetings"),
                button(say("home.needs"), "home.needs"),
                button(say("home.departments"), "home.departments"),
                button(say("home.help"), "home.help"),
            ),
        ),
        summary=say("home.title"),
    )


def help_card(lines: tuple[tuple[str, str], ...], *, lead: str = "", said: str = "") -> Card:
    """Every command with its line. `lead` comes first, for a sentence that was not understood; one that was forwarded to
    us, `said`, can become a task."""
    task = button(say("taskquote.make"), "task.from_text", style="primary", text=said[:MOST_CARRIED])
    return Card(
        say("help.title"),
        (
            *((p(lead),) if lead else ()),
            *((buttons(task),) if said else ()),
            rows(*(row(name, text) for name, text in lines)),
            quiet(say("help.more")),
            buttons(
                button(say("home.register"), "home.register", style="primary"),
                button(say("home.needs"), "home.needs"),
                button(say("home.departments"), "home.departments"),
                button(say("data.open"), "data.open"),
            ),
        ),
        summary=say("help.title"),
    )


def howto_card(intent: str, noun: str) -> Card:
    """What to type about one noun, and what it does."""
    lines = (line.partition("｜") for line in say(f"howto.{intent}").splitlines())
    elements: list[Element] = []
    for typed, _, does in lines:
        elements.append(p(t(typed, bold=True), t(f"　{does}", tone="quiet")))
    title = say("howto.title", noun=noun)
    return Card(
        title,
        (*elements, quiet(say("howto.more")), buttons(button(say("howto.all"), "home.help"))),
        summary=title,
    )


def suggest_card(command: str) -> Card:
    """A near miss: the likely command as a button; nothing happens by itself."""
    return Card(
        say("suggest.title", command=command),
        (
            quiet(say("suggest.body")),
            buttons(button(say("suggest.button"), "suggest.run", style="primary", text=command[:500])),
        ),
        tone="warn",
        summary=say("suggest.title", command=command),
    )


def check_card(lines: tuple[tuple[bool, str, str], ...]) -> Card:
    """自检: what works, what does not, and what that means."""
    return Card(
        say("join.check"),
        tuple(
            Notice("ok" if ok else "bad", (t(what, bold=not ok), t(f"：{effect}" if effect else "")))
            for ok, what, effect in lines
        ),
        summary=say("join.check"),
    )

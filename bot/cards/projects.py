"""Which project is meant, and the groups it is linked to."""

from collections.abc import Sequence

from app.projects.current import AskView
from bot.cards.model import Card, Element, Notice
from bot.cards.parts import button, buttons, heading, note, p, quiet, row, rows, t
from bot.texts import say

MOST = 8
"""Projects offered at once; the others are named by hand."""


def which_project_card(asked: AskView) -> Card:
    """One tap: what was said is done in that project, which stays the current one here."""
    title = say("projects.which")
    if asked.done:
        told = say("projects.chosen", who=asked.who, name=asked.chosen or say("projects.any"))
        return Card(title, (p(told),), tone="good", summary=told)
    offered = [
        button(name[:30], "project.pick", ask=asked.id, project=key) for key, name in asked.offered[:MOST]
    ]
    if asked.waits:
        offered.append(button(say("projects.any"), "project.pick", ask=asked.id, project=0))
    lead = say("projects.ask_waiting" if asked.waits else "projects.ask", who=asked.who)
    return Card(title, (p(lead), buttons(*offered), quiet(say("projects.remembered"))), summary=title)


def project_chats_card(
    project_id: int,
    name: str,
    home: str,
    linked: Sequence[tuple[int, str]],
    linkable: Sequence[tuple[int, str]],
) -> Card:
    """Where a project is at home, where it is linked to, and the groups it could be."""
    title = say("projects.chats_title", name=name)
    elements: list[Element] = [rows(row(say("projects.home"), home))]
    elements += [
        _line("ok", shown, button(say("projects.unlink"), "project.unlink", project=project_id, chat=key))
        for key, shown in linked
    ]
    if linkable:
        elements.append(heading(say("projects.linkable")))
    elements += [
        _line("hint", shown, button(say("projects.link"), "project.link", project=project_id, chat=key))
        for key, shown in linkable
    ]
    if not linkable:
        elements.append(p(say("projects.no_group")))
    elements.append(quiet(say("projects.chats_note")))
    return Card(title, tuple(elements), summary=title)


def _line(level: str, shown: str, act: object) -> Notice:
    return Notice(level, (t(shown, bold=True),), (act,))  # type: ignore[arg-type]


def linked_note(name: str, who: str, *, linked: bool) -> Card:
    """What a group is told when a project comes or goes."""
    key = "projects.told_linked" if linked else "projects.told_unlinked"
    card = note(say("projects.told_title"), say(key, name=name, who=who))
    return Card(card.title, card.elements, summary=say(key, name=name, who=who))

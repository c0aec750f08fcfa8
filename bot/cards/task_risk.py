"""风险卡 (L10): to the contacts and the project's owner in private, to the group only if the goal is touched."""

from app.tasks.views import RiskView
from bot.cards.model import Card, Element
from bot.cards.parts import button, buttons, p, quiet, row, rows, t
from bot.cards.task_parts import short
from bot.texts import say


def risk_card(risk: RiskView) -> Card:
    """What threatens, what is done about it, who has been told, and the ways on."""
    title = say("risk.title", text=short(risk.text))
    elements: list[Element] = [
        rows(
            row(say("risk.text"), t(risk.text, bold=True)),
            row(say("risk.measure"), risk.countermeasure),
            row(say("risk.project"), risk.project),
            row(say("risk.by"), t(risk.by.shown, person=risk.by.external_id)),
        ),
        quiet(told_of(risk)),
    ]
    if risk.settled_by is not None:
        elements.append(p(say("risk.settled", who=risk.settled_by.shown)))
        return Card(title, tuple(elements), tone="good", summary=title)
    if risk.affects_goal is None:
        elements += [
            p(say("risk.ask")),
            buttons(
                button(say("risk.yes"), "risk.yes", style="danger", risk=risk.id),
                button(say("risk.no"), "risk.no", risk=risk.id),
            ),
        ]
    elements.append(
        buttons(
            button(say("risk.task"), "risk.task", style="primary", risk=risk.id),
            button(say("risk.settle"), "risk.settle", risk=risk.id),
        )
    )
    tag = say("risk.goal") if risk.affects_goal else ""
    return Card(
        title,
        tuple(elements),
        tone="bad" if risk.affects_goal else "warn",
        tag=tag,
        tag_tone="bad",
        summary=title,
    )


def told_of(risk: RiskView) -> str:
    """Who has read of it in private."""
    names = "、".join(person.shown for person in risk.told)
    return say("risk.told", names=names) if names else say("risk.told_nobody")

"""流程健康 of a project: what is still open first, then what was waived and what is proven (S1)."""

from app.calendars import Calendar, say_moment
from app.evidence.views import Clause, Figures, Health, State
from bot.cards.model import Button, Card, Element, Fold, Leaf, Notice, Progress, Row
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows, t
from bot.texts import say

_WAYS = {"need": "need.show", "meeting": "meeting.show", "task": "task.show"}
"""To the card on which a clause of that kind of subject is settled."""
SHOWN = 8
"""Open clauses beside their button; what is more is folded."""


def evidence_card(health: Health, *, year: int, calendar: Calendar) -> Card:
    """The share that is met, what is open with a way to it, the figures, and every proof."""
    title = say("evidence.title", project=health.project)
    if not health.clauses:
        return Card(title, (p(say("evidence.none")),), summary=title)
    score = health.score
    still, waived, met = (health.of(state) for state in (State.OPEN, State.WAIVED, State.MET))
    elements: list[Element] = [
        Progress(say("evidence.score", percent=score.percent or 0), score.part, max(score.whole, 1)),
        heading(say("evidence.open", count=len(still)) if still else say("evidence.all_met")),
        *(_open(clause) for clause in still[:SHOWN]),
    ]
    if still[SHOWN:]:
        elements.append(
            Fold(say("evidence.more", count=len(still) - SHOWN), tuple(map(_open, still[SHOWN:])))
        )
    elements += [heading(say("evidence.figures")), rows(*figure_rows(health.figures))]
    for key, clauses in (("evidence.waived", waived), ("evidence.met", met)):
        if clauses:
            lines: tuple[Leaf, ...] = (rows(*(_proven(one, year, calendar) for one in clauses)),)
            elements.append(Fold(say(key, count=len(clauses)), lines))
    elements.append(quiet(say("evidence.counted")))
    elements.append(buttons(button(say("evidence.retro"), "retro.ask", project=health.project_id)))
    good = score.percent is not None and score.percent == 100
    return Card(title, tuple(elements), tone="good" if good else "info", summary=title)


def figure_rows(figures: Figures) -> list[Row]:
    """Notice lead, overrun, on-time rate, disputes closed in time, meetings saved (S67); what has no case is left out."""
    found: list[tuple[str, str]] = []
    if figures.notice_average is not None:
        found.append(
            ("notice", say("figure.notice", days=_plain(figures.notice_average), least=min(figures.notice)))
        )
    if (overrun := figures.overrun_average) is not None:
        key = "figure.over" if overrun > 0 else "figure.in_time"
        found.append(("overrun", say(key, minutes=abs(overrun), count=len(figures.overrun))))
    for name, share in (("tasks", figures.tasks), ("disputes", figures.disputes)):
        if share.percent is not None:
            found.append(
                (name, say("figure.share", percent=share.percent, part=share.part, whole=share.whole))
            )
    found.append(("saved", say("figure.saved", count=figures.saved)))
    return [row(say(f"figure.name.{name}"), text) for name, text in found]


def clause_name(clause: Clause) -> str:
    """What a clause demands, with its number in the guide."""
    return say("evidence.clause", what=say(f"evidence.what.{clause.what}"), clause=clause.clause)


def _open(clause: Clause) -> Notice:
    kind, _, key = clause.subject.partition(":")
    go = Button(say("evidence.go", about=clause.about), _WAYS[kind], {kind: int(key)})
    return Notice("warn", (t(f"{clause.about} ", bold=True), t(clause_name(clause))), (go,))


def _proven(clause: Clause, year: int, calendar: Calendar) -> Row:
    proof = clause.proof
    at = "" if proof.at is None else say_moment(proof.at, this_year=year, calendar=calendar)
    said = " ".join(part for part in (at, proof.by) if part)
    reason = say("evidence.reason", reason=proof.reason) if proof.reason else ""
    return row(
        f"{clause.about} {clause_name(clause)}", t(said or say("evidence.by_card")), t(reason, tone="quiet")
    )


def _plain(number: float) -> str:
    return f"{number:g}"

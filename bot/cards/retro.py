"""复盘: whether to hold one, what each is asked in private, and the card that becomes 《协作复盘报告》 (S65–S70)."""

from app.calendars import Calendar, say_moment
from app.evidence.views import Figures
from app.people.views import PersonView
from app.reviews.views import RetroView, WordView
from app.rulepacks.pack import NUMBERS, Pack
from app.rulepacks.service import ProposalView
from bot.cards.evidence import figure_rows
from bot.cards.model import Card, ChoiceField, Element, Form, Notice, Option, TextField
from bot.cards.pack import key_name, step_line
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows, t
from bot.texts import say


def ask_card(
    project: str, project_id: int, people: list[PersonView], occasion: str, reason: str = ""
) -> Card:
    """[发起复盘][这次不需要]: who would be asked. `reason` is what has just come about."""
    title = say("retro.ask_title", project=project)
    names = "、".join(person.shown for person in people)
    body: list[Element] = [p(reason)] if reason else []
    body.append(p(say("retro.ask", count=len(people), names=names)))
    start = button(say("retro.start"), "retro.start", style="primary", project=project_id)
    leave = (
        button(say("retro.skip"), "retro.skip", project=project_id, occasion=occasion) if occasion else None
    )
    body.append(buttons(start, leave))
    return Card(title, tuple(body), summary=reason or title)


def begun_card(project: str) -> Card:
    """What is left of the question once it is answered; the retrospective has a card of its own."""
    title = say("retro.ask_title", project=project)
    return Card(title, (p(say("retro.begun")),), tone="quiet", summary=title)


def pick_card(projects: list[tuple[int, str]]) -> Card:
    """Which project is to be looked back upon."""
    if not projects:
        return Card(say("retro.title"), (p(say("retro.no_project")),))
    found = tuple(button(name[:20], "retro.ask", project=key) for key, name in projects)
    return Card(say("retro.title"), (p(say("retro.which")), buttons(*found)))


def form_card(
    retro: RetroView, word: WordView, figures: Figures, pack: Pack, *, year: int, calendar: Calendar
) -> Card:
    """What one of the core people is asked; our own figures are at hand (S67)."""
    title = say("retro.form_title", project=retro.project)
    if retro.closed_at is not None:
        return Card(title, (p(say("retro.over")), *_said(word)), tone="quiet", summary=title)
    until = say_moment(retro.closes_at, this_year=year, calendar=calendar)
    ours = figure_rows(figures)
    options = tuple(
        Option(key, say("retro.now", name=key_name(key), value=str(pack.value(key)))) for key in NUMBERS
    )
    fields = (
        TextField("good", say("retro.good"), word.good, say("retro.good_example"), lines=3),
        TextField(
            "figures", say("retro.figures"), word.figures or _offered(figures), say("retro.figures_example")
        ),
        TextField("improve", say("retro.improve"), word.improve, say("retro.improve_example"), lines=3),
        ChoiceField("rule", say("retro.rule"), options, (), say("retro.rule_none")),
        TextField("value", say("retro.value"), "", say("retro.value_example")),
        TextField("reason", say("retro.reason"), "", say("retro.reason_example")),
    )
    submit = button(
        say("retro.again") if word.said else say("retro.send"), "retro.tell", style="primary", word=word.id
    )
    head: list[Element] = [
        p(say("retro.form_lead", until=until)),
        heading(say("retro.our_figures")),
        rows(*ours),
    ]
    mine: list[Element] = [quiet(say("retro.thanks"))] if word.said else []
    return Card(
        title,
        (*head, *mine, Form(f"retro_{word.id}", fields, (submit,))),
        tone="good" if word.said else "info",
        summary=title,
    )


def retro_card(retro: RetroView, figures: Figures, *, year: int, calendar: Calendar) -> Card:
    """While it runs, how many have answered; afterwards the report with the rules that are to change."""
    closed = retro.closed_at is not None
    key = "retro.report_title" if closed else "retro.card_title"
    title = say(key, project=retro.project)
    elements: list[Element] = [p(_state(retro, year, calendar)), heading(say("retro.our_figures"))]
    elements.append(rows(*figure_rows(figures)))
    if closed:
        elements += _report(retro)
    else:
        elements.append(
            buttons(
                button(say("retro.join"), "retro.join", style="primary", retro=retro.id),
                button(say("retro.close"), "retro.close", confirm=say("retro.close_confirm"), retro=retro.id),
            )
        )
    return Card(title, tuple(elements), tone="good" if closed else "info", summary=title)


def _state(retro: RetroView, year: int, calendar: Calendar) -> str:
    if retro.closed_at is not None:
        at = say_moment(retro.closed_at, this_year=year, calendar=calendar)
        return say("retro.closed", at=at, said=len(retro.said), count=len(retro.words))
    until = say_moment(retro.closes_at, this_year=year, calendar=calendar)
    return say("retro.running", said=len(retro.said), count=len(retro.words), until=until)


def _report(retro: RetroView) -> list[Element]:
    elements: list[Element] = []
    good = [(w.person.shown, w.good, w.figures) for w in retro.said if w.good]
    improve = [(w.person.shown, w.improve, "") for w in retro.said if w.improve]
    for key, lines in (("retro.heading_good", good), ("retro.heading_improve", improve)):
        elements.append(heading(say(key)))
        elements += [
            rows(row(who, t(text), t(f"  {data}" if data else "", tone="quiet"))) for who, text, data in lines
        ]
        if not lines:
            elements.append(quiet(say("retro.nothing")))
    elements.append(heading(say("retro.heading_rules")))
    elements += [_proposal(one) for one in retro.proposals] or [quiet(say("retro.no_rules"))]
    elements.append(buttons(button(say("retro.export"), "retro.export", style="primary", retro=retro.id)))
    return elements


def _proposal(proposal: ProposalView) -> Notice:
    """A change of the rules; the admin takes it with one tap (S70)."""
    text = proposal_line(proposal)
    if proposal.accepted is not None:
        who = proposal.decided_by.shown if proposal.decided_by else ""
        done = say("pack.accepted" if proposal.accepted else "pack.refused", who=who)
        return Notice("ok" if proposal.accepted else "hint", (t(text), t(f"  {done}", tone="quiet")))
    accept = button(say("pack.accept"), "pack.accept", style="primary", proposal=proposal.id)
    refuse = button(say("pack.refuse"), "pack.refuse", proposal=proposal.id)
    return Notice("hint", (t(text),), (accept, refuse) if proposal.steps else (refuse,))


def proposal_line(proposal: ProposalView) -> str:
    """What is proposed, by whom and why, in one line."""
    steps = "；".join(step_line(step) for step in proposal.steps)
    who = proposal.by.shown if proposal.by else ""
    said = "，".join(part for part in (steps, proposal.reason) if part)
    return say("retro.proposal", said=said, who=who)


def _said(word: WordView) -> list[Element]:
    if not word.said:
        return []
    return [rows(row(say("retro.good"), word.good), row(say("retro.improve"), word.improve))]


def _offered(figures: Figures) -> str:
    """Our figures in one line, to be sent as they are or changed."""
    return "；".join(
        f"{one.label}{''.join(span.text for span in one.value)}" for one in figure_rows(figures)[:-1]
    )

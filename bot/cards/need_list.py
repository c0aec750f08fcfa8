"""协作需求清单 with its gaps (S19, S20), the collecting card of the alignment (S18), and the list of needs."""

from datetime import datetime
from typing import Literal

from app.calendars import Calendar, say_date
from app.needs.models import NeedStatus, SupportStatus
from app.needs.views import AlignmentView, NeedView
from bot.cards.model import Card, Element, Form, Notice, Span, Table, TextField
from bot.cards.need import ICONS
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows, t
from bot.texts import say


def need_list_card(need: NeedView) -> Card:
    """Every department's item with its answer, and what is missing with the way to close it."""
    table = Table(
        (say("list.department"), say("list.item"), say("list.status")),
        tuple(
            (
                (t(support.department),),
                (t(support.content or "-"),),
                (t(f"{ICONS[support.status]} {say(f'support.{support.status.value}')}"),),
            )
            for support in need.supports
        ),
    )
    elements: list[Element] = [table, heading(say("list.gaps")), *_gaps(need)]
    elements.append(
        buttons(
            button(say("act.export_list"), "need.export_list", style="primary", need=need.id),
            button(say("evidence.button"), "evidence.show", project=need.project_id),
        )
    )
    title = say("list.title", number=need.number, project=need.project)
    return Card(title, tuple(elements), summary=title)


def _gaps(need: NeedView) -> list[Element]:
    if not need.gaps:
        return [quiet(say("list.no_gaps"))]
    found: list[Element] = [
        Notice(
            "warn",
            (
                t(
                    say(
                        "list.gap_line",
                        department=support.department,
                        gap=support.gap or support.difficulty,
                        direction=support.direction or say("list.no_direction"),
                    )
                ),
            ),
        )
        for support in need.gaps
    ]
    if need.status == NeedStatus.OPEN:
        fields = tuple(
            TextField(
                f"direction_{support.id}",
                say("list.direction_field", department=support.department),
                support.direction,
                say("confirm.example.direction"),
            )
            for support in need.gaps
        )
        submit = button(say("list.direction_save"), "need.directions", need=need.id)
        found.append(Form(f"directions_{need.id}", fields, (submit,)))
    return found


def align_card(need: NeedView, said: tuple[AlignmentView, ...], *, now: datetime, calendar: Calendar) -> Card:
    """What each department says to the need as it stands."""
    year = calendar.local(now).year
    title = say("align.title", number=need.number, project=need.project)
    elements: list[Element] = [
        p(say("align.body")),
        rows(
            row("协作目标", need.goal),
            row("需求描述", need.description),
            row(say("confirm.due"), say_date(need.due_on, this_year=year)),
        ),
        rows(*(row(entry.department, *_said(entry)) for entry in said)),
    ]
    if need.status == NeedStatus.OPEN:
        elements.append(
            Form(
                f"align_{need.id}",
                (TextField("text", say("align.text"), lines=2),),
                (
                    button(say("align.agree"), "align.agree", style="primary", need=need.id),
                    button(say("align.comment"), "align.comment", need=need.id),
                ),
            )
        )
    return Card(title, tuple(elements), summary=title)


def _said(entry: AlignmentView) -> list[Span]:
    if entry.agreed is None or entry.by is None:
        return [t(f"⏳ {say('align.silent')}", tone="quiet")]
    words = f"✅ {say('align.agreed')}" if entry.agreed else f"💬 {entry.text}"
    return [t(f"{words}  "), t(entry.by.shown, person=entry.by.external_id, tone="quiet")]


def needs_card(needs: list[NeedView], *, now: datetime, calendar: Calendar) -> Card:
    """The needs of a chat, each a tap away."""
    if not needs:
        return Card(
            say("needs.title"),
            (p(say("needs.none")), buttons(button(say("home.register"), "home.register", style="primary"))),
        )
    year = calendar.local(now).year
    found: list[Element] = []
    for need in needs:
        answered = sum(1 for s in need.supports if s.status != SupportStatus.WAITING)
        text = say(
            "needs.line",
            number=need.number,
            project=need.project,
            due=say_date(need.due_on, this_year=year),
            answered=answered,
            total=len(need.supports),
        )
        state: Literal["ok", "hint"] = "hint" if need.status == NeedStatus.OPEN else "ok"
        found.append(Notice(state, (t(text),), (button(say("act.open"), "need.show", need=need.id),)))
    return Card(say("needs.title"), tuple(found))

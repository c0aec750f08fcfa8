"""登记卡: 表1 as a living card, with 体检 and every department's state."""

from datetime import datetime

from app.calendars import Calendar, say_date, say_moment
from app.documents.columns import REQUEST_COLUMNS
from app.needs.models import NeedStatus, SupportStatus
from app.needs.views import Finding, NeedView, SupportView
from bot.cards.history import LogLine, history_fold
from bot.cards.model import Button, Card, Element, Fold, Notice, Progress, Span, Tone
from bot.cards.parts import button, buttons, heading, p, row, rows, t
from bot.texts import say

ICONS: dict[SupportStatus, str] = {
    SupportStatus.WAITING: "⏳",
    SupportStatus.ACCEPTED: "✅",
    SupportStatus.PARTIAL: "⚠️",
    SupportStatus.HARD: "❗",
}
_TONES: dict[NeedStatus, Tone] = {
    NeedStatus.OPEN: "info",
    NeedStatus.CLOSED: "good",
    NeedStatus.CANCELLED: "quiet",
}


def need_card(
    need: NeedView, log: tuple[LogLine, ...], *, undo: int | None, now: datetime, calendar: Calendar
) -> Card:
    """The registered need. `undo` is the change that can still be taken back, `log` its newest changes."""
    year = calendar.local(now).year
    elements: list[Element] = [_table_one(need, year)]
    if need.start_by is not None and need.lead_days is not None:
        elements.append(
            p(
                t(
                    say("need.start_by", day=say_date(need.start_by, this_year=year), days=need.lead_days),
                    bold=True,
                )
            )
        )
    elements.extend(_details(need, year))
    elements.extend(_checks(need, year, calendar))
    elements.extend(_departments(need, year, calendar))
    if log:
        elements.append(history_fold(log))
    elements.append(buttons(*_acts(need, undo)))
    return Card(
        title=say("need.title", number=need.number, project=need.project),
        elements=tuple(elements),
        tone=_TONES[need.status],
        tag=say(f"need.{need.status.value}"),
        tag_tone=_TONES[need.status],
        summary=say("need.summary", number=need.number, project=need.project),
    )


def _table_one(need: NeedView, year: int) -> Element:
    """The eight columns of 表1 (S71), in their order."""
    labels = REQUEST_COLUMNS
    return rows(
        row(labels[0], need.project),
        row(
            labels[1], t(need.department), t("  "), t(need.initiator.shown, person=need.initiator.external_id)
        ),
        row(labels[2], need.goal),
        row(labels[3], "、".join(s.department for s in need.supports)),
        row(labels[4], *_contacts(need)),
        row(labels[5], need.description),
        row(labels[6], say_date(need.due_on, this_year=year)),
        row(labels[7], need.note),
    )


def _contacts(need: NeedView) -> list[Span]:
    spans: list[Span] = []
    for support in need.supports:
        spans.append(t(("、" if spans else "") + support.department + " "))
        if support.contact is None:
            spans.append(t(say("departments.nobody"), tone="quiet"))
            continue
        spans.append(t(support.contact.shown, person=support.contact.external_id))
        if support.decision_maker is not None and support.decision_maker.id == support.contact.id:
            spans.append(t(f"({say('support.decides')})"))
    return spans


def _details(need: NeedView, year: int) -> list[Element]:
    days = "；".join(
        say("need.milestone", day=say_date(m.due_on, this_year=year), name=m.name) for m in need.milestones
    )
    inner = rows(
        row(say("field.scenario"), say(f"scenario.{need.scenario}")),
        row(say("field.deliverables"), need.deliverables),
        row(say("field.milestones"), days),
        row(say("field.own_resources"), need.own_resources),
    )
    return [Fold(say("need.details"), (inner,))]


def _checks(need: NeedView, year: int, calendar: Calendar) -> list[Element]:
    if need.status != NeedStatus.OPEN:
        return []
    notices = [_notice(need, finding, year) for finding in need.checks]
    estimate = calendar.notice(need.due_on.year)
    if estimate is not None:
        notices.append(Notice("hint", (t(say("check.estimated", notice=estimate)),)))
    if not notices:
        notices = [Notice("ok", (t(say("check.none")),))]
    return [heading(say("check.title")), *notices]


def _notice(need: NeedView, finding: Finding, year: int) -> Notice:
    if finding.rule == "R8" and finding.offered is not None:
        day = say_date(finding.offered, this_year=year)
        return Notice(
            "hint",
            (t(say("check.R8", day=say_date(need.due_on, this_year=year))),),
            (
                button(
                    say("check.R8.move", day=day),
                    "need.move_due",
                    style="primary",
                    need=need.id,
                    day=finding.offered.isoformat(),
                ),
                button(say("check.R8.keep"), "need.keep_due", need=need.id),
            ),
        )
    if finding.rule == "R6":
        support = next(s for s in need.supports if s.id == finding.about_id)
        same = (
            None
            if support.contact is None
            else button(say("check.R6.same"), "need.same_decider", support=support.id)
        )
        other = button(say("check.R6.other"), "need.other_decider", support=support.id)
        return Notice(
            "warn",
            (t(say("check.R6", department=finding.about)),),
            tuple(b for b in (same, other) if b is not None),
        )
    return Notice("hint", (t(say(f"check.{finding.rule}")),))


def _departments(need: NeedView, year: int, calendar: Calendar) -> list[Element]:
    answered = sum(1 for s in need.supports if s.status != SupportStatus.WAITING)
    return [
        heading(say("need.departments")),
        Progress(say("need.answered"), answered, len(need.supports)),
        rows(*(row(s.department, *_state(s, year, calendar)) for s in need.supports)),
    ]


def _state(support: SupportView, year: int, calendar: Calendar) -> list[Span]:
    if support.contact is None:
        return [t(f"❓ {say('support.unassigned')}", tone="warn")]
    spans = [
        t(f"{ICONS[support.status]} {say(f'support.{support.status.value}')}  "),
        t(support.contact.shown, person=support.contact.external_id),
    ]
    if support.answered_at is not None:
        spans.append(
            t(f"  {say_moment(support.answered_at, this_year=year, calendar=calendar)}", tone="quiet")
        )
    if support.gap or support.difficulty:
        spans.append(t(f"\n{support.gap or support.difficulty}", tone="warn"))
    return spans


def _acts(need: NeedView, undo: int | None) -> list[Button]:
    export = button(say("act.export"), "need.export", need=need.id)
    listing = button(say("act.list"), "need.list", need=need.id)
    back = [] if undo is None else [button(say("act.undo"), "undo", change=undo)]
    if need.status != NeedStatus.OPEN:
        return [listing, export, button(say("act.reopen"), "need.reopen", need=need.id), *back]
    return [
        button(say("act.meet"), "need.meet", style="primary", need=need.id),
        button(say("act.align"), "need.align", need=need.id),
        listing,
        button(say("act.edit"), "need.edit", need=need.id),
        export,
        button(say("act.close"), "need.close", confirm=say("act.close_confirm"), need=need.id),
        *back,
    ]

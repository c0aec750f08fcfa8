"""资源确认卡: what a contact is asked in private, and what they answered (S14, S15)."""

from datetime import datetime

from app.calendars import Calendar, say_date, say_moment
from app.needs.models import NeedStatus, SupportStatus
from app.needs.views import NeedView, SupportView
from bot.cards.model import Card, Element, Form, TextField, Tone
from bot.cards.need import ICONS
from bot.cards.parts import button, p, quiet, row, rows, t
from bot.texts import say

_FIELDS = ("manpower", "time", "budget", "difficulty", "gap", "direction")


def support_card(
    need: NeedView, support: SupportView, *, viewer: str, now: datetime, calendar: Calendar
) -> Card:
    """The private card of one department's contact. `viewer` is the platform id of the one who sees it."""
    title = say("confirm.title", project=need.project, department=support.department)
    speakers = {
        person.external_id for person in (support.contact, support.decision_maker) if person is not None
    }
    if viewer not in speakers:
        return Card(title, (p(say("confirm.moved")),), tone="quiet")
    if need.status != NeedStatus.OPEN:
        return Card(title, (p(say("confirm.closed")),), tone="quiet")
    year = calendar.local(now).year
    elements: list[Element] = [_what_is_asked(need, support, year)]
    if support.answered_at is not None and support.answered_by is not None:
        status = f"{ICONS[support.status]} {say(f'support.{support.status.value}')}"
        at = say_moment(support.answered_at, this_year=year, calendar=calendar)
        elements.append(
            p(t(say("confirm.answered", who=support.answered_by.shown, at=at, status=status), bold=True))
        )
        elements.append(quiet(say("confirm.again")))
    elements.append(_form(support))
    tone: Tone = "good" if support.status == SupportStatus.ACCEPTED else "warn"
    return Card(
        title,
        tuple(elements),
        tone="info" if support.status == SupportStatus.WAITING else tone,
        tag=say(f"support.{support.status.value}"),
        tag_tone=tone,
        summary=title,
    )


def _what_is_asked(need: NeedView, support: SupportView, year: int) -> Element:
    return rows(
        row(say("need.by"), say("confirm.from", who=need.initiator.shown, department=need.department)),
        row(say("confirm.ask"), t(support.content or need.description, bold=True)),
        row("协作目标", need.goal),
        row(say("confirm.due"), say_date(need.due_on, this_year=year)),
        row(say("confirm.start"), "" if need.start_by is None else say_date(need.start_by, this_year=year)),
        row("备注", need.note),
    )


def _form(support: SupportView) -> Form:
    fields = tuple(
        TextField(name, say(f"confirm.{name}"), getattr(support, name), say(f"confirm.example.{name}"))
        for name in _FIELDS
    )
    return Form(
        f"support_{support.id}",
        fields,
        (
            button(say("confirm.accept"), "support.accept", style="primary", support=support.id),
            button(say("confirm.partial"), "support.partial", support=support.id),
            button(say("confirm.hard"), "support.hard", style="danger", support=support.id),
        ),
    )

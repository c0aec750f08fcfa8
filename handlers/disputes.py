"""异议 and 分歧: how they are raised, answered and settled."""

from app.documents.minutes import SECTION_NAMES
from app.history.service import ChangeAbout
from app.meetings import objections, settling
from app.meetings.minutes_models import Objection
from app.meetings.models import Dispute
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.minutes import edition_for, show_privately
from handlers.router import press, undoer


@press("minutes.submit_objection")
def submit_objection(ctx: Context, args: Args, values: Values) -> str:
    """提交异议."""
    section = choice_of(values, "section")
    objections.object_to(
        ctx.session,
        edition_for(ctx, args),
        section if section in SECTION_NAMES else "topics",
        text_of(values, "text"),
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.objection_sent")


@press("objection.open")
def open_objection(ctx: Context, args: Args, _values: Values) -> str:
    """处理 on the desk."""
    show_privately(ctx, f"objection:{_objection(ctx, args).id}")
    return say("toast.opened")


@press("objection.answer")
def answer_objection(ctx: Context, args: Args, values: Values) -> str:
    """回复."""
    objections.answer(
        ctx.session,
        _objection(ctx, args),
        text_of(values, "answer"),
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.objection_answered")


@press("objection.dispute")
def dispute_objection(ctx: Context, args: Args, _values: Values) -> str:
    """转为分歧."""
    objections.to_dispute(
        ctx.session, _objection(ctx, args), by=ctx.actor, now=ctx.now, calendar=ctx.calendar
    )
    return say("toast.objection_dispute")


@press("dispute.open")
def open_dispute(ctx: Context, args: Args, _values: Values) -> str:
    """写下结果: the card."""
    show_privately(ctx, f"dispute:{_dispute(ctx, args).id}")
    return say("toast.opened")


@press("dispute.settle")
def settle_dispute(ctx: Context, args: Args, values: Values) -> str:
    """达成一致 (S46)."""
    settling.settle(
        ctx.session,
        _dispute(ctx, args),
        text_of(values, "settled"),
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.dispute_settled")


@undoer("dispute")
def undo_dispute(ctx: Context, dispute_id: int, change: ChangeAbout) -> None:
    """Take a settlement back."""
    settling.undo(ctx.session, dispute_id, change, now=ctx.now, calendar=ctx.calendar)


@undoer("objection")
def undo_answer(ctx: Context, objection_id: int, change: ChangeAbout) -> None:
    """Take an answer back."""
    objections.undo(ctx.session, objection_id, change, now=ctx.now, calendar=ctx.calendar)


def _objection(ctx: Context, args: Args) -> Objection:
    return objections.by_id(ctx.session, ctx.company.id, int(args["objection"]), reader=ctx.actor)


def _dispute(ctx: Context, args: Args) -> Dispute:
    return settling.by_id(ctx.session, ctx.company.id, int(args["dispute"]), reader=ctx.actor)

"""支持事项: who speaks for a department, what it answers, and how gaps are closed."""

from app.needs import answers
from app.needs import service as needs
from app.needs.models import SupportStatus
from app.people import service as people
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.needs import need_for
from handlers.router import press


@press("need.contacts")
def choose_contacts(ctx: Context, args: Args, values: Values) -> str:
    """The contacts asked for, one per department."""
    need = need_for(ctx, args)
    chosen = [(item, choice_of(values, f"contact_{item.id}")) for item in need.supports]
    named = [(item, external) for item, external in chosen if external]
    if not named:
        return say("toast.nothing_chosen")
    needs.choose_contacts(
        ctx.session,
        need,
        [
            (item, people.person_of(ctx.session, ctx.company, people.Known(external)))
            for item, external in named
        ],
        chat=ctx.chat,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.contacts")


@press("need.same_decider")
def same_decider(ctx: Context, args: Args, _values: Values) -> str:
    """R6's fix: the contact decides as well."""
    item = answers.item_by_id(ctx.session, ctx.company.id, int(args["support"]))
    need = needs.by_id(ctx.session, ctx.company.id, item.need_id)
    needs.contact_decides(
        ctx.session, need, item, chat=ctx.chat, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
    )
    return say("toast.done")


@press("need.other_decider")
def other_decider(ctx: Context, args: Args, _values: Values) -> str:
    """R6's other fix: a card to choose somebody."""
    item = answers.item_by_id(ctx.session, ctx.company.id, int(args["support"]))
    ctx.show(f"decider:{item.id}")
    return say("toast.opened")


@press("need.decider")
def choose_decider(ctx: Context, args: Args, values: Values) -> str:
    """The decision-maker that was chosen."""
    item = answers.item_by_id(ctx.session, ctx.company.id, int(args["support"]))
    external = choice_of(values, "decider")
    if not external:
        return say("toast.nothing_chosen")
    need = needs.by_id(ctx.session, ctx.company.id, item.need_id)
    needs.choose_decider(
        ctx.session,
        need,
        item,
        people.person_of(ctx.session, ctx.company, people.Known(external)),
        chat=ctx.chat,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.done")


@press("need.directions")
def set_directions(ctx: Context, args: Args, values: Values) -> str:
    """解决方向 of each gap (S19)."""
    need = need_for(ctx, args)
    for item in need.supports:
        direction = text_of(values, f"direction_{item.id}")
        if direction != item.direction and f"direction_{item.id}" in values:
            answers.set_direction(
                ctx.session, item, direction, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
            )
    return say("toast.saved")


def _reply(ctx: Context, args: Args, values: Values, status: SupportStatus) -> str:
    item = answers.item_by_id(ctx.session, ctx.company.id, int(args["support"]))
    given = answers.SupportReply(
        status,
        **{
            name: text_of(values, name)
            for name in ("manpower", "time", "budget", "difficulty", "gap", "direction")
        },
    )
    answers.reply(ctx.session, item, given, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.replied")


@press("support.accept")
def accept(ctx: Context, args: Args, values: Values) -> str:
    """接受 (S14)."""
    return _reply(ctx, args, values, SupportStatus.ACCEPTED)


@press("support.partial")
def accept_in_part(ctx: Context, args: Args, values: Values) -> str:
    """部分满足 (S14, S19)."""
    return _reply(ctx, args, values, SupportStatus.PARTIAL)


@press("support.hard")
def hard(ctx: Context, args: Args, values: Values) -> str:
    """有困难 (S14, S15)."""
    return _reply(ctx, args, values, SupportStatus.HARD)


def _align(ctx: Context, args: Args, *, agreed: bool, text: str) -> str:
    need = needs.by_id(ctx.session, ctx.company.id, int(args["need"]))
    answers.align(
        ctx.session, need, agreed=agreed, text=text, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
    )
    return say("toast.aligned")


@press("align.agree")
def agree(ctx: Context, args: Args, _values: Values) -> str:
    """无异议."""
    return _align(ctx, args, agreed=True, text="")


@press("align.comment")
def comment(ctx: Context, args: Args, values: Values) -> str:
    """提交补充."""
    text = text_of(values, "text")
    return _align(ctx, args, agreed=not text, text=text)

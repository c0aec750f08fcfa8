"""我的数据: a copy, and being forgotten (D20)."""

from app.base.errors import NotAllowed
from app.outbox import service as outbox
from app.personal import service as personal
from bot.cards.model import to_json
from bot.cards.personal import data_card
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.minutes import private_to
from handlers.router import press


@press("data.open")
def open_data(ctx: Context, _args: Args, _values: Values) -> str:
    """我的数据, always in private."""
    outbox.owe_notice(ctx.session, private_to(ctx), to_json(data_card(ctx.actor.id)))
    return say("toast.opened" if ctx.chat.private else "data.sent_privately")


@press("data.export")
def export(ctx: Context, args: Args, _values: Values) -> str:
    """导出我的数据, to the private chat."""
    _own(ctx, args)
    outbox.owe_document(ctx.session, private_to(ctx), f"my_data:{ctx.actor.id}:zip")
    return say("toast.data_sent")


@press("data.erase")
def erase(ctx: Context, args: Args, _values: Values) -> str:
    """删除并匿名化, once it was confirmed."""
    _own(ctx, args)
    personal.erase(ctx.session, ctx.actor, by=ctx.actor, chat=ctx.chat, now=ctx.now)
    return say("toast.erased")


def _own(ctx: Context, args: Args) -> None:
    if int(args["person"]) != ctx.actor.id:
        raise NotAllowed(what="what.erase", who="who.admin")

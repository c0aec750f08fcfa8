"""看 2 分钟演示: the golden script as a private card that is leafed through. Nothing of it is registered."""

from app.demo import service as demo
from bot.cards.demo import LAST
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.router import press
from handlers.task_forms import show_privately


@press("demo.show")
def press_show(ctx: Context, _args: Args, _values: Values) -> str:
    """看 2 分钟演示: from its first page, to whoever asks."""
    demo.turn_to(ctx.session, ctx.actor, 1, last=LAST)
    show_privately(ctx, f"demo:{ctx.actor.id}")
    return say("toast.opened" if ctx.chat.private else "demo.in_private")


@press("demo.turn")
def press_turn(ctx: Context, args: Args, _values: Values) -> str:
    """下一步, 上一步, 从头再看: the same card, another page."""
    page = demo.turn_to(ctx.session, ctx.actor, int(args["step"]), last=LAST)
    return say("demo.title", step=page, last=LAST)

"""The ways out of a card that says several things at once."""

from app.needs import answers
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.router import press


@press("digest.support")
def open_support(ctx: Context, args: Args, _values: Values) -> str:
    """答复: the question to a contact comes down again."""
    item = answers.item_by_id(ctx.session, ctx.company.id, int(args["support"]))
    ctx.show(f"support:{item.id}")
    return say("toast.opened")

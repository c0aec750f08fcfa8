"""风险卡: what people press on it (L10)."""

from app.history.service import ChangeAbout
from app.tasks import risks
from app.tasks.models import Risk
from app.tasks.views import TaskFields
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.router import press, undoer
from handlers.task_forms import open_form


def _risk(ctx: Context, args: Args) -> Risk:
    return risks.by_id(ctx.session, ctx.company.id, int(args["risk"]))


@press("risk.yes")
def affects(ctx: Context, args: Args, _values: Values) -> str:
    """影响总目标: the group reads of it too."""
    risks.affects_goal(ctx.session, _risk(ctx, args), yes=True, by=ctx.actor, now=ctx.now)
    return say("toast.done")


@press("risk.no")
def affects_not(ctx: Context, args: Args, _values: Values) -> str:
    """不影响."""
    risks.affects_goal(ctx.session, _risk(ctx, args), yes=False, by=ctx.actor, now=ctx.now)
    return say("toast.done")


@press("risk.settle")
def settle(ctx: Context, args: Args, _values: Values) -> str:
    """已解除."""
    risks.settle(ctx.session, _risk(ctx, args), by=ctx.actor, now=ctx.now)
    return say("toast.done")


@press("risk.task")
def to_task(ctx: Context, args: Args, _values: Values) -> str:
    """转成任务: the form, with what is known."""
    risk = _risk(ctx, args)
    fields = TaskFields(
        description=risk.countermeasure or risk.text, risk=risk.text, project_id=risk.project_id
    )
    open_form(ctx, "create", fields, private=True)
    return say("toast.opened" if ctx.chat.private else "toast.task_form")


@undoer("risk")
def undo_risk(ctx: Context, risk_id: int, change: ChangeAbout) -> None:
    """Take back what was said of a risk."""
    risks.undo(ctx.session, risk_id, change, now=ctx.now)

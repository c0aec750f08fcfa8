"""The weekly update: what owners tap."""

from app.reminders.week_ladder import monday_of
from app.tasks import service as tasks
from app.tasks.week_plan import update_subject
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.router import press
from handlers.task_deeds import task_of


@press("weekly.doing")
def doing(ctx: Context, args: Args, _values: Values) -> str:
    """进行中 so many percent, with one tap (S57)."""
    task = task_of(ctx, args)
    tasks.progress(
        ctx.session,
        task,
        percent=int(args["percent"]),
        note="",
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.saved")


@press("weekly.same")
def same(ctx: Context, args: Args, _values: Values) -> str:
    """无变化: said with one tap, too."""
    task = task_of(ctx, args)
    tasks.stay(ctx.session, task, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.saved")


@press("weekly.show")
def show(ctx: Context, _args: Args, _values: Values) -> str:
    """更新进展: one's own card of this week."""
    ctx.show(update_subject(ctx.actor.id, monday_of(ctx.calendar.local(ctx.now).date())))
    return say("toast.opened")

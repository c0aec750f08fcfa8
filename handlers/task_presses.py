"""任务: what people press."""

from datetime import date

from app.calendars import say_date
from app.people import service as people
from app.tasks import answers, drafts, rights
from app.tasks import service as tasks
from app.tasks.models import TaskList
from bot.texts import say
from handlers.context import Args, Context, Values, text_of
from handlers.router import press
from handlers.task_deeds import hand_in, task_of, tell
from handlers.task_forms import show_privately
from handlers.tasks import export_list, show_list, show_task


@press("task.show")
def show(ctx: Context, args: Args, _values: Values) -> str:
    """打开."""
    show_task(ctx, task_of(ctx, args))
    return say("toast.opened")


@press("task.more")
def more(ctx: Context, args: Args, _values: Values) -> str:
    """更多…: in private, to whoever asked."""
    show_privately(ctx, f"taskmore:{task_of(ctx, args).id}")
    return say("toast.opened" if ctx.chat.private else "toast.sent_privately")


@press("task.accept")
def accept(ctx: Context, args: Args, _values: Values) -> str:
    """接受."""
    task = task_of(ctx, args)
    tasks.accept(ctx.session, task, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.task_accepted", number=task.number)


@press("task.decline")
def decline(ctx: Context, args: Args, _values: Values) -> str:
    """不是我: whoever gave it hears, and can hand it to somebody else."""
    task = task_of(ctx, args)
    tasks.decline(ctx.session, task, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    tell(ctx, task, task.assigner_id, "declined")
    assigner = people.person(ctx.session, task.assigner_id)
    return say("toast.task_declined", who=assigner.shown if assigner else "")


@press("task.done")
def done(ctx: Context, args: Args, _values: Values) -> str:
    """完成, with one tap."""
    return hand_in(ctx, task_of(ctx, args), "")


@press("task.approve")
def approve(ctx: Context, args: Args, _values: Values) -> str:
    """验收 (X3)."""
    tasks.approve(ctx.session, task_of(ctx, args), by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.done")


@press("task.reopen")
def reopen(ctx: Context, args: Args, _values: Values) -> str:
    """重新打开."""
    tasks.reopen(ctx.session, task_of(ctx, args), by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.done")


@press("task.cancel")
def cancel(ctx: Context, args: Args, _values: Values) -> str:
    """取消任务."""
    tasks.cancel(ctx.session, task_of(ctx, args), by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.done")


@press("task.mute")
def mute(ctx: Context, args: Args, _values: Values) -> str:
    """今天不再提醒 (D9)."""
    task = task_of(ctx, args)
    tasks.snooze(ctx.session, task, None, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.task_muted", number=task.number)


@press("task.move_to")
def move_to(ctx: Context, args: Args, _values: Values) -> str:
    """R8's fix: the earlier working day."""
    task, day = task_of(ctx, args), date.fromisoformat(str(args["day"]))
    tasks.reschedule(ctx.session, task, day, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    shown = say_date(day, this_year=ctx.calendar.local(ctx.now).year)
    return say("toast.task_delayed", number=task.number, day=shown)


@press("task.keep_due")
def keep_due(ctx: Context, args: Args, _values: Values) -> str:
    """R8 answered with 保留."""
    tasks.keep_due(ctx.session, task_of(ctx, args), by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.done")


@press("taskdelay.agree")
def agree(ctx: Context, args: Args, _values: Values) -> str:
    """同意 a later date."""
    return _decide(ctx, args, agreed=True)


@press("taskdelay.refuse")
def refuse(ctx: Context, args: Args, _values: Values) -> str:
    """不同意."""
    return _decide(ctx, args, agreed=False)


def _decide(ctx: Context, args: Args, *, agreed: bool) -> str:
    delay = answers.delay_by_id(ctx.session, ctx.company.id, int(args["delay"]))
    answers.decide_delay(ctx.session, delay, agreed=agreed, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.done")


@press("handover.yes")
def take(ctx: Context, args: Args, _values: Values) -> str:
    """接下, or 同意转出."""
    return _answer_offer(ctx, args, yes=True)


@press("handover.no")
def leave(ctx: Context, args: Args, _values: Values) -> str:
    """不接, or 还是我来."""
    return _answer_offer(ctx, args, yes=False)


def _answer_offer(ctx: Context, args: Args, *, yes: bool) -> str:
    handover = answers.handover_by_id(ctx.session, ctx.company.id, int(args["handover"]))
    answers.answer_offer(ctx.session, handover, yes=yes, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.done")


@press("taskhelp.answer")
def answer_help(ctx: Context, args: Args, values: Values) -> str:
    """What a department says to a call for help (S61)."""
    wanted = answers.help_by_id(ctx.session, ctx.company.id, int(args["help"]))
    answers.answer_help(
        ctx.session, wanted, text_of(values, "answer"), by=ctx.actor, now=ctx.now, calendar=ctx.calendar
    )
    return say("toast.done")


@press("tasklist.page")
def turn(ctx: Context, args: Args, _values: Values) -> str:
    """上一页, 下一页."""
    _list_here(ctx, args).page = int(args["page"])
    return say("toast.done")


@press("tasklist.narrow")
def narrow(ctx: Context, args: Args, _values: Values) -> str:
    """Another filter. It is about whoever presses: somebody else's list makes room for one's own."""
    listed = _list_here(ctx, args)
    listed.narrowed, listed.page, listed.person_id = str(args["by"]), 1, ctx.actor.id
    return say("toast.done")


@press("tasklist.export")
def export(ctx: Context, args: Args, _values: Values) -> str:
    """导出表3 of what the list shows."""
    export_list(ctx, _list_here(ctx, args).narrowed)
    return say("toast.exported")


@press("home.my_tasks")
def my_tasks(ctx: Context, _args: Args, _values: Values) -> str:
    """我的任务."""
    show_list(ctx, "")
    return say("toast.opened")


def _list_here(ctx: Context, args: Args) -> TaskList:
    """The list, for those in the chat it stands in. Raises NoSuchForm."""
    listed = ctx.session.get(TaskList, int(args["list"]))
    if listed is None or listed.chat_id != ctx.chat.id:
        raise rights.NoSuchForm()
    listed.expires_at = ctx.now + drafts.KEPT_FOR
    return listed

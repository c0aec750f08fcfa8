"""首页卡, 帮助, 撤销 and everything that was not understood."""

from app.base.errors import NotAllowed, TooLate
from app.history import service as history
from app.needs import queries
from app.needs import service as needs
from app.needs.models import NeedStatus
from app.outbox import service as outbox
from app.people import service as people
from app.progress import queries as progress
from app.projects import current
from app.projects import service as projects
from app.projects.models import Project
from app.tasks import queries as task_queries
from app.tasks.lists import Reader, mine
from bot.cards.home import help_card, home_card, howto_card, suggest_card
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.departments import show_departments
from handlers.meetings import coming_here
from handlers.needs import begin, show_needs
from handlers.reading.forms import HelpForm, UndoForm, Unknown
from handlers.reading.nouns import INTENT_OF, SHOWN
from handlers.router import HELP, UNDOERS, command, press

_ORDER = [
    "需求",
    "会议",
    "记",
    "纪要",
    "任务",
    "复盘",
    "进度",
    "部门",
    "术语",
    "查",
    "我请假",
    "撤销",
    "设置",
    "帮助",
]
"""How 帮助 lists the commands: as the work goes, then what is looked up. One that is not named here comes last."""


@command(HelpForm, shown="帮助")
def help_command(ctx: Context, form: HelpForm) -> None:
    """看看会办能做什么"""
    if form.home:
        show_home(ctx)
    elif (intent := INTENT_OF.get(form.topic, "help")) != "help":
        ctx.say(howto_card(intent, SHOWN[intent]))
    else:
        show_help(ctx)


def show_home(ctx: Context) -> None:
    """首页卡: what is open here and the ways to begin."""
    found = [
        n for n in needs.in_chat(ctx.session, ctx.chat, person=ctx.actor) if n.status == NeedStatus.OPEN
    ][:3]
    views = [queries.view(ctx.session, need, ctx.calendar) for need in found]
    reader = Reader(ctx.actor, ctx.chat, ctx.calendar.local(ctx.now).date())
    urgent = [task_queries.view(ctx.session, task) for task in mine(ctx.session, reader, limit=3)]
    soon = coming_here(ctx)[:3]
    running = projects.running_in(ctx.session, ctx.chat.id)
    here = running[0] if len(running) == 1 else current.current(ctx.session, ctx.actor, ctx.chat)
    ctx.say(
        home_card(
            views,
            urgent,
            soon,
            now=ctx.now,
            calendar=ctx.calendar,
            project="" if here is None else _standing(ctx, here),
            several=len(running) > 1,
        )
    )


def _standing(ctx: Context, project: Project) -> str:
    """A project and its phase (S1)."""
    phase = say(f"progress.{progress.phase(ctx.session, project)}")
    return say("projects.current_phase", name=project.name, phase=phase)


def show_help(ctx: Context, lead: str = "", *, said: str = "") -> None:
    """Every command with its line; with what was `said`, the way to make a task of it."""
    lines = sorted(HELP, key=lambda line: _ORDER.index(line[0]) if line[0] in _ORDER else len(_ORDER))
    ctx.say(help_card(tuple(lines), lead=lead, said=said))


@command(UndoForm, shown="撤销")
def undo_command(ctx: Context, _form: UndoForm) -> None:
    """10 分钟内撤销自己刚做的改动"""
    latest = history.latest_of(ctx.session, ctx.actor.id)
    if latest is None:
        raise TooLate()
    subject = _undo(ctx, latest.id)
    ctx.show(subject)


@press("undo")
def undo_press(ctx: Context, args: Args, _values: Values) -> str:
    """撤销."""
    _undo(ctx, int(args["change"]))
    return say("toast.undone")


def _undo(ctx: Context, change_id: int) -> str:
    """Take back one of one's own changes; its subject. Raises NotAllowed, TooLate (D10)."""
    change = history.about(ctx.session, change_id)
    if change is None or change.by_id != ctx.actor.id:
        who = None if change is None else people.person(ctx.session, change.by_id)
        raise NotAllowed(what="what.undo", who=who.shown if who else "who.changer")
    kind, _, key = change.subject.partition(":")
    if kind in UNDOERS:
        UNDOERS[kind](ctx, int(key), change)
    else:
        history.undo(ctx.session, change.id, now=ctx.now)
    return change.subject


@command(Unknown)
def unknown_command(ctx: Context, form: Unknown) -> None:
    """A near miss is offered as a button; anything else gets the help."""
    if form.command:
        ctx.say(suggest_card(form.command))
    else:
        show_help(ctx, say("help.unknown"))


@press("home.register")
def press_register(ctx: Context, _args: Args, _values: Values) -> str:
    """登记需求: the empty form, or the draft that was begun."""
    begin(ctx)
    return say("toast.opened")


@press("home.needs")
def press_needs(ctx: Context, _args: Args, _values: Values) -> str:
    """需求列表."""
    show_needs(ctx)
    return say("toast.opened")


@press("home.departments")
def press_departments(ctx: Context, _args: Args, _values: Values) -> str:
    """部门对接人."""
    show_departments(ctx)
    return say("toast.opened")


@press("home.help")
def press_help(ctx: Context, _args: Args, _values: Values) -> str:
    """帮助."""
    show_help(ctx)
    return say("toast.opened")


@press("home.settings")
def press_settings(ctx: Context, _args: Args, _values: Values) -> str:
    """设置."""
    ctx.show(f"settings:{ctx.chat.id}")
    return say("toast.opened")


@press("home.check")
def press_check(ctx: Context, _args: Args, _values: Values) -> str:
    """自检."""
    outbox.owe_check(ctx.session, ctx.place)
    return say("toast.opened")

"""进度: where a project stands, its lists, and everything of it as files (S1, X5)."""

from app.base.errors import NotAllowed
from app.outbox import service as outbox
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.progress import queries
from app.progress.subjects import project_of_subject
from app.projects import current
from app.projects.chats import is_here
from app.projects.models import Project
from bot.cards.progress import LISTS, list_card, which_card
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.projects import works_on
from handlers.reading.forms import ProgressForm
from handlers.router import command, press
from handlers.tasks import show_list


@command(ProgressForm, shown="进度")
def progress_command(ctx: Context, form: ProgressForm) -> None:
    """看项目进行到哪一步、还缺什么，导出全部资料"""
    if form.request_id is not None:
        show_project(ctx, queries.of_need(ctx.session, ctx.company.id, form.request_id))
    else:
        _choose(ctx, form.project)


def _choose(ctx: Context, name: str) -> None:
    """The project that is meant: by name, by the card one replies to, the current one, else the only one; a picker for
    several (D19)."""
    replied = None if name else project_of_subject(ctx.session, ctx.company.id, ctx.subject)
    if replied is not None:
        show_project(ctx, replied)
        return
    running = queries.running_for(ctx.session, ctx.chat, ctx.actor)
    mine = None if name else current.current(ctx.session, ctx.actor, ctx.chat)
    if mine is not None:
        show_project(ctx, mine)
        return
    found = [one for one in running if one.name == name] or [one for one in running if name in one.name]
    if len(found) == 1:
        show_project(ctx, found[0])
        return
    offered = found or running
    unknown = name if name and not found else ""
    ctx.say(which_card([(one.id, one.name) for one in offered[:10]], unknown=unknown))


def show_project(ctx: Context, project: Project) -> None:
    """Its card. Raises NotAllowed outside its group for who takes no part."""
    _may_see(ctx, project)
    ctx.show(f"project:{project.id}")


def _may_see(ctx: Context, project: Project) -> None:
    if is_here(ctx.session, project, ctx.chat.id):
        return
    if not ctx.chat.private or not queries.takes_part(ctx.session, project, ctx.actor):
        raise NotAllowed(what="what.see_project", name=project.name, who="who.members")


def project_of(ctx: Context, args: Args) -> Project:
    """The project a button is about, for those who may see it here. Raises NotFound, NotAllowed."""
    project = queries.by_id(ctx.session, ctx.company.id, int(args["project"]))
    _may_see(ctx, project)
    return project


@press("home.progress")
def press_progress(ctx: Context, _args: Args, _values: Values) -> str:
    """项目进度."""
    _choose(ctx, "")
    return say("toast.opened")


@press("progress.show")
def press_show(ctx: Context, args: Args, _values: Values) -> str:
    """打开."""
    project = project_of(ctx, args)
    works_on(ctx, project)
    show_project(ctx, project)
    return say("toast.opened")


@press("progress.list")
def press_list(ctx: Context, args: Args, _values: Values) -> str:
    """需求, 会议, 任务, 分歧, 风险 of a project."""
    project, what = project_of(ctx, args), str(args["what"])
    viewer = ctx.actor if ctx.chat.private else None
    view = queries.view(ctx.session, project, viewer=viewer, now=ctx.now)
    if what == "tasks" and view.needs:
        show_list(ctx, f"N{view.needs[0].number} 全部")
    elif what in LISTS:
        calendar = calendar_of(ctx.session, ctx.session.get_one(Chat, project.home_chat_id))
        ctx.say(list_card(view, what, now=ctx.now, calendar=calendar))
    return say("toast.opened")


@press("progress.export")
def press_export(ctx: Context, args: Args, _values: Values) -> str:
    """导出全部资料: one archive; section 6, every member may."""
    outbox.owe_document(ctx.session, ctx.place, f"project_pack:{project_of(ctx, args).id}:zip")
    return say("toast.exported")

"""流程健康: what people press on it."""

from app.base.errors import NotFound
from app.evidence import queries
from app.projects.models import Project
from app.reviews.people import may_see
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.router import press


def project_for(ctx: Context, args: Args) -> Project:
    """The project a button is about, for its people. Raises NotFound for anybody else."""
    project = queries.project_of(ctx.session, ctx.company.id, int(args["project"]))
    if not may_see(ctx.session, project, ctx.actor, ctx.chat):
        raise NotFound(what="what.a_project", number="")
    return project


@press("evidence.show")
def press_show(ctx: Context, args: Args, _values: Values) -> str:
    """流程健康."""
    ctx.show(f"evidence:{project_for(ctx, args).id}")
    return say("toast.opened")

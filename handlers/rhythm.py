"""节奏 and 同步会: what people press on a project's rhythm, on their updates, and on a sync's card."""

from app.base.errors import Invalid
from app.history.service import ChangeAbout
from app.meetings import service as meetings
from app.meetings.models import MeetingKind, MeetingStatus
from app.progress import queries as progress
from app.projects.models import Cadence, Project
from app.tasks import rhythm, rhythm_plan
from app.tasks.rhythm import WEEKDAYS, Sync
from bot.cards.rhythm import CLOCKS
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.meeting_presses import meeting_for
from handlers.meetings import days_of, show_private
from handlers.progress import project_of
from handlers.router import press, undoer


@press("rhythm.show")
def press_show(ctx: Context, args: Args, _values: Values) -> str:
    """节奏和同步会."""
    ctx.show(f"rhythm:{project_of(ctx, args).id}")
    return say("toast.opened")


@press("rhythm.cadence")
def press_cadence(ctx: Context, args: Args, _values: Values) -> str:
    """每日, 每周, 双周 (S85)."""
    cadence = Cadence(str(args["cadence"]))
    rhythm.set_cadence(ctx.session, project_of(ctx, args), cadence, by=ctx.actor, now=ctx.now)
    return say("rhythm.saved")


@press("rhythm.urgent")
def press_urgent(ctx: Context, args: Args, _values: Values) -> str:
    """标为紧急 (G10)."""
    rhythm.set_urgent(ctx.session, project_of(ctx, args), urgent=True, by=ctx.actor, now=ctx.now)
    return say("rhythm.saved")


@press("rhythm.calm")
def press_calm(ctx: Context, args: Args, _values: Values) -> str:
    """取消紧急."""
    rhythm.set_urgent(ctx.session, project_of(ctx, args), urgent=False, by=ctx.actor, now=ctx.now)
    return say("rhythm.saved")


@press("rhythm.sync")
def press_sync(ctx: Context, args: Args, values: Values) -> str:
    """开始定期同步会, or another day for it (S62)."""
    project = project_of(ctx, args)
    weekday, clock = (
        choice_of(values, "weekday") or str(project.sync_weekday or 0),
        choice_of(values, "clock"),
    )
    if clock not in CLOCKS or not weekday.isdigit() or int(weekday) not in WEEKDAYS:
        raise Invalid(field="rhythm.field.clock", example="10:00")
    sync = Sync(int(weekday), clock, text_of(values, "place"))
    rhythm.set_sync(ctx.session, project, sync, by=ctx.actor, now=ctx.now)
    return say("rhythm.saved")


@press("rhythm.stop_sync")
def press_stop_sync(ctx: Context, args: Args, _values: Values) -> str:
    """不再开同步会; one that was announced already stays, its host decides."""
    rhythm.set_sync(ctx.session, project_of(ctx, args), None, by=ctx.actor, now=ctx.now)
    return say("rhythm.saved")


@undoer("rhythm")
def undo_rhythm(ctx: Context, project_id: int, change: ChangeAbout) -> None:
    """Take one change of a rhythm back."""
    rhythm.undo(ctx.session, project_id, change, now=ctx.now)


@press("update.show")
def press_update(ctx: Context, args: Args, _values: Values) -> str:
    """更新进展: one's own card of a project's round."""
    project = progress.by_id(ctx.session, ctx.company.id, int(args["project"]))
    since = _since(ctx, project)
    show_private(ctx, ctx.actor, since)
    return say("toast.opened")


def _since(ctx: Context, project: Project) -> str:
    rounds = rhythm_plan.rounds_of(ctx.session, project, ctx.now)
    begun = [one for one in rounds if one.ask <= ctx.now < one.digest] or rounds[-1:]
    day = begun[0].asked_since if begun else ctx.calendar.local(ctx.now).date()
    return rhythm_plan.update_subject(project.id, ctx.actor.id, day)


@press("sync.keep")
def press_keep(ctx: Context, args: Args, _values: Values) -> str:
    """照常召开: a sync without an agenda takes place; its host's decision."""
    meeting = meeting_for(ctx, args)
    if meeting.kind != MeetingKind.SYNC or meeting.status != MeetingStatus.DRAFT:
        return say("toast.stale")
    meetings.publish(ctx.session, meeting, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id))
    return say("toast.done")


@press("sync.away")
def press_away(ctx: Context, args: Args, _values: Values) -> str:
    """我不能参加, on the group's card: one's own form, in private."""
    meeting = meeting_for(ctx, args)
    own = next((one for one in meeting.attendees if one.person_id == ctx.actor.id), None)
    if own is None:
        return say("sync.not_invited")
    show_private(ctx, ctx.actor, f"absence:{own.id}")
    return say("toast.opened") if ctx.chat.private else say("toast.meeting_private")

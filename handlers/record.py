"""记 …: what is typed for the meeting that runs (product section 3)."""

from app.base.errors import UserError
from app.meetings import disputes, live, live_queries, noting
from app.meetings import live_rights as rights
from app.meetings.models import Meeting, Segment, Topic
from bot.cards.live_forms import which_card
from bot.cards.parts import note
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.departments import find_person
from handlers.live import show_at
from handlers.meeting_moves import tell
from handlers.reading.forms import RecordForm
from handlers.reading.newtask import read_new_task
from handlers.reading.scope import MentionName, Scope
from handlers.reading.slips import words_of
from handlers.router import command, press


class NoLive(UserError):
    """No meeting runs here, so there is nothing to write it down for. Details: none."""

    key = "live_none"


@command(RecordForm, shown="记")
def record_command(ctx: Context, form: RecordForm) -> None:
    """会议进行中记下结论、任务、分歧或停车场事项"""
    meeting = _running(ctx)
    if form.kind == "note":
        tell(ctx, meeting.confidential, which_card(form.text, meeting.id))
        return
    said = _record(ctx, meeting, form)
    tell(
        ctx, meeting.confidential, note(say("live.recorded.title", number=meeting.number), said, tone="good")
    )


@press("record.as")
def press_as(ctx: Context, args: Args, _values: Values) -> str:
    """What a line was meant as."""
    meeting = rights.by_id(ctx.session, ctx.company.id, int(args["meeting"]), reader=ctx.actor)
    kinds = {"decision": "decision", "task": "task", "parked": "parked"}
    form = RecordForm(kinds[str(args["kind"])], str(args["text"]))  # type: ignore[arg-type]
    return _record(ctx, meeting, form)


def _record(ctx: Context, meeting: Meeting, form: RecordForm) -> str:
    """Write it down; what was written, in words."""
    topic = _topic(meeting)
    if form.kind == "decision":
        given = noting.DecisionFields(form.text, basis=form.basis)
        noting.decide(ctx.session, meeting, topic, given, by=ctx.actor, now=ctx.now)
    elif form.kind == "dispute":
        point = disputes.DisputeFields(form.text)
        dispute = disputes.note_point(
            ctx.session, meeting, topic, point, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
        )
        show_at(ctx, meeting.host_id, f"sides:{dispute.id}")
    elif form.kind == "task":
        return _task(ctx, meeting, form)
    else:
        noting.park(ctx.session, meeting, form.text, by=ctx.actor, now=ctx.now)
    return say(f"live.recorded.{form.kind}", text=form.text)


def _task(ctx: Context, meeting: Meeting, form: RecordForm) -> str:
    """A task typed like any other: whom, until when, what."""
    mentions = getattr(ctx.update.body, "mentions", ())
    names = {m.key: MentionName(m.name, bot=m.me or m.bot) for m in mentions}
    read = read_new_task(
        words_of(form.text), Scope(ctx.now.astimezone(ctx.calendar.zone), ctx.calendar, names)
    )
    owner = None if read.assignee is None else find_person(ctx, read.assignee)
    given = noting.TaskFields(
        description=read.description or form.text,
        owner_id=None if owner is None else owner.id,
        due_on=None if read.deadline.doubt else read.deadline.day,
        departments="、".join(read.departments),
        deliverable=read.deliverable,
        risk=read.risk,
    )
    row = noting.note_task(ctx.session, meeting, given, by=ctx.actor, now=ctx.now)
    complete = row.owner_id is not None and row.due_on is not None
    return say("live.recorded.task" if complete else "live.recorded.task_half", text=row.description)


def _topic(meeting: Meeting) -> Topic | None:
    """The topic under discussion."""
    return live.current_topic(meeting) if meeting.segment == Segment.TOPIC else None


def _running(ctx: Context) -> Meeting:
    """The meeting that runs here: of the card that is replied to, of this chat, or in private the writer's. Raises NoLive."""
    kind, _, key = ctx.subject.partition(":")
    if kind in {"live", "console", "closing", "meeting"}:
        return rights.by_id(ctx.session, ctx.company.id, int(key), reader=ctx.actor)
    found = (
        live_queries.running_of_company(ctx.session, ctx.company.id)
        if ctx.chat.private
        else [m for m in live_queries.running_in(ctx.session, ctx.chat.id) if not m.confidential]
    )
    mine = [meeting for meeting in found if ctx.actor.id in rights.takers(meeting)]
    candidates = mine or ([] if ctx.chat.private else found)
    if not candidates:
        raise NoLive()
    return rights.by_id(ctx.session, ctx.company.id, candidates[0].id, reader=ctx.actor)

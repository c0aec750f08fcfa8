"""粘贴妙记/听记: the text, and each line of it that is taken or left (S51)."""

from datetime import date

from app.meetings import minutes as verbs
from app.meetings import minutes_queries, pasting
from app.meetings.minutes_models import Candidate
from app.meetings.minutes_shown import latest
from app.meetings.models import Meeting
from app.people import service as people
from app.people.models import Chat, Person
from app.tasks import service as tasks
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.minutes import assembled, meeting_for, show_privately
from handlers.router import press


@press("minutes.paste")
def press_paste(ctx: Context, args: Args, _values: Values) -> str:
    """粘贴妙记/听记: the box, or the lines that wait."""
    meeting = meeting_for(ctx, args)
    verbs.may_write(ctx.session, meeting, ctx.actor)
    show_privately(ctx, f"minutespaste:{meeting.id}")
    return say("toast.opened")


@press("minutes.read")
def press_read(ctx: Context, args: Args, values: Values) -> str:
    """挑出结论和任务."""
    text = text_of(values, "text")
    meeting = meeting_for(ctx, args)
    count = pasting.paste(ctx.session, meeting, text, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.lines_found", count=count)


@press("minutes.take")
def press_take(ctx: Context, args: Args, _values: Values) -> str:
    """收下."""
    _take(ctx, _candidate(ctx, args))
    return say("toast.line_taken")


@press("minutes.leave")
def press_leave(ctx: Context, args: Args, _values: Values) -> str:
    """忽略."""
    pasting.leave(ctx.session, _candidate(ctx, args), by=ctx.actor)
    return say("toast.line_left")


@press("minutes.fill")
def press_fill(ctx: Context, args: Args, _values: Values) -> str:
    """补齐并收下: the form of what a task lacks."""
    show_privately(ctx, f"candidate:{_candidate(ctx, args).id}")
    return say("toast.opened")


@press("minutes.complete")
def press_complete(ctx: Context, args: Args, values: Values) -> str:
    """收下 with what was filled in."""
    candidate = _candidate(ctx, args)
    owner = people.by_external(ctx.session, ctx.company.id, choice_of(values, "owner"))
    pasting.complete(
        candidate,
        owner_id=None if owner is None else owner.id,
        due_on=_day(text_of(values, "due")),
        text=text_of(values, "text"),
    )
    _take(ctx, candidate)
    return say("toast.line_taken")


def _take(ctx: Context, candidate: Candidate) -> None:
    """Taken; of minutes that are published it becomes a change that waits for the next edition (X6)."""
    meeting = ctx.session.get_one(Meeting, candidate.meeting_id)
    published = latest(ctx.session, meeting.id) is not None
    before = assembled(ctx, meeting)
    _stands(ctx, candidate)
    after = assembled(ctx, meeting)
    standing = minutes_queries.draft(ctx.session, meeting.id, before)
    for section in ("topics", "tasks") if published else ():
        if after[section] == before[section]:
            continue
        told = [line for line in after[section].split("\n") if line not in before[section].split("\n")]
        alike = standing[section] == before[section]
        text = after[section] if alike else "\n".join([standing[section], *told])
        verbs.rewrite(ctx.session, meeting, section, text, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)


def _stands(ctx: Context, candidate: Candidate) -> None:
    """A decision stands at once; a task is given, with the host as its assigner (section 6)."""
    if candidate.kind == "decision":
        pasting.take_decision(ctx.session, candidate, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
        _redraw(ctx, candidate)
        return
    if candidate.owner_id is None or candidate.due_on is None:
        raise pasting.OwnerMissing()
    meeting = ctx.session.get_one(Meeting, candidate.meeting_id)
    pasting.taken(ctx.session, candidate, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    tasks.create(
        ctx.session,
        chat=ctx.session.get_one(Chat, meeting.chat_id),
        owner=ctx.session.get_one(Person, candidate.owner_id),
        assigner=ctx.session.get_one(Person, meeting.host_id),
        description=candidate.text,
        due_on=candidate.due_on,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
        project_id=meeting.project_id,
        meeting_id=meeting.id,
        topic_id=candidate.topic_id,
    )
    _redraw(ctx, candidate)


def _redraw(ctx: Context, candidate: Candidate) -> None:
    """The list of lines, where another card of it was pressed."""
    subject = f"minutespaste:{candidate.meeting_id}"
    if ctx.subject != subject and minutes_queries.candidates(ctx.session, candidate.meeting_id):
        show_privately(ctx, subject)


def _candidate(ctx: Context, args: Args) -> Candidate:
    return pasting.by_id(ctx.session, ctx.company.id, int(args["candidate"]), reader=ctx.actor)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        return None

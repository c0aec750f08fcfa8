"""A meeting that runs: what its host, and everybody who takes part, presses."""

from app.base.errors import NotFound
from app.history.service import ChangeAbout
from app.meetings import live, live_queries, presence
from app.meetings import live_rights as rights
from app.meetings.models import Meeting, Outcome, Topic
from app.meetings.timeline import slot_of
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import service as people
from app.people.models import Person
from bot.cards.closing import needs_asking
from bot.cards.live_parts import clock
from bot.texts import TEXTS, say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.router import press, undoer

_PUT_OFF = {"shelved": Outcome.SHELVED, "followup": Outcome.FOLLOW_UP, "later": Outcome.NONE}


def begin_meeting(ctx: Context, meeting: Meeting) -> str:
    """Begin a meeting (S34), typed or pressed; what was done, in words. Raises NotAllowed, Over."""
    begun = live.begin(ctx.session, meeting, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    if not begun:
        return say("live.toast.running")
    host = people.person(ctx.session, meeting.host_id)
    if ctx.actor.id != meeting.host_id:
        show_private(ctx, f"host:{meeting.id}")
    return say("live.toast.begun", who="" if host is None else host.shown)


def end_meeting(ctx: Context, meeting: Meeting) -> str:
    """End a meeting, typed or pressed: at once when all is said, else what is open is listed and asked once more (S49).

    What was done, in words. Raises NotAllowed, NotBegun, Over.
    """
    live.close_up(ctx.session, meeting, by=ctx.actor, now=ctx.now)
    view = live_queries.view(ctx.session, meeting, ctx.calendar, now=ctx.now)
    if needs_asking(view):
        show_private(ctx, f"adjourn:{meeting.id}")
        return say("live.toast.open_points")
    given = live.adjourn(ctx.session, meeting, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("live.toast.adjourned", count=given)


@press("live.begin")
def press_begin(ctx: Context, args: Args, _values: Values) -> str:
    """开始会议."""
    return begin_meeting(ctx, _meeting(ctx, args))


@press("live.console")
def press_console(ctx: Context, args: Args, _values: Values) -> str:
    """打开主持台: at the bottom of the host's chat, where the cues have pushed it out of sight."""
    return _open(ctx, _hosted(ctx, args), "console")


@press("live.next")
def press_next(ctx: Context, args: Args, _values: Values) -> str:
    """下一议题; a topic without a result is asked for one (S43)."""
    meeting = _meeting(ctx, args)
    rights.require_host(ctx.session, meeting, ctx.actor)
    rights.require_position(meeting, str(args["at"]))
    topic = live.current_topic(meeting)
    if topic is not None and live.recorded_outcome(ctx.session, topic) == Outcome.NONE:
        show_private(ctx, f"leave:{topic.id}")
        return say("live.toast.choose")
    live.go_on(ctx.session, meeting, seen=str(args["at"]), by=ctx.actor, now=ctx.now)
    return now_at(meeting)


@press("live.leave")
def press_leave(ctx: Context, args: Args, _values: Values) -> str:
    """会后专项 with a note: the card that asks for it."""
    meeting, topic = _topic(ctx, args)
    rights.require_host(ctx.session, meeting, ctx.actor)
    rights.require_open(topic)
    show_private(ctx, f"leave:{topic.id}")
    return say("toast.opened")


@press("live.put_off")
def press_put_off(ctx: Context, args: Args, values: Values) -> str:
    """搁置 or 会后专项 (S92)."""
    meeting, topic = _topic(ctx, args)
    live.put_off(
        ctx.session,
        meeting,
        topic,
        _PUT_OFF[str(args["outcome"])],
        text_of(values, "note"),
        by=ctx.actor,
        now=ctx.now,
    )
    return now_at(meeting)


@press("live.extend")
def press_extend(ctx: Context, args: Args, _values: Values) -> str:
    """延长5分钟, once."""
    meeting, topic = _topic(ctx, args)
    if not live.extend(ctx.session, meeting, topic, by=ctx.actor, now=ctx.now):
        return say("live.toast.extended_before")
    running = live_queries.running_of(meeting)
    ends_at = None if running is None or running.topic is None else slot_of(running.topic).ends_at
    return say("live.toast.extended", at="" if ends_at is None else clock(ends_at, ctx.calendar))


@press("live.agenda")
def press_agenda(ctx: Context, args: Args, _values: Values) -> str:
    """换议题: the form."""
    return _open(ctx, _hosted(ctx, args), "agenda")


@press("live.take_up")
def press_take_up(ctx: Context, _args: Args, values: Values) -> str:
    """开始讨论 of a topic out of turn (S38)."""
    meeting, topic = _topic(ctx, {"topic": choice_of(values, "topic")})
    live.take_up(
        ctx.session,
        meeting,
        topic,
        _PUT_OFF[choice_of(values, "skipped") or "later"],
        text_of(values, "note"),
        by=ctx.actor,
        now=ctx.now,
    )
    return now_at(meeting)


@press("live.close")
def press_close(ctx: Context, args: Args, _values: Values) -> str:
    """收尾 ahead of time."""
    meeting = _hosted(ctx, args)
    live.close_up(ctx.session, meeting, by=ctx.actor, now=ctx.now)
    return now_at(meeting)


@press("live.host")
def press_host(ctx: Context, args: Args, _values: Values) -> str:
    """换主持: the names."""
    return _open(ctx, _meeting(ctx, args), "host")


@press("live.hand_over")
def press_hand_over(ctx: Context, args: Args, _values: Values) -> str:
    """A name: they host from now on (S35)."""
    meeting = _meeting(ctx, args)
    to = ctx.session.get(Person, int(args["person"]))
    if to is None or to.company_id != ctx.company.id:
        raise NotFound(what="who.host", number="")
    live.hand_over(ctx.session, meeting, to, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("live.toast.host", who=to.name)


@press("live.sign")
def press_sign(ctx: Context, args: Args, _values: Values) -> str:
    """签到 (S36)."""
    at = presence.sign_in(ctx.session, _meeting(ctx, args), by=ctx.actor, now=ctx.now)
    return say("live.toast.signed", at=clock(at, ctx.calendar))


@press("live.roll")
def press_roll(ctx: Context, args: Args, _values: Values) -> str:
    """代签到: the form."""
    return _open(ctx, _hosted(ctx, args), "roll")


@press("live.mark")
def press_mark(ctx: Context, args: Args, values: Values) -> str:
    """标记到场."""
    chosen = values.get("present", [])
    ids = [int(one) for one in (chosen if isinstance(chosen, list) else [str(chosen)]) if one]
    if not ids:
        return say("toast.nothing_chosen")
    presence.mark_present(ctx.session, _meeting(ctx, args), ids, by=ctx.actor, now=ctx.now)
    return say("toast.saved")


@press("live.agree")
def press_agree(ctx: Context, args: Args, _values: Values) -> str:
    """无异议 (S49)."""
    presence.agree(ctx.session, _meeting(ctx, args), by=ctx.actor, now=ctx.now)
    return say("live.toast.agreed")


@press("live.object")
def press_object(ctx: Context, args: Args, _values: Values) -> str:
    """有异议: its words are asked for in private, because the group's card changes while people type."""
    meeting = _meeting(ctx, args)
    presence.require_closing(ctx.session, meeting, ctx.actor)
    show_private(ctx, f"objecting:{meeting.id}")
    return say("live.toast.in_private")


@press("live.objection")
def press_objection(ctx: Context, args: Args, values: Values) -> str:
    """提交异议."""
    presence.object_to(
        ctx.session,
        _meeting(ctx, args),
        text_of(values, "objection"),
        by=ctx.actor,
        now=ctx.now,
    )
    return say("live.toast.objected")


@press("live.adjourn")
def press_adjourn(ctx: Context, args: Args, _values: Values) -> str:
    """散会."""
    return end_meeting(ctx, _hosted(ctx, args))


@press("live.adjourn_now")
def press_adjourn_now(ctx: Context, args: Args, _values: Values) -> str:
    """确认散会, with what is open."""
    given = live.adjourn(ctx.session, _meeting(ctx, args), by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("live.toast.adjourned", count=given)


@undoer("live")
def undo_step(ctx: Context, meeting_id: int, change: ChangeAbout) -> None:
    """Take one step of a live meeting back."""
    live.undo(ctx.session, meeting_id, change, now=ctx.now, calendar=ctx.calendar)


def _meeting(ctx: Context, args: Args) -> Meeting:
    return rights.by_id(ctx.session, ctx.company.id, int(args["meeting"]), reader=ctx.actor)


def _hosted(ctx: Context, args: Args) -> Meeting:
    """The meeting, for its host alone: somebody who has handed it over taps an old card."""
    meeting = _meeting(ctx, args)
    rights.require_host(ctx.session, meeting, ctx.actor)
    return meeting


def _topic(ctx: Context, args: Args) -> tuple[Meeting, Topic]:
    return rights.topic_by_id(ctx.session, ctx.company.id, int(args["topic"]), reader=ctx.actor)


def _open(ctx: Context, meeting: Meeting, kind: str) -> str:
    show_private(ctx, f"{kind}:{meeting.id}")
    return say("toast.opened")


def show_private(ctx: Context, subject: str) -> None:
    """A card for whoever pressed, in their private chat: forms and lists of a meeting are nobody else's."""
    show_at(ctx, ctx.actor.id, subject)


def show_at(ctx: Context, person_id: int, subject: str) -> None:
    """A card at the bottom of somebody's private chat."""
    person = ctx.session.get_one(Person, person_id)
    place = Place(ctx.company.platform, ctx.company.tenant, person=person.external_id)
    outbox.retire_at(ctx.session, place, subject)
    outbox.owe_card(ctx.session, place, subject)


def now_at(meeting: Meeting) -> str:
    """Where the meeting is now, as a toast."""
    where = rights.where(meeting)
    return say("live.toast.next", now=say(where) if where in TEXTS else where)

"""What is written down in a meeting that runs: conclusions, tasks, disputes, parked items; and the heads' word (S84)."""

from datetime import date

from app.base.errors import NotFound
from app.meetings import confirming, disputes, noting
from app.meetings import live_rights as rights
from app.meetings.live_shown import host_place
from app.meetings.models import Decision, Dispute, HeadWord, Meeting, Topic
from app.outbox import service as outbox
from app.people import service as people
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.live import now_at, show_private
from handlers.reading.whens import read_due
from handlers.router import press


@press("live.conclude")
def press_conclude(ctx: Context, args: Args, _values: Values) -> str:
    """记结论: the form."""
    meeting, topic = _about(ctx, args)
    rights.require_writer(ctx.session, meeting, ctx.actor)
    show_private(ctx, f"concludeall:{meeting.id}" if topic is None else f"conclude:{topic.id}")
    return say("toast.opened")


@press("live.decide")
def press_decide(ctx: Context, args: Args, values: Values) -> str:
    """记下, and with `next` on to the next topic, if this one is still the present one."""
    meeting, topic = _about(ctx, args)
    given = noting.DecisionFields(
        text=text_of(values, "text"),
        criterion=choice_of(values, "criterion"),
        basis=text_of(values, "basis"),
        major=values.get("major") is True,
    )
    go_on = bool(args["next"]) and topic is not None and noting.is_present(meeting, topic)
    noting.decide(ctx.session, meeting, topic, given, by=ctx.actor, now=ctx.now, go_on=go_on)
    return now_at(meeting) if go_on else say("live.toast.kept")


@press("live.drop_decision")
def press_drop_decision(ctx: Context, args: Args, _values: Values) -> str:
    """不要这条 of a conclusion."""
    meeting, decision = noting.decision_by_id(
        ctx.session, ctx.company.id, int(args["decision"]), reader=ctx.actor
    )
    noting.drop_decision(ctx.session, meeting, decision, by=ctx.actor, now=ctx.now)
    return say("toast.saved")


@press("live.task")
def press_task(ctx: Context, args: Args, _values: Values) -> str:
    """记任务: the form."""
    meeting = _written(ctx, int(args["meeting"]))
    show_private(ctx, f"notetask:{meeting.id}")
    return say("toast.opened")


@press("live.add_task")
def press_add_task(ctx: Context, args: Args, values: Values) -> str:
    """记下 a task."""
    meeting = _written(ctx, int(args["meeting"]))
    noting.note_task(ctx.session, meeting, _task_fields(ctx, values), by=ctx.actor, now=ctx.now)
    return say("live.toast.kept")


@press("live.edit_task")
def press_edit_task(ctx: Context, args: Args, _values: Values) -> str:
    """改 or 补全 a noted task: the form."""
    meeting, row = noting.noted_by_id(ctx.session, ctx.company.id, int(args["task"]), reader=ctx.actor)
    rights.require_writer(ctx.session, meeting, ctx.actor)
    show_private(ctx, f"noted:{row.id}")
    return say("toast.opened")


@press("live.save_task")
def press_save_task(ctx: Context, args: Args, values: Values) -> str:
    """保存 a noted task."""
    meeting, row = noting.noted_by_id(ctx.session, ctx.company.id, int(args["task"]), reader=ctx.actor)
    noting.change_task(ctx.session, meeting, row, _task_fields(ctx, values), by=ctx.actor, now=ctx.now)
    return say("toast.saved")


@press("live.drop_task")
def press_drop_task(ctx: Context, args: Args, _values: Values) -> str:
    """不要这条 of a task."""
    meeting, row = noting.noted_by_id(ctx.session, ctx.company.id, int(args["task"]), reader=ctx.actor)
    noting.drop_task(ctx.session, meeting, row, by=ctx.actor, now=ctx.now)
    return say("toast.saved")


@press("live.differ")
def press_differ(ctx: Context, args: Args, _values: Values) -> str:
    """记分歧: the form."""
    meeting, topic = rights.topic_by_id(ctx.session, ctx.company.id, int(args["topic"]), reader=ctx.actor)
    rights.require_writer(ctx.session, meeting, ctx.actor)
    show_private(ctx, f"differ:{topic.id}")
    return say("toast.opened")


@press("live.add_dispute")
def press_add_dispute(ctx: Context, args: Args, values: Values) -> str:
    """记下 a dispute (S44–S46)."""
    meeting, topic = rights.topic_by_id(ctx.session, ctx.company.id, int(args["topic"]), reader=ctx.actor)
    disputes.differ(
        ctx.session,
        meeting,
        topic,
        _dispute_fields(ctx, values),
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("live.toast.kept")


@press("live.sides")
def press_sides(ctx: Context, args: Args, _values: Values) -> str:
    """补全 of a dispute: the form."""
    meeting, dispute = _dispute(ctx, args)
    rights.require_writer(ctx.session, meeting, ctx.actor)
    show_private(ctx, f"sides:{dispute.id}")
    return say("toast.opened")


@press("live.save_dispute")
def press_save_dispute(ctx: Context, args: Args, values: Values) -> str:
    """保存 a dispute."""
    meeting, dispute = _dispute(ctx, args)
    disputes.complete(
        ctx.session,
        meeting,
        dispute,
        _dispute_fields(ctx, values),
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.saved")


@press("live.drop_dispute")
def press_drop_dispute(ctx: Context, args: Args, _values: Values) -> str:
    """不要这条 of a dispute."""
    meeting, dispute = _dispute(ctx, args)
    disputes.drop(ctx.session, meeting, dispute, by=ctx.actor, now=ctx.now)
    return say("toast.saved")


@press("live.park")
def press_park(ctx: Context, args: Args, _values: Values) -> str:
    """停车场: the form."""
    meeting = _written(ctx, int(args["meeting"]))
    show_private(ctx, f"park:{meeting.id}")
    return say("toast.opened")


@press("live.add_parked")
def press_add_parked(ctx: Context, args: Args, values: Values) -> str:
    """记下 in 停车场 (S42)."""
    meeting = _written(ctx, int(args["meeting"]))
    noting.park(ctx.session, meeting, text_of(values, "text"), by=ctx.actor, now=ctx.now)
    return say("live.toast.kept")


@press("live.place")
def press_place(ctx: Context, args: Args, _values: Values) -> str:
    """会后专项 or 下次议程 of a parked item."""
    meeting, item = noting.parked_by_id(ctx.session, ctx.company.id, int(args["item"]), reader=ctx.actor)
    noting.place_parked(ctx.session, meeting, item, str(args["to"]), by=ctx.actor, now=ctx.now)
    return say("toast.saved")


@press("major.confirm")
def press_confirm(ctx: Context, args: Args, _values: Values) -> str:
    """确认 of a head (S84)."""
    word = confirming.word_by_id(ctx.session, ctx.company.id, int(args["word"]))
    confirming.say_word(ctx.session, word, agreed=True, doubt="", by=ctx.actor, now=ctx.now)
    return say("live.toast.confirmed")


@press("major.doubt")
def press_doubt(ctx: Context, args: Args, values: Values) -> str:
    """有疑问 of a head: the host is told."""
    word = confirming.word_by_id(ctx.session, ctx.company.id, int(args["word"]))
    doubt = text_of(values, "doubt")
    meeting = confirming.say_word(ctx.session, word, agreed=False, doubt=doubt, by=ctx.actor, now=ctx.now)
    _tell_host(ctx, meeting, word, doubt)
    return say("live.toast.objected")


def _tell_host(ctx: Context, meeting: Meeting, word: HeadWord, doubt: str) -> None:
    decision = ctx.session.get_one(Decision, word.decision_id)
    text = say("live.major.doubt_told", who=ctx.actor.name, decision=decision.text, text=doubt)
    title = say("live.console.title", number=meeting.number, title=meeting.title)
    outbox.owe_notice(ctx.session, host_place(ctx.session, meeting), to_json(note(title, text, tone="warn")))


def _written(ctx: Context, meeting_id: int) -> Meeting:
    """The meeting, for those who write things down."""
    meeting = rights.by_id(ctx.session, ctx.company.id, meeting_id, reader=ctx.actor)
    rights.require_writer(ctx.session, meeting, ctx.actor)
    return meeting


def _about(ctx: Context, args: Args) -> tuple[Meeting, Topic | None]:
    """The meeting of a button and its topic, if it is about one."""
    if int(args["topic"]):
        return rights.topic_by_id(ctx.session, ctx.company.id, int(args["topic"]), reader=ctx.actor)
    return rights.by_id(ctx.session, ctx.company.id, int(args["meeting"]), reader=ctx.actor), None


def _dispute(ctx: Context, args: Args) -> tuple[Meeting, Dispute]:
    dispute = ctx.session.get(Dispute, int(args["dispute"]))
    if dispute is None:
        raise NotFound(what="what.some_dispute", number="")
    return rights.by_id(ctx.session, ctx.company.id, dispute.meeting_id, reader=ctx.actor), dispute


def _task_fields(ctx: Context, values: Values) -> noting.TaskFields:
    return noting.TaskFields(
        description=text_of(values, "description"),
        owner_id=_person_id(ctx, values, "owner"),
        due_on=_day(ctx, text_of(values, "due_on")),
        deliverable=text_of(values, "deliverable"),
        risk=text_of(values, "risk"),
    )


def _dispute_fields(ctx: Context, values: Values) -> disputes.DisputeFields:
    sides = []
    for place in (1, 2, 3):
        person_id, demand = _person_id(ctx, values, f"side{place}"), text_of(values, f"demand{place}")
        if person_id is not None and demand:
            sides.append(disputes.SideFields(person_id, demand))
    days = choice_of(values, "days")
    return disputes.DisputeFields(
        point=text_of(values, "point"),
        sides=tuple(sides),
        way=text_of(values, "way"),
        days=int(days) if days.isdigit() else disputes.USUAL_DAYS,
    )


def _person_id(ctx: Context, values: Values, name: str) -> int | None:
    external = choice_of(values, name)
    if not external:
        return None
    return people.person_of(ctx.session, ctx.company, people.Known(external)).id


def _day(ctx: Context, typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        return read_due(typed, now=ctx.now, calendar=ctx.calendar).day

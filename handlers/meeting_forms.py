"""What the forms of a meeting send: 表2, its people, its topics, its reasons."""

from app.meetings import answers, fixes
from app.meetings import people as who
from app.meetings import service as meetings
from app.meetings.models import Meeting, Topic
from app.people import service as people
from bot.cards.meeting_fields import texts_of
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of, typed_over
from handlers.meeting_fields import fields_from_form, topic_from_form
from handlers.meeting_presses import hand, meeting_for
from handlers.meetings import announced, days_of, show_private, sight_of
from handlers.router import press


def _save(ctx: Context, meeting: Meeting, values: Values) -> None:
    shown = texts_of(sight_of(ctx, meeting).meeting)
    # What came back as it was shown is not given: a long agenda was not all in its input.
    given = {k: v for k, v in values.items() if k not in shown or typed_over(values, k, shown[k]) != shown[k]}
    fields = fields_from_form(ctx, given)
    with announced(ctx, meeting):
        meetings.edit(
            ctx.session, meeting, fields, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id)
        )


@press("meeting.fill")
def press_fill(ctx: Context, args: Args, values: Values) -> str:
    """保存 on the draft itself: what it lacked. A field left empty is still lacking, not cleared."""
    given = {name: value for name, value in values.items() if value not in ("", [])}
    _save(ctx, meeting_for(ctx, args), given)
    return say("toast.saved")


@press("meeting.save")
def press_save(ctx: Context, args: Args, values: Values) -> str:
    """保存 on the form."""
    _save(ctx, meeting_for(ctx, args), values)
    return say("toast.saved")


@press("meeting.more")
def press_more(ctx: Context, args: Args, values: Values) -> str:
    """更多设置: keeps what was typed, then opens the rest."""
    meeting = meeting_for(ctx, args)
    _save(ctx, meeting, values)
    show_private(ctx, ctx.actor, f"meetmore:{meeting.id}")
    return say("toast.opened")


@press("meeting.save_more")
def press_save_more(ctx: Context, args: Args, values: Values) -> str:
    """保存 of what is seldom changed."""
    meeting = meeting_for(ctx, args)
    project = choice_of(values, "project")
    if project.isdecimal():
        meetings.set_project(ctx.session, meeting, int(project), by=ctx.actor)
    _save(ctx, meeting, values)
    return say("toast.saved")


@press("meeting.choose")
def press_choose(ctx: Context, args: Args, values: Values) -> str:
    """Who stands behind the departments and names that were not known (U4)."""
    meeting = meeting_for(ctx, args)
    chosen = [
        (one, people.person_of(ctx.session, ctx.company, people.Known(external)))
        for one in who.unknown(ctx.session, meeting)
        if (external := choice_of(values, one.key))
    ]
    if not chosen:
        return say("toast.nothing_chosen")
    with announced(ctx, meeting):
        meetings.choose_people(
            ctx.session,
            meeting,
            chosen,
            chat=ctx.chat,
            by=ctx.actor,
            now=ctx.now,
            calendar=days_of(ctx, meeting.id),
        )
    return say("toast.done")


@press("meeting.set_criteria")
def press_set_criteria(ctx: Context, args: Args, values: Values) -> str:
    """R5: the criteria that were picked (S89)."""
    meeting = meeting_for(ctx, args)
    picked = [
        (topic, criterion)
        for topic in meeting.topics
        if (criterion := choice_of(values, f"topic_{topic.id}"))
    ]
    if not picked:
        return say("toast.nothing_picked")
    with announced(ctx, meeting):
        fixes.set_criteria(hand(ctx, meeting), meeting, picked)
    return say("toast.saved")


@press("meeting.set_cc")
def press_set_cc(ctx: Context, args: Args, values: Values) -> str:
    """R4: who is only copied (S88)."""
    meeting = meeting_for(ctx, args)
    chosen = values.get("attendees", [])
    ids = [int(one) for one in (chosen if isinstance(chosen, list) else [chosen]) if str(one).isdecimal()]
    if not ids:
        return say("toast.nothing_picked")
    with announced(ctx, meeting):
        fixes.copy_in(hand(ctx, meeting), meeting, ids)
    return say("toast.saved")


@press("meeting.set_urgent")
def press_set_urgent(ctx: Context, args: Args, values: Values) -> str:
    """R2: short notice on purpose."""
    meeting = meeting_for(ctx, args)
    fixes.mark_urgent(hand(ctx, meeting), meeting, text_of(values, "reason"))
    return say("toast.saved")


@press("meeting.set_keep")
def press_set_keep(ctx: Context, args: Args, values: Values) -> str:
    """A waiver with its reason."""
    chosen = values.get("findings", [])
    pairs = [str(one).partition(":") for one in (chosen if isinstance(chosen, list) else [chosen]) if one]
    given = [(rule, int(about)) for rule, _, about in pairs]
    if not given:
        return say("toast.nothing_picked")
    meeting = meeting_for(ctx, args)
    fixes.waive(hand(ctx, meeting), meeting, given, text_of(values, "reason"))
    return say("toast.saved")


def _topic(ctx: Context, args: Args) -> tuple[Meeting, Topic]:
    return answers.topic_by_id(ctx.session, ctx.company.id, int(args["topic"]), reader=ctx.actor)


@press("topic.edit")
def press_topic(ctx: Context, args: Args, _values: Values) -> str:
    """One topic's form, in private."""
    show_private(ctx, ctx.actor, f"topic:{_topic(ctx, args)[1].id}")
    return say("toast.opened")


@press("topic.save")
def press_save_topic(ctx: Context, args: Args, values: Values) -> str:
    """保存 of a topic and its brief (S40)."""
    meeting, topic = _topic(ctx, args)
    brief = (text_of(values, "progress"), text_of(values, "problem"), text_of(values, "decision_asked"))
    with announced(ctx, meeting):
        meetings.edit_topic(
            ctx.session,
            topic,
            topic_from_form(values),
            brief,
            by=ctx.actor,
            now=ctx.now,
            calendar=days_of(ctx, meeting.id),
        )
    return say("toast.saved")


@press("talk.save")
def press_talk(ctx: Context, args: Args, values: Values) -> str:
    """What the talk before the meeting came to (S33)."""
    meeting, topic = _topic(ctx, args)
    answers.note_talk(
        ctx.session,
        topic,
        text_of(values, "result"),
        by=ctx.actor,
        now=ctx.now,
        calendar=days_of(ctx, meeting.id),
    )
    return say("toast.talk")

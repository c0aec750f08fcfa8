"""What the invited press and type: come or not, who stands in, material, opinions (S30–S33, S37)."""

from app.base.errors import NotFound
from app.meetings import answers, queries
from app.meetings import service as meetings
from app.meetings.answers import Absence
from app.meetings.models import Attendee, Meeting, MeetingStatus, Stance
from app.people import service as people
from app.people.models import Person
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.departments import find_person
from handlers.meeting_presses import meeting_for
from handlers.meetings import days_of, meeting_of_subject, show_private
from handlers.reading.forms import AbsenceForm
from handlers.router import command, press


def _attendee(ctx: Context, args: Args) -> Attendee:
    return answers.attendee_by_id(ctx.session, ctx.company.id, int(args["attendee"]), reader=ctx.actor)


@command(AbsenceForm)
def absence_command(ctx: Context, form: AbsenceForm) -> None:
    """`M1 缺席 李娜 由刘洋代表(可决策)`: at once when all is said, else the form, in private."""
    meeting = _meeting(ctx, form)
    person = ctx.actor
    if form.person is not None:
        person = find_person(ctx, form.person) or ctx.actor
    attendee = next((one for one in meeting.attendees if one.person_id == person.id), None)
    if attendee is None:
        raise NotFound(what="what.attendee", number=person.name)
    delegate = None if form.delegate is None else find_person(ctx, form.delegate)
    if delegate is not None:
        reason = form.reason or say("absence.no_reason")
        given = Absence(reason, delegate, form.decides)
        answers.stay_away(
            ctx.session,
            attendee,
            given,
            by=ctx.actor,
            now=ctx.now,
            calendar=days_of(ctx, attendee.meeting_id),
        )
    else:
        answers.cannot_come(
            ctx.session, attendee, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, attendee.meeting_id)
        )
        show_private(ctx, ctx.actor, f"absence:{attendee.id}")


def _meeting(ctx: Context, form: AbsenceForm) -> Meeting:
    if form.meeting_id is not None:
        return meetings.by_number(ctx.session, ctx.company.id, form.meeting_id, reader=ctx.actor)
    if (replied := meeting_of_subject(ctx, ctx.subject)) is not None:
        return replied
    coming = [
        one for one in queries.coming_for(ctx.session, ctx.actor) if one.status == MeetingStatus.PUBLISHED
    ]
    if len(coming) != 1:
        names = "、".join(f"M{one.number} {one.title}" for one in coming[:5])
        if names:
            raise meetings.WhichMeeting(names=names)
        raise NotFound(what="what.one_meeting", number="")
    return coming[0]


@press("invite.come")
def press_come(ctx: Context, args: Args, _values: Values) -> str:
    """参加."""
    attendee = _attendee(ctx, args)
    answers.come(ctx.session, attendee, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, attendee.meeting_id))
    return say("toast.rsvp")


@press("invite.cannot")
def press_cannot(ctx: Context, args: Args, _values: Values) -> str:
    """我不能参加: noted at once, then why and who stands in."""
    attendee = _attendee(ctx, args)
    answers.cannot_come(
        ctx.session, attendee, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, attendee.meeting_id)
    )
    show_private(ctx, ctx.actor, f"absence:{attendee.id}")
    return say("toast.opened")


@press("meeting.behalf")
def press_behalf(ctx: Context, args: Args, _values: Values) -> str:
    """代为登记缺席: the host fills in the form for somebody, on record (section 6)."""
    attendee = _attendee(ctx, args)
    meetings.may_change(ctx.session, ctx.session.get_one(Meeting, attendee.meeting_id), ctx.actor)
    show_private(ctx, ctx.actor, f"absence:{attendee.id}")
    return say("toast.opened")


@press("absence.submit")
def press_absence(ctx: Context, args: Args, values: Values) -> str:
    """提交 of the absence: reason, delegate, authority (S37)."""
    attendee = _attendee(ctx, args)
    external = choice_of(values, "delegate")
    delegate: Person | None = None
    if external:
        delegate = people.person_of(ctx.session, ctx.company, people.Known(external))
    given = Absence(text_of(values, "reason"), delegate, choice_of(values, "power") != "listens")
    answers.stay_away(
        ctx.session, attendee, given, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, attendee.meeting_id)
    )
    return say("toast.absence")


@press("invite.material")
def press_material(ctx: Context, args: Args, _values: Values) -> str:
    """提交材料: the form."""
    return _open(ctx, args, "material")


@press("invite.opinion")
def press_opinion(ctx: Context, args: Args, _values: Values) -> str:
    """看材料·提意见."""
    return _open(ctx, args, "opinion")


def _open(ctx: Context, args: Args, kind: str) -> str:
    attendee = _attendee(ctx, args)
    answers.opened(
        ctx.session, attendee, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, attendee.meeting_id)
    )
    show_private(ctx, ctx.actor, f"{kind}:{attendee.id}")
    return say("toast.opened")


@press("material.submit")
def press_submit_material(ctx: Context, args: Args, values: Values) -> str:
    """提交 of material for one piece of pre-work (S31)."""
    meeting = ctx.session.get_one(Meeting, _attendee(ctx, args).meeting_id)
    chosen = choice_of(values, "prework")
    prework = next(
        (one for one in meeting.preworks if not chosen or str(one.id) == chosen),
        None,
    )
    if prework is None:
        return say("toast.stale")
    answers.hand_in(
        ctx.session,
        prework,
        text_of(values, "text"),
        by=ctx.actor,
        now=ctx.now,
        calendar=days_of(ctx, meeting.id),
    )
    return say("toast.material")


def _opine(ctx: Context, args: Args, values: Values, stance: Stance) -> str:
    meeting = ctx.session.get_one(Meeting, _attendee(ctx, args).meeting_id)
    chosen = choice_of(values, "topic")
    topic = next((one for one in meeting.topics if str(one.id) == chosen), None)
    answers.opine(
        ctx.session,
        meeting,
        topic,
        stance,
        text_of(values, "text"),
        by=ctx.actor,
        now=ctx.now,
        calendar=days_of(ctx, meeting.id),
    )
    return say("toast.opinion")


@press("opinion.fine")
def press_fine(ctx: Context, args: Args, values: Values) -> str:
    """看过·无意见 (S32)."""
    return _opine(ctx, args, values, Stance.FINE)


@press("opinion.comment")
def press_comment(ctx: Context, args: Args, values: Values) -> str:
    """有意见 (S32)."""
    return _opine(ctx, args, values, Stance.COMMENT)


@press("opinion.objection")
def press_objection(ctx: Context, args: Args, values: Values) -> str:
    """有异议 (S32, S33)."""
    return _opine(ctx, args, values, Stance.OBJECTION)


def _online(ctx: Context, args: Args, stance: Stance, text: str) -> str:
    meeting = meeting_for(ctx, args)
    answers.opine(
        ctx.session,
        meeting,
        None,
        stance,
        text,
        by=ctx.actor,
        now=ctx.now,
        calendar=days_of(ctx, meeting.id),
    )
    return say("toast.opinion")


@press("online.read")
def press_read(ctx: Context, args: Args, _values: Values) -> str:
    """已读 on the card instead of a meeting (S22)."""
    return _online(ctx, args, Stance.FINE, "")


@press("online.comment")
def press_online_comment(ctx: Context, args: Args, values: Values) -> str:
    """提交意见 on the card instead of a meeting (S22)."""
    return _online(ctx, args, Stance.COMMENT, text_of(values, "text"))

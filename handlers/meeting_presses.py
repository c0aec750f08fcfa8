"""The buttons of the meeting's card: fixes of 体检, the ways to publish, drop and look ahead."""

from datetime import datetime

from app.base.errors import NotFound
from app.meetings import fixes
from app.meetings import service as meetings
from app.meetings.fixes import Hand
from app.meetings.models import Meeting, MeetingStatus
from app.meetings.rules import NECESSITIES
from app.meetings.views import MeetingFields
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Person
from bot.cards.meeting_parts import missing_names
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.meetings import (
    announced,
    begin,
    cancel,
    days_of,
    publish,
    show,
    show_meetings,
    show_private,
    sight_of,
)
from handlers.router import press


def meeting_for(ctx: Context, args: Args) -> Meeting:
    """The meeting a button is about, for those who may read of it. Raises NotFound."""
    return meetings.by_id(ctx.session, ctx.company.id, int(args["meeting"]), reader=ctx.actor)


def hand(ctx: Context, meeting: Meeting) -> Hand:
    """Whoever presses, by the days of the meeting's home."""
    return Hand(ctx.session, ctx.actor, ctx.chat, ctx.now, days_of(ctx, meeting.id))


def _form(ctx: Context, args: Args, kind: str) -> str:
    """A form for whoever plans the meeting, in private. Raises NotAllowed, MeetingOver."""
    meeting = meeting_for(ctx, args)
    meetings.may_change(ctx.session, meeting, ctx.actor)
    show_private(ctx, ctx.actor, f"{kind}:{meeting.id}")
    return say("toast.opened") if ctx.chat.private else say("toast.meeting_private")


@press("home.meet")
def press_meet(ctx: Context, _args: Args, _values: Values) -> str:
    """约会议: the empty form, or the one that was opened."""
    begin(ctx)
    return say("toast.opened")


@press("home.meetings")
def press_meetings(ctx: Context, _args: Args, _values: Values) -> str:
    """近期会议."""
    show_meetings(ctx)
    return say("toast.opened")


@press("meeting.show")
def press_show(ctx: Context, args: Args, _values: Values) -> str:
    """打开."""
    show(ctx, meeting_for(ctx, args))
    return say("toast.opened")


@press("meeting.publish")
def press_publish(ctx: Context, args: Args, _values: Values) -> str:
    """发布 (S27, S28)."""
    meeting = meeting_for(ctx, args)
    if missing := publish(ctx, meeting):
        return say("toast.meeting_missing", names=missing_names(missing))
    count = sum(1 for a in meeting.attendees if not a.cc and a.person_id is not None)
    return say("toast.meeting_published", count=count)


@press("meeting.cancel")
def press_cancel(ctx: Context, args: Args, _values: Values) -> str:
    """取消会议."""
    cancel(ctx, meeting_for(ctx, args))
    return say("toast.meeting_cancelled")


@press("meeting.reopen")
def press_reopen(ctx: Context, args: Args, _values: Values) -> str:
    """重新打开: a draft again."""
    meeting = meeting_for(ctx, args)
    meetings.reopen(ctx.session, meeting, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id))
    return say("toast.done")


@press("meeting.online")
def press_online(ctx: Context, args: Args, _values: Values) -> str:
    """改为线上同步 (S22); where there is no group, each reader gets the card in private."""
    meeting = meeting_for(ctx, args)
    meetings.put_online(ctx.session, meeting, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id))
    if ctx.chat.private or meeting.confidential:
        for attendee in meeting.attendees:
            if attendee.person_id is not None:
                person = ctx.session.get_one(Person, attendee.person_id)
                show_private(ctx, person, f"meeting:{meeting.id}")
    return say("toast.meeting_online")


@press("meeting.necessity")
def press_necessity(ctx: Context, args: Args, _values: Values) -> str:
    """必要性 (S21): one of the three reasons, none of them, or asked again."""
    why = str(args["why"])
    if why not in (*NECESSITIES, "none", ""):
        return say("toast.stale")
    meeting = meeting_for(ctx, args)
    fields = MeetingFields(necessity=why)
    meetings.edit(ctx.session, meeting, fields, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id))
    return say("toast.done")


@press("meeting.fix")
def press_fix(ctx: Context, args: Args, _values: Values) -> str:
    """One finding's fix."""
    meeting = meeting_for(ctx, args)
    with announced(ctx, meeting):
        count = fixes.fix(hand(ctx, meeting), meeting, str(args["rule"]), int(args["about"]))
    return say("toast.done") if count else say("toast.stale")


@press("meeting.fix_all")
def press_fix_all(ctx: Context, args: Args, _values: Values) -> str:
    """一键修正."""
    meeting = meeting_for(ctx, args)
    with announced(ctx, meeting):
        count = fixes.fix_all(hand(ctx, meeting), meeting)
    return say("toast.meeting_fixed", count=count)


@press("meeting.lengthen")
def press_lengthen(ctx: Context, args: Args, _values: Values) -> str:
    """R3 the other way: a longer meeting."""
    meeting = meeting_for(ctx, args)
    with announced(ctx, meeting):
        fixes.lengthen(hand(ctx, meeting), meeting, int(args["length"]))
    return say("toast.done")


@press("meeting.at")
def press_at(ctx: Context, args: Args, _values: Values) -> str:
    """A moment that may have been meant is meant."""
    meeting = meeting_for(ctx, args)
    with announced(ctx, meeting):
        fixes.move(hand(ctx, meeting), meeting, datetime.fromisoformat(str(args["at"])))
    return say("toast.done")


@press("meeting.move")
def press_move(ctx: Context, args: Args, _values: Values) -> str:
    """确认改到 …, as long as the meeting still is when the card said it was; a second tap does nothing."""
    meeting = meeting_for(ctx, args)
    to, was = (datetime.fromisoformat(str(args[name])) for name in ("at", "was"))
    if meeting.starts_at not in {to, was}:
        return say("toast.meeting_moved_since", at=sight_of(ctx, meeting).at)
    if meeting.starts_at == was:
        with announced(ctx, meeting):
            fixes.move(hand(ctx, meeting), meeting, to, int(args["length"]) or None)
    return say("toast.meeting_moved", at=sight_of(ctx, meeting).at)


@press("meeting.deciders")
def press_deciders(ctx: Context, args: Args, _values: Values) -> str:
    """R6: who comes for a department decides for it (S13)."""
    meeting = meeting_for(ctx, args)
    fixes.contacts_decide(hand(ctx, meeting), meeting)
    return say("toast.done")


@press("meeting.other_decider")
def press_other_decider(ctx: Context, args: Args, _values: Values) -> str:
    """R6: somebody else decides; the department's own form."""
    department = people.find_department(ctx.session, ctx.company.id, str(args["name"]))
    if department is None:
        raise NotFound(what="what.department", number=str(args["name"]))
    ctx.show(f"department:{department.id}")
    return say("toast.opened")


@press("meeting.edit")
def press_edit(ctx: Context, args: Args, _values: Values) -> str:
    """改: all of 表2."""
    return _form(ctx, args, "meetform")


@press("meeting.urgent")
def press_urgent(ctx: Context, args: Args, _values: Values) -> str:
    """标为紧急: the reason."""
    return _form(ctx, args, "meeturgent")


@press("meeting.cc")
def press_cc(ctx: Context, args: Args, _values: Values) -> str:
    """改为抄送: who need not come."""
    return _form(ctx, args, "meetcc")


@press("meeting.criteria")
def press_criteria(ctx: Context, args: Args, _values: Values) -> str:
    """选决策标准."""
    return _form(ctx, args, "meetcriteria")


@press("meeting.keep")
def press_keep(ctx: Context, args: Args, _values: Values) -> str:
    """保持原样, with a reason."""
    return _form(ctx, args, "meetkeep")


@press("meeting.rehearse")
def press_rehearse(ctx: Context, args: Args, _values: Values) -> str:
    """预演提醒."""
    return _form(ctx, args, "rehearsal")


@press("meeting.who")
def press_who(ctx: Context, args: Args, _values: Values) -> str:
    """指定人选 (U4), where everybody of the chat can see it."""
    ctx.show(f"meetwho:{meeting_for(ctx, args).id}")
    return say("toast.opened")


@press("meeting.coming")
def press_coming(ctx: Context, args: Args, _values: Values) -> str:
    """参会情况, in private: reasons are not for the group."""
    meeting = meeting_for(ctx, args)
    show_private(ctx, ctx.actor, f"meetcome:{meeting.id}")
    return say("toast.opened") if ctx.chat.private else say("toast.meeting_private")


@press("meeting.calendar")
def press_calendar(ctx: Context, args: Args, _values: Values) -> str:
    """加到日历."""
    meeting = meeting_for(ctx, args)
    if meeting.status != MeetingStatus.PUBLISHED:
        return say("toast.stale")
    outbox.owe_document(ctx.session, ctx.place, f"calendar:{meeting.id}:ics")
    return say("toast.calendar")

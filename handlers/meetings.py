"""会议: what people type about one, and what becomes of it before it begins."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.calendars import Calendar
from app.history.service import ChangeAbout
from app.meetings import answers, queries
from app.meetings import service as meetings
from app.meetings.models import Meeting, MeetingStatus
from app.meetings.shown import home_place, is_blank
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from bot.cards.meeting_around import meetings_card
from bot.cards.meeting_changes import change_card, changes
from bot.cards.meeting_parts import Sight, missing_names
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.texts import say
from handlers.context import Context
from handlers.live import begin_meeting, end_meeting
from handlers.meeting_fields import about_replied, fields_from_text
from handlers.meeting_moves import ask_move, ask_shift, ask_when, moves_only
from handlers.minutes import export_agenda
from handlers.projects import known_project, needed_project
from handlers.reading.forms import MeetingForm
from handlers.router import command, undoer

_OF_MEETING = {
    "meeting",
    "meetform",
    "meetmore",
    "meetwho",
    "meetcriteria",
    "meetcc",
    "meeturgent",
    "meetkeep",
    "meetcome",
    "rehearsal",
    "live",
    "console",
    "agenda",
}
_OF_ATTENDEE = {"invite", "delegate", "absence", "material", "opinion"}


@command(MeetingForm, shown="会议")
def meeting_command(ctx: Context, form: MeetingForm) -> None:
    """约会议、发通知、改时间、导出表2"""
    if form.action == "list":
        show_meetings(ctx)
        return
    replied = meeting_of_subject(ctx, ctx.subject)
    if form.action == "create" and replied is not None:
        form = about_replied(ctx, replied.number) or form
    meeting = None if form.action == "create" else _named(ctx, form)
    if meeting is None:
        begin(ctx, form)
    else:
        _about_one(ctx, meeting, form)


def begin(ctx: Context, form: MeetingForm | None = None) -> Meeting:
    """A draft of what is known; without anything the form, the same one until it is filled in."""
    fields = fields_from_text(ctx, form or MeetingForm())
    blank = meetings.blank_of(ctx.session, ctx.actor, ctx.chat)
    if blank is None:
        asked = form is not None and bool(fields.title)
        meeting = meetings.create(
            ctx.session,
            fields,
            chat=ctx.chat,
            by=ctx.actor,
            now=ctx.now,
            calendar=ctx.calendar,
            project_id=needed_project(ctx) if asked else known_project(ctx),
        )
    else:
        meeting = blank
        meetings.edit(
            ctx.session, meeting, fields, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id)
        )
    if is_blank(meeting):
        ctx.show(f"meetform:{meeting.id}")
    elif home_place(ctx.session, meeting) != ctx.place and not meeting.confidential:
        ctx.show(f"meeting:{meeting.id}")
    if form is not None and fields.doubt:
        ask_when(ctx, meeting, form.when)
    return meeting


def show_meetings(ctx: Context) -> None:
    """What is coming up here, or for oneself in private."""
    saved = queries.saved_in(ctx.session, ctx.chat.id)
    ctx.say(meetings_card(coming_here(ctx)[:8], saved=saved))


def coming_here(ctx: Context) -> list[Sight]:
    """The meetings that are coming up here, or for oneself in private; soonest first."""
    return [sight_of(ctx, one) for one in meetings.listed(ctx.session, ctx.chat, person=ctx.actor)]


def sight_of(ctx: Context, meeting: Meeting) -> Sight:
    """The meeting as it is looked at now."""
    calendar = days_of(ctx, meeting.id)
    return Sight(queries.view(ctx.session, meeting, calendar, now=ctx.now), ctx.now, calendar)


def days_of(ctx: Context, meeting_id: int) -> Calendar:
    """The working days of the chat a meeting is at home in, wherever one speaks of it."""
    meeting = ctx.session.get_one(Meeting, meeting_id)
    return calendar_of(ctx.session, ctx.session.get_one(Chat, meeting.chat_id))


def _named(ctx: Context, form: MeetingForm) -> Meeting | None:
    """By its number, by the card it replies to, else the only one that is coming up here."""
    if form.meeting_id is not None:
        return meetings.by_number(ctx.session, ctx.company.id, form.meeting_id, reader=ctx.actor)
    if (replied := meeting_of_subject(ctx, ctx.subject)) is not None:
        return replied
    here = meetings.listed(ctx.session, ctx.chat, person=ctx.actor)
    if len(here) == 1:
        return here[0]
    if here:
        raise meetings.WhichMeeting(names="、".join(f"M{one.number} {one.title}".strip() for one in here[:5]))
    return None


def meeting_of_subject(ctx: Context, subject: str) -> Meeting | None:
    """The meeting behind a card's subject (`meeting:3`, `invite:7` …); None for any other."""
    kind, _, key = subject.partition(":")
    if not key.isdecimal():
        return None
    if kind in _OF_MEETING:
        return meetings.by_id(ctx.session, ctx.company.id, int(key), reader=ctx.actor)
    if kind in _OF_ATTENDEE:
        row = answers.attendee_by_id(ctx.session, ctx.company.id, int(key), reader=ctx.actor)
        return ctx.session.get_one(Meeting, row.meeting_id)
    if kind in {"topic", "talk"}:
        return answers.topic_by_id(ctx.session, ctx.company.id, int(key), reader=ctx.actor)[0]
    return None


def _about_one(ctx: Context, meeting: Meeting, form: MeetingForm) -> None:
    match form.action:
        case "publish":
            if missing := publish(ctx, meeting):
                lacking = say("toast.meeting_missing", names=missing_names(missing))
                ctx.say(note(say("refused.title"), lacking, tone="warn"))
        case "cancel":
            cancel(ctx, meeting)
        case "export":
            export_agenda(ctx, meeting)
        case "start":
            begin_meeting(ctx, meeting)
        case "end":
            end_meeting(ctx, meeting)
        case "edit":
            _edit_by_text(ctx, meeting, form)
        case _:
            show(ctx, meeting)


def show(ctx: Context, meeting: Meeting) -> None:
    """The card, where it may be seen: of a confidential meeting only in private (X7)."""
    if meeting.confidential and not ctx.chat.private:
        show_private(ctx, ctx.actor, f"meeting:{meeting.id}")
    else:
        ctx.show(f"meeting:{meeting.id}")


def show_private(ctx: Context, person: Person, subject: str) -> None:
    """A card at the bottom of somebody's private chat with us."""
    place = Place(ctx.company.platform, ctx.company.tenant, person=person.external_id)
    outbox.retire_at(ctx.session, place, subject)
    outbox.owe_card(ctx.session, place, subject)


def _edit_by_text(ctx: Context, meeting: Meeting, form: MeetingForm) -> None:
    """`M1 改 地点：…` changes at once, `M1 邀请 @赵强` adds, a bare 改 opens the form. Another time for a meeting people
    have been told of is asked about once more, as it would be."""
    meetings.may_change(ctx.session, meeting, ctx.actor)
    if form.shift:
        ask_shift(ctx, sight_of(ctx, meeting), form.shift)
        return
    fields = fields_from_text(ctx, form, meeting=meeting)
    if fields.doubt:
        ask_when(ctx, meeting, form.when)
    if meeting.status == MeetingStatus.PUBLISHED and moves_only(ctx, fields):
        ask_move(ctx, sight_of(ctx, meeting), fields)
        return
    if fields == type(fields)(doubt=fields.doubt):
        if not fields.doubt:
            show_private(ctx, ctx.actor, f"meetform:{meeting.id}")
        return
    with announced(ctx, meeting):
        meetings.edit(
            ctx.session,
            meeting,
            fields,
            by=ctx.actor,
            now=ctx.now,
            calendar=days_of(ctx, meeting.id),
            adds=True,
        )
    show(ctx, meeting)


@contextmanager
def announced(ctx: Context, meeting: Meeting) -> Iterator[None]:
    """Whatever is changed inside about a published meeting is told to those it concerns, in one line each (D11)."""
    before = sight_of(ctx, meeting)
    yield
    ctx.session.flush()
    after = sight_of(ctx, meeting)
    told = before.meeting.status == MeetingStatus.PUBLISHED
    if not told or after.meeting.status != MeetingStatus.PUBLISHED:
        return
    lines: dict[int, list[str]] = {}
    for change in changes(before, after):
        for person_id in change.people - {ctx.actor.id}:
            lines.setdefault(person_id, []).append(change.line)
    for person_id, concerned in lines.items():
        _tell(ctx, meeting, person_id, after, concerned)


def _tell(ctx: Context, meeting: Meeting, person_id: int, after: Sight, lines: list[str]) -> None:
    person = ctx.session.get_one(Person, person_id)
    place = Place(ctx.company.platform, ctx.company.tenant, person=person.external_id)
    outbox.owe_notice(ctx.session, place, to_json(change_card(after, lines)), subject=f"meeting:{meeting.id}")


def publish(ctx: Context, meeting: Meeting) -> tuple[str, ...]:
    """发布. What a notice lacks is asked for with the form, and named; nothing else holds it up (S28)."""
    meetings.may_change(ctx.session, meeting, ctx.actor)
    if missing := queries.missing(meeting):
        show_private(ctx, ctx.actor, f"meetform:{meeting.id}")
        return missing
    meetings.publish(ctx.session, meeting, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id))
    outbox.owe_pin(ctx.session, home_place(ctx.session, meeting), f"meeting:{meeting.id}")
    return ()


def cancel(ctx: Context, meeting: Meeting) -> None:
    """取消: those who were invited are told."""
    was = meeting.status
    before = sight_of(ctx, meeting)
    meetings.cancel(ctx.session, meeting, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id))
    if was != MeetingStatus.PUBLISHED:
        return
    after = sight_of(ctx, meeting)
    people = {a.person.id for a in before.meeting.required if a.person is not None}
    people |= {a.delegate.id for a in before.meeting.required if a.delegate is not None}
    for person_id in sorted(people - {ctx.actor.id}):
        _tell(ctx, meeting, person_id, after, [])


@undoer("meeting")
def undo_meeting(ctx: Context, meeting_id: int, change: ChangeAbout) -> None:
    """Take one change of a meeting back; who was told of it is told again."""
    meeting = ctx.session.get_one(Meeting, meeting_id)
    with announced(ctx, meeting):
        meetings.undo(
            ctx.session, meeting_id, change, by=ctx.actor, now=ctx.now, calendar=days_of(ctx, meeting.id)
        )

"""纪要: what people type and press about the minutes of a meeting, and the files of a meeting."""

from app.base.errors import NotFound, UserError
from app.calendars import say_moment
from app.documents.minutes import assemble
from app.history.service import ChangeAbout
from app.meetings import amending, minutes_queries, objections, pasting
from app.meetings import minutes as verbs
from app.meetings.minutes_due import due_of
from app.meetings.minutes_models import Minutes, Objection
from app.meetings.minutes_shown import latest
from app.meetings.minutes_views import SECTIONS, Sections
from app.meetings.models import Dispute, Meeting
from app.meetings.readers import readers
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import service as people
from bot.cards.minutes_list import choose_card
from bot.cards.parts import note
from bot.documents import FORMATS
from bot.texts import say
from handlers.context import Args, Context, Values, text_of
from handlers.reading.forms import MinutesForm
from handlers.router import command, press, undoer


class NotPublished(UserError):
    """There are no minutes to read yet. Details: number, who, at."""

    key = "minutes_not_published"


@command(MinutesForm, shown="纪要")
def minutes_command(ctx: Context, form: MinutesForm) -> None:
    """写、发布、确认、导出会议纪要"""
    found = _named(ctx, form)
    if not found:
        ctx.say(note(say("minutes.none_title"), say("minutes.none")))
    elif len(found) > 1:
        ctx.say(choose_card([(meeting.id, meeting.number, meeting.title) for meeting in found[:5]]))
    else:
        _about_one(ctx, _kept(ctx, found[0]), form)


def _named(ctx: Context, form: MinutesForm) -> list[Meeting]:
    """The meeting a message is about: by number, by the card it replies to, by name, else the last that ended here."""
    if form.meeting_id is not None:
        return [verbs.by_number(ctx.session, ctx.company.id, form.meeting_id, reader=ctx.actor)]
    replied = meeting_of_subject(ctx, ctx.subject)
    if replied is not None:
        return [replied]
    mine = minutes_queries.ended_for(ctx.session, ctx.actor)
    if not ctx.chat.private:
        mine = [meeting for meeting in mine if meeting.chat_id == ctx.chat.id]
    if form.meeting:
        return [meeting for meeting in mine if form.meeting in meeting.title]
    return mine[:1]


def meeting_of_subject(ctx: Context, subject: str) -> Meeting | None:
    """The meeting behind a card's subject (`meeting:3`, `minutes:7` …); None for any other."""
    kind, _, key = subject.partition(":")
    if kind in {"meeting", "minutesdraft", "minutespaste"} or kind.startswith("minutesedit_"):
        return verbs.by_id(ctx.session, ctx.company.id, int(key), reader=ctx.actor)
    row: Minutes | Objection | Dispute | None = None
    if kind in {"minutes", "minutesobjecting", "minutesfinal"}:
        row = ctx.session.get(Minutes, int(key))
    elif kind == "objection":
        row = ctx.session.get(Objection, int(key))
    elif kind == "dispute":
        row = ctx.session.get(Dispute, int(key))
    if row is None:
        return None
    return verbs.by_id(ctx.session, ctx.company.id, row.meeting_id, reader=ctx.actor)


def _about_one(ctx: Context, meeting: Meeting, form: MinutesForm) -> None:
    writes = ctx.actor.id in verbs.writers(meeting)
    if writes and "\n" in form.text:
        # Several lines from who writes the minutes are what was said there, whatever words they hold.
        _paste(ctx, meeting, form.text)
    elif form.action == "publish":
        publish(ctx, meeting)
        _say_where(ctx, meeting)
    elif form.action == "export":
        export_minutes(ctx, meeting)
    elif form.action == "receipt":
        newest = _published(ctx, meeting)
        objections.receive(ctx.session, newest, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
        show_privately(ctx, f"minutes:{newest.id}")
    elif form.action == "objection":
        _object(ctx, meeting, form.text)
    elif form.text and writes:
        _paste(ctx, meeting, form.text)
    else:
        open_minutes(ctx, meeting)
        _say_where(ctx, meeting)


def _paste(ctx: Context, meeting: Meeting, text: str) -> None:
    pasting.paste(ctx.session, meeting, text, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    show_privately(ctx, f"minutespaste:{meeting.id}")
    _say_where(ctx, meeting)


def _object(ctx: Context, meeting: Meeting, text: str) -> None:
    """`纪要 有异议 …`: said at once about the conclusions; without words the form."""
    newest = _published(ctx, meeting)
    if text:
        objections.object_to(
            ctx.session, newest, "topics", text, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
        )
    else:
        objections.may_object(ctx.session, newest, ctx.actor, now=ctx.now, calendar=ctx.calendar)
    show_privately(ctx, f"minutesobjecting:{newest.id}")


def open_minutes(ctx: Context, meeting: Meeting) -> None:
    """The desk for who writes, the newest edition for who reads; in private. Raises NotPublished, NotEnded."""
    if ctx.actor.id in verbs.writers(meeting):
        verbs.may_write(ctx.session, meeting, ctx.actor)
        show_privately(ctx, f"minutesdraft:{meeting.id}")
        return
    show_privately(ctx, f"minutes:{_published(ctx, meeting).id}")


def publish(ctx: Context, meeting: Meeting) -> Minutes:
    """发布 what the draft says, assembled as things stand now (S52)."""
    return verbs.publish(
        ctx.session,
        meeting,
        assembled(ctx, meeting),
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )


def assembled(ctx: Context, meeting: Meeting) -> Sections:
    """What happened, in words."""
    verbs.may_write(ctx.session, meeting, ctx.actor)
    material = minutes_queries.material(ctx.session, meeting, ctx.calendar, now=ctx.now)
    return assemble(material, ctx.calendar)


def export_minutes(ctx: Context, meeting: Meeting) -> None:
    """会议纪要 as files; before they are published only for who writes them."""
    if ctx.actor.id not in verbs.writers(meeting):
        _published(ctx, meeting)
    else:
        verbs.may_write(ctx.session, meeting, ctx.actor)
    _owe_files(ctx, meeting, "minutes")


def export_agenda(ctx: Context, meeting: Meeting) -> None:
    """表2 as files (S74, S75): section 6, every member may; of a confidential meeting who takes part (X7)."""
    _owe_files(ctx, meeting, "agenda")


def _owe_files(ctx: Context, meeting: Meeting, kind: str) -> None:
    place = private_to(ctx) if meeting.confidential else ctx.place
    for suffix in FORMATS:
        outbox.owe_document(ctx.session, place, f"{kind}:{meeting.id}:{suffix}")


def _published(ctx: Context, meeting: Meeting) -> Minutes:
    """The newest edition. Raises NotPublished with who writes it until when."""
    newest = latest(ctx.session, meeting.id)
    if newest is not None:
        return newest
    if meeting.ended_at is None:
        raise verbs.NotEnded(number=meeting.number)
    recorder = people.person(ctx.session, meeting.recorder_id)
    due = due_of(ctx.session, meeting, ctx.calendar)
    raise NotPublished(
        number=meeting.number,
        who="who.recorder" if recorder is None else recorder.shown,
        at=say_moment(due, this_year=ctx.calendar.local(ctx.now).year, calendar=ctx.calendar),
    )


def _kept(ctx: Context, meeting: Meeting) -> Meeting:
    """The meeting, with what is over by now made so (S55)."""
    objections.keep_time(ctx.session, meeting, now=ctx.now, calendar=ctx.calendar)
    return meeting


def private_to(ctx: Context) -> Place:
    """The private chat with who speaks."""
    return Place(ctx.company.platform, ctx.company.tenant, person=ctx.actor.external_id)


def show_privately(ctx: Context, subject: str) -> None:
    """Show a living card anew to who speaks, in private."""
    place = private_to(ctx)
    outbox.retire_at(ctx.session, place, subject)
    outbox.owe_card(ctx.session, place, subject)


def _say_where(ctx: Context, meeting: Meeting) -> None:
    """In a group: that the card went to the private chat."""
    if not ctx.chat.private:
        text = say("minutes.sent_privately", number=meeting.number)
        ctx.say(note(say("minutes.sent_privately_title"), text))


def meeting_for(ctx: Context, args: Args) -> Meeting:
    """The meeting a button is about, for who may read of it. Raises NotFound."""
    return _kept(ctx, verbs.by_id(ctx.session, ctx.company.id, int(args["meeting"]), reader=ctx.actor))


def edition_for(ctx: Context, args: Args) -> Minutes:
    """The edition a button is about, for who may read of it. Raises NotFound."""
    minutes = verbs.edition_by_id(ctx.session, ctx.company.id, int(args["minutes"]), reader=ctx.actor)
    _kept(ctx, ctx.session.get_one(Meeting, minutes.meeting_id))
    return minutes


@press("minutes.open")
def press_open(ctx: Context, args: Args, _values: Values) -> str:
    """打开草稿."""
    open_minutes(ctx, meeting_for(ctx, args))
    return say("toast.opened" if ctx.chat.private else "toast.sent_privately")


@press("minutes.publish")
def press_publish(ctx: Context, args: Args, _values: Values) -> str:
    """发布, or the next edition."""
    meeting = meeting_for(ctx, args)
    publish(ctx, meeting)
    return say("toast.minutes_published", count=len(readers(ctx.session, meeting)))


@press("minutes.edit")
def press_edit(ctx: Context, args: Args, _values: Values) -> str:
    """改某段: its form."""
    meeting, section = meeting_for(ctx, args), str(args["section"])
    verbs.may_write(ctx.session, meeting, ctx.actor)
    if section not in SECTIONS:
        raise NotFound(what="what.minutes", number="")
    show_privately(ctx, f"minutesedit_{section}:{meeting.id}")
    return say("toast.opened")


@press("minutes.save")
def press_save(ctx: Context, args: Args, values: Values) -> str:
    """保存 a section written by hand."""
    parts = sorted((name for name in values if name.startswith("text_")), key=lambda n: int(n[5:]))
    _rewrite(ctx, args, "\n".join(text for name in parts if (text := text_of(values, name))))
    return say("toast.saved")


@press("minutes.assemble")
def press_assemble(ctx: Context, args: Args, _values: Values) -> str:
    """恢复自动汇总: of what was published, the newest facts become the change."""
    meeting, section = meeting_for(ctx, args), str(args["section"])
    fresh = assembled(ctx, meeting)[section]
    _rewrite(ctx, args, "" if latest(ctx.session, meeting.id) is None else fresh)
    return say("toast.done")


def _rewrite(ctx: Context, args: Args, text: str) -> None:
    verbs.rewrite(
        ctx.session,
        meeting_for(ctx, args),
        str(args["section"]),
        text,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )


@press("minutes.export")
def press_export(ctx: Context, args: Args, _values: Values) -> str:
    """导出纪要."""
    export_minutes(ctx, meeting_for(ctx, args))
    return say("toast.exported")


@press("meeting.export")
def press_export_agenda(ctx: Context, args: Args, _values: Values) -> str:
    """导出表2."""
    export_agenda(ctx, meeting_for(ctx, args))
    return say("toast.exported")


@press("minutes.receive")
def press_receive(ctx: Context, args: Args, _values: Values) -> str:
    """确认收到 (S54)."""
    objections.receive(ctx.session, edition_for(ctx, args), by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.minutes_received")


@press("minutes.object")
def press_object(ctx: Context, args: Args, _values: Values) -> str:
    """有异议 (S55): the form, in private."""
    minutes = edition_for(ctx, args)
    objections.may_object(ctx.session, minutes, ctx.actor, now=ctx.now, calendar=ctx.calendar)
    show_privately(ctx, f"minutesobjecting:{minutes.id}")
    return say("toast.opened" if ctx.chat.private else "toast.sent_privately")


@undoer("minutesdraft")
def undo_minutes(ctx: Context, meeting_id: int, change: ChangeAbout) -> None:
    """Take a change of the minutes back."""
    undo = amending.undo if change.verb == "amend" else verbs.undo
    undo(ctx.session, meeting_id, change, now=ctx.now, calendar=ctx.calendar)

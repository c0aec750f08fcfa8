"""表2 as typed or filled in, turned into the fields of a meeting."""

from datetime import date, datetime, time

from app.meetings.models import Meeting
from app.meetings.rules import FORMS, NECESSITIES
from app.meetings.views import MeetingFields, PreWorkField, TopicField, WhoField
from bot.ports import Message
from handlers.context import Context, Values, choice_of, text_of
from handlers.departments import mentioned
from handlers.reading.agenda import read_agenda
from handlers.reading.forms import MeetingForm, PersonSlot, Slot, TopicSlot
from handlers.reading.meeting import about
from handlers.reading.meetingline import read_attendees
from handlers.reading.people import mentioned_in
from handlers.reading.scope import MentionName, Scope
from handlers.reading.slips import words_of
from handlers.reading.times import Span, find_times
from handlers.reading.whens import read_slot
from handlers.reading.where import (
    after_noun,
    form_before,
    leading_department,
    names_a_day,
    prework_items,
    read_title,
    read_where,
)

HOURS = (time(10), time(14), time(16))
"""What is offered when only the day is known."""


def fields_from_text(ctx: Context, form: MeetingForm, *, meeting: Meeting | None = None) -> MeetingFields:
    """What a message holds; `meeting` is the one being changed. What it does not say is None."""
    title, secret = read_title(form.topic)
    place, link, kind = read_where(form.place)
    text = ctx.update.body.text if isinstance(ctx.update.body, Message) else ""
    kind = kind or form_before(place, text)
    starts_at = None if form.when.doubt else _start(ctx, form.when, meeting)
    return MeetingFields(
        title=title or None,
        objective=form.goal or None,
        form=kind or None,
        place=place if form.place else None,
        link=link or None,
        starts_at=starts_at,
        length=length_of(form.when),
        attendees=tuple(who_field(ctx, slot) for slot in form.attendees) or None,
        topics=tuple(_topic(ctx, slot) for slot in form.agenda) or None,
        preworks=_preworks(ctx, form.prework) if form.prework else None,
        confidential=True if secret else None,
        doubt=form.when.typed if form.when.typed and starts_at is None else "",
    )


def fields_from_form(ctx: Context, values: Values) -> MeetingFields:
    """What a form holds: a field that was not sent is None, one sent empty is empty. Unknown choices are left."""
    place, link, kind = read_where(text_of(values, "where"))
    necessity = choice_of(values, "necessity")
    length = choice_of(values, "length")
    form = choice_of(values, "form") or kind
    return MeetingFields(
        title=_given(values, "title"),
        necessity=necessity if necessity in (*NECESSITIES, "none") else None,
        objective=_given(values, "objective"),
        form=form if form in FORMS else None,
        place=place if "where" in values else None,
        link=link if "where" in values else None,
        starts_at=_moment(ctx, text_of(values, "starts_at")),
        length=int(length) if length.isdecimal() and 0 < int(length) <= 600 else None,
        host=_chosen(values, "host"),
        recorder=_chosen(values, "recorder"),
        attendees=_attendees(ctx, values),
        copied=_many(values, "copied"),
        topics=_agenda(ctx, values) if text_of(values, "topics") else None,
        preworks=_preworks(ctx, text_of(values, "prework")) if "prework" in values else None,
        confidential=bool(values["confidential"]) if "confidential" in values else None,
    )


def about_replied(ctx: Context, number: int) -> MeetingForm | None:
    """What was said in reply to a meeting's card, read as if its number stood there: 会议 改到15:30."""
    if not isinstance(ctx.update.body, Message):
        return None
    typed = ctx.update.body.text
    names = {m.key: MentionName(m.name, bot=m.me or m.bot) for m in ctx.update.body.mentions if m.key}
    words = words_of(typed)
    noun = after_noun(words.plain)
    if noun is None:
        return None
    scope = Scope(ctx.now.astimezone(ctx.calendar.zone), ctx.calendar, names)
    return about(number, words.cut(noun), scope)


def who_field(ctx: Context, slot: PersonSlot) -> WhoField:
    """Somebody as typed: a mention's platform id where there is one."""
    return WhoField(slot.name, mentioned(ctx, slot.key) or "", slot.department or "")


def length_of(slot: Slot) -> int | None:
    """Minutes: as typed, or from start to end."""
    if slot.minutes is not None:
        return slot.minutes
    if slot.start is None or slot.end is None:
        return None
    minutes = int((slot.end - slot.start).total_seconds() // 60)
    return minutes if minutes > 0 else None


def offers(ctx: Context, slot: Slot) -> list[datetime]:
    """Moments that may have been meant: the readings of what was typed, or hours of the day that was named."""
    found: list[datetime] = []
    for candidate in slot.candidates:
        value = candidate.value.start if isinstance(candidate.value, Span) else candidate.value
        if isinstance(value, datetime):
            found.append(value)
        elif isinstance(value, date):
            found += [ctx.calendar.at(value, HOURS[0]), ctx.calendar.at(value, HOURS[1])]
    if not found and slot.day is not None and slot.doubt != "past":
        found = [ctx.calendar.at(slot.day, hour) for hour in HOURS]
    return [one for one in dict.fromkeys(found) if one > ctx.now][:4]


def topic_from_form(values: Values) -> TopicField:
    """One topic's form. A length that is none counts as not given."""
    minutes = text_of(values, "minutes").rstrip("分钟 ").strip()
    owner = choice_of(values, "owner")
    return TopicField(
        title=text_of(values, "title"),
        discussion=text_of(values, "discussion"),
        owner=WhoField(external_id=owner),
        minutes=int(minutes) if minutes.isdecimal() and 0 < int(minutes) <= 600 else None,
        output=text_of(values, "output"),
        criterion=text_of(values, "criterion"),
    )


def _start(ctx: Context, slot: Slot, meeting: Meeting | None) -> datetime | None:
    """Of the meeting that is being changed an hour alone (改到15:30) keeps the day, a day alone (改到周五) the hour."""
    if meeting is None or meeting.starts_at is None:
        return slot.start
    stands = ctx.calendar.local(meeting.starts_at)
    if slot.start is None:
        return None if slot.day is None else ctx.calendar.at(slot.day, stands.time())
    if names_a_day(slot.typed):
        return slot.start
    return ctx.calendar.at(stands.date(), ctx.calendar.local(slot.start).time())


def _topic(ctx: Context, slot: TopicSlot) -> TopicField:
    owner = WhoField() if slot.owner is None else who_field(ctx, slot.owner)
    return TopicField(slot.title, slot.discussion, owner, slot.minutes, slot.output, slot.criterion)


def _agenda(ctx: Context, values: Values) -> tuple[TopicField, ...]:
    return tuple(_topic(ctx, slot) for slot in read_agenda(words_of(text_of(values, "topics")), _scope(ctx)))


def _scope(ctx: Context) -> Scope:
    return Scope(ctx.now.astimezone(ctx.calendar.zone), ctx.calendar, {})


def _preworks(ctx: Context, typed: str) -> tuple[PreWorkField, ...]:
    """One piece of pre-work a line, with the day and the owner it names (S30)."""
    return tuple(_prework(ctx, item) for item in prework_items(typed))


def _prework(ctx: Context, typed: str) -> PreWorkField:
    owner = WhoField()
    mentions = ctx.update.body.mentions if isinstance(ctx.update.body, Message) else ()
    for mention in mentions:
        if mention.key and mention.key in typed:
            owner = WhoField(mention.name, mention.id)
            typed = typed.replace(mention.key, f"@{mention.name}")
    if owner == WhoField() and (named := mentioned_in(words_of(typed), {})):
        owner = WhoField(named[0].person.name)
    if owner == WhoField():
        owner = WhoField(department=leading_department(typed))
    return PreWorkField(typed, owner, _day_in(ctx, typed))


def _day_in(ctx: Context, typed: str) -> date | None:
    """The day a piece of pre-work names; the first one."""
    now = ctx.now.astimezone(ctx.calendar.zone)
    for reading in find_times(typed, now=now, calendar=ctx.calendar):
        value = reading.value.end if isinstance(reading.value, Span) else reading.value
        if isinstance(value, datetime):
            return ctx.calendar.local(value).date()
        if isinstance(value, date):
            return value
    return None


def _given(values: Values, name: str) -> str | None:
    return text_of(values, name) if name in values else None


def _chosen(values: Values, name: str) -> WhoField | None:
    external = choice_of(values, name)
    return WhoField(external_id=external) if external else None


def _many(values: Values, name: str) -> tuple[WhoField, ...] | None:
    if name not in values:
        return None
    value = values[name]
    ids = value if isinstance(value, list) else [value] if isinstance(value, str) and value else []
    return tuple(WhoField(external_id=one) for one in ids)


def _attendees(ctx: Context, values: Values) -> tuple[WhoField, ...] | None:
    """The people chosen, and the departments and names typed, as one list."""
    people = _many(values, "attendees")
    departments = _given(values, "departments")
    if people is None and departments is None:
        return None
    named = tuple(who_field(ctx, slot) for slot in read_attendees(words_of(departments or ""), _scope(ctx)))
    return (people or ()) + named


def _moment(ctx: Context, typed: str) -> datetime | None:
    """A picker's value on the wall clock of the chat, or words."""
    if not typed:
        return None
    try:
        return datetime.strptime(typed[:16].replace("T", " "), "%Y-%m-%d %H:%M").replace(
            tzinfo=ctx.calendar.zone
        )
    except ValueError:
        slot = read_slot(typed, now=ctx.now.astimezone(ctx.calendar.zone), calendar=ctx.calendar)
        return None if slot.doubt else slot.start

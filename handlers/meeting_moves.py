"""Another time for a meeting, in words: what was understood is shown with its date before anybody is told (D7)."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.calendars import say_date, say_moment
from app.meetings.models import Meeting
from app.meetings.views import MeetingFields
from app.outbox import service as outbox
from bot.cards.meeting_around import when_card
from bot.cards.meeting_move import Move, move_card, moves_card
from bot.cards.meeting_parts import Sight
from bot.cards.model import Card, to_json
from bot.ports import Message
from bot.texts import say
from handlers.context import Context
from handlers.meeting_fields import offers
from handlers.reading.forms import Slot
from handlers.reading.shifts import shifted

HOUR = timedelta(hours=1)
_FIELD = re.compile("(?:时间|日期|开始)[ ]*[:：]")


def moves_only(ctx: Context, fields: MeetingFields) -> bool:
    """Whether a message says no more than another time, in words: 改到周五. What is typed into its field is meant so."""
    text = ctx.update.body.text if isinstance(ctx.update.body, Message) else ""
    only = MeetingFields(starts_at=fields.starts_at, length=fields.length)
    return fields.starts_at is not None and fields == only and _FIELD.search(text) is None


def ask_move(ctx: Context, sight: Sight, fields: MeetingFields) -> None:
    """改到 5月22日14点: the new time, with the button that makes it so."""
    assert fields.starts_at is not None
    _ask(ctx, sight, fields.starts_at, fields.length)


def ask_shift(ctx: Context, sight: Sight, shift: str) -> None:
    """推迟半小时: the time that comes of it; 改期 alone: times that are likely."""
    meeting = sight.meeting
    if meeting.starts_at is None:
        tell(ctx, sight.meeting.confidential, when_card(meeting.number, meeting.id, say("meetmove.none"), []))
        return
    to = shifted(shift, meeting.starts_at, sight.calendar)
    if to is None:
        likely = [Move(one) for one in _likely(sight, meeting.starts_at, earlier="提前" in shift)]
        tell(ctx, meeting.confidential, moves_card(sight, likely))
    else:
        _ask(ctx, sight, to, None)


def _ask(ctx: Context, sight: Sight, to: datetime, length: int | None) -> None:
    meeting, calendar = sight.meeting, sight.calendar
    if to <= ctx.now:
        at = say_moment(to, this_year=sight.year, calendar=calendar)
        lead = say("meetmove.past", at=at)
        tell(ctx, meeting.confidential, when_card(meeting.number, meeting.id, lead, []))
        return
    local = calendar.local(to)
    earlier = None
    if not calendar.is_workday(local.date()):
        day = calendar.previous_workday_on_or_before(local.date())
        earlier = Move(calendar.at(day, local.time()), length)
    move = Move(to, length)
    tell(
        ctx,
        meeting.confidential,
        move_card(sight, move, earlier if earlier is not None and earlier.to > ctx.now else None),
    )


def _likely(sight: Sight, starts_at: datetime, *, earlier: bool) -> list[datetime]:
    """An hour, a working day and a week away, on the same clock; those that are still to come."""
    calendar, sign = sight.calendar, -1 if earlier else 1
    local = calendar.local(starts_at)

    def on(day: date) -> datetime:
        return calendar.at(day, local.time())

    found = [local + sign * HOUR, on(calendar.add_workdays(local.date(), sign))]
    if not earlier:
        found.append(on(local.date() + timedelta(days=7)))
    return [one for one in found if one > sight.now]


def ask_when(ctx: Context, meeting: Meeting, slot: Slot) -> None:
    """A time in doubt is asked about, with what may have been meant a tap away (D7)."""
    year = ctx.calendar.local(ctx.now).year
    offered = [
        (say_moment(moment, this_year=year, calendar=ctx.calendar), moment) for moment in offers(ctx, slot)
    ]
    lead = say("meetwhen.unclear", typed=slot.typed)
    if slot.doubt == "past" and slot.day is not None:
        lead = say("meetwhen.past", typed=slot.typed, at=say_date(slot.day, this_year=year))
    elif slot.doubt == "impossible":
        lead = say("meetwhen.impossible", typed=slot.typed)
    elif slot.day is not None and not slot.doubt:
        lead = say("meetwhen.no_hour", day=say_date(slot.day, this_year=year))
    tell(ctx, meeting.confidential, when_card(meeting.number, meeting.id, lead, offered))


def tell(ctx: Context, confidential: bool, card: Card) -> None:
    """Answer where one was asked; about a confidential meeting in private (X7)."""
    place = ctx.place
    if confidential:
        place = replace(place, chat=None, person=ctx.actor.external_id)
    outbox.owe_notice(ctx.session, place, to_json(card))

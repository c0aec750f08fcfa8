"""我请假: days away with a deputy (D4)."""

from datetime import date

from app.calendars import say_days
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import leaves
from app.people import service as people
from app.people.models import LeaveRow, Person
from bot.cards.leave import leave_form
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.departments import find_person
from handlers.reading.forms import LeaveForm
from handlers.router import command, press


@command(LeaveForm, shown="我请假")
def leave_command(ctx: Context, form: LeaveForm) -> None:
    """请假几天，提醒由代理人代收"""
    if form.start is None or form.end is None:
        ctx.say(leave_form(unclear=form.typed))
        return
    deputy = None if form.deputy is None else find_person(ctx, form.deputy)
    _take(ctx, form.start, form.end, deputy)


def _take(ctx: Context, start: date, end: date, deputy: Person | None) -> None:
    row = leaves.take(ctx.session, ctx.actor, start, end, deputy)
    ctx.show(f"away:{row.id}")
    _tell_deputy(ctx, row, "leave.told")


def _tell_deputy(ctx: Context, row: LeaveRow, key: str) -> None:
    if row.deputy_id is None:
        return
    deputy = ctx.session.get_one(Person, row.deputy_id)
    place = Place(ctx.company.platform, ctx.company.tenant, person=deputy.external_id)
    days = say_days(row.start_on, row.end_on, this_year=ctx.now.year)
    who = people.view(ctx.session, ctx.actor).shown
    outbox.owe_notice(
        ctx.session, place, to_json(note(say("leave.told_title"), say(key, who=who, days=days)))
    )


@press("leave.take")
def take(ctx: Context, _args: Args, values: Values) -> str:
    """记下."""
    deputy = choice_of(values, "deputy")
    _take(
        ctx,
        date.fromisoformat(text_of(values, "start")),
        date.fromisoformat(text_of(values, "end")),
        people.person_of(ctx.session, ctx.company, people.Known(deputy)) if deputy else None,
    )
    return say("toast.leave")


@press("leave.cancel")
def cancel(ctx: Context, args: Args, _values: Values) -> str:
    """提前回来，取消请假."""
    row = leaves.cancel(ctx.session, int(args["leave"]), by=ctx.actor, now=ctx.now)
    _tell_deputy(ctx, row, "leave.told_off")
    return say("toast.leave_off")

"""公司日历: a csv or ics file that an admin sends in private becomes the days of a group of theirs (D3)."""

from collections.abc import Callable
from pathlib import PurePath

from app.base.errors import NotAllowed
from app.calendars import read_company_days
from app.outbox import service as outbox
from app.people import admins, calendars
from app.people.models import Chat
from app.reviews.replanning import replan_chat
from bot.cards.days_file import days_card, days_ways, nothing_read, whose_groups
from bot.ports import File, Message, update_to_json
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.rehearsals import ask_first, changes_of
from handlers.router import press

ENDINGS = {".csv", ".ics"}


def is_calendar(file: File | None) -> bool:
    """Whether a file may hold days: by its name."""
    return file is not None and PurePath(file.name).suffix.lower() in ENDINGS


def take(ctx: Context, message: Message) -> None:
    """Have the file read; once it is, offer its days to the groups its sender may set. Raises BadDaysFile."""
    assert message.file is not None
    groups = admins.groups_of(ctx.session, ctx.actor)
    if not groups:
        ctx.say(whose_groups())
    elif message.file.key:
        outbox.owe_reading(ctx.session, ctx.place, update_to_json(ctx.update))
    elif not (days := read_company_days(message.file.name, message.text)):
        ctx.say(nothing_read(message.file.name))
    else:
        ctx.say(days_card(message.file.name, days, [(group.id, group.name) for group in groups]))


@press("days.use")
def use(ctx: Context, args: Args, _values: Values) -> str:
    """用于某群: what would move is shown first."""
    chat, change = _change(ctx, args)
    named = changes_of(ctx, chat, change)
    if named:
        return ask_first(ctx, chat, named, days_ways(chat.id, str(args["days"])))
    return _use(ctx, chat, change)


@press("days.confirm")
def confirm(ctx: Context, args: Args, _values: Values) -> str:
    """确认保存."""
    return _use(ctx, *_change(ctx, args))


def _use(ctx: Context, chat: Chat, change: Callable[[], None]) -> str:
    change()
    replan_chat(ctx.session, chat, now=ctx.now)
    return say("days_file.used", group=chat.name)


def _change(ctx: Context, args: Args) -> tuple[Chat, Callable[[], None]]:
    """The group, and what makes the days its own beside those it has. Raises NotAllowed."""
    chat = ctx.session.get_one(Chat, int(args["chat"]))
    if chat.company_id != ctx.company.id or not admins.may_set(chat, ctx.actor):
        raise NotAllowed(what="what.settings", who=admins.names_of(ctx.session, chat))
    days = read_company_days("days.csv", str(args["days"]))

    def change() -> None:
        known = calendars.exceptions_of(ctx.session, chat)
        calendars.set_exceptions(ctx.session, chat, {**known, **days}, by=ctx.actor, now=ctx.now)

    return chat, change

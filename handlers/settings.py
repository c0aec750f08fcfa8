"""设置: the chat's settings card, for its admin."""

from dataclasses import dataclass, replace

from app.base.errors import NotAllowed
from app.calendars import read_company_days
from app.people import calendars
from app.people import service as people
from app.people.models import Chat
from app.reviews.replanning import replan_chat
from bot.cards.rehearsal import settings_ways
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.reading.forms import SettingsForm
from handlers.rehearsals import ask_first, changes_of
from handlers.router import command, press


@command(SettingsForm, shown="设置")
def settings_command(ctx: Context, _form: SettingsForm) -> None:
    """本群的时区、例外日和管理员"""
    ctx.show(f"settings:{ctx.chat.id}")


@press("settings.save")
def save(ctx: Context, _args: Args, values: Values) -> str:
    """保存: the admin's alone; days that cannot be read are refused with their line, and nothing changes. What would move
    reminders is shown first."""
    _require_admin(ctx)
    days = text_of(values, "days").replace("，", ",")
    wanted = _Wanted(days, choice_of(values, "zone") or "", choice_of(values, "admin") or "")
    named = changes_of(ctx, ctx.chat, lambda: _set(ctx, wanted))
    if not named:
        _set(ctx, wanted)
        return say("settings.saved")
    ways = settings_ways(chat=ctx.chat.id, days=wanted.days, zone=wanted.zone, admin=wanted.admin)
    return ask_first(ctx, ctx.chat, named, ways)


@press("settings.confirm")
def confirm(ctx: Context, args: Args, _values: Values) -> str:
    """确认保存: what was shown is saved, and everything of the chat planned by it."""
    chat = ctx.session.get(Chat, int(args["chat"]))
    if chat is None or chat.company_id != ctx.company.id:
        return say("toast.stale")
    there = replace(ctx, chat=chat)
    _require_admin(there)
    _set(there, _Wanted(str(args["days"]), str(args["zone"]), str(args["admin"])))
    replan_chat(ctx.session, chat, now=ctx.now)
    return say("settings.saved")


@press("settings.leave")
def leave(_ctx: Context, _args: Args, _values: Values) -> str:
    """不改."""
    return say("preview.left")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The form as it was sent."""

    days: str
    zone: str
    admin: str


def _require_admin(ctx: Context) -> None:
    if ctx.chat.admin_id not in {None, ctx.actor.id}:
        admin = people.person(ctx.session, ctx.chat.admin_id)
        raise NotAllowed(what="what.settings", who=admin.shown if admin else "who.admin")


def _set(ctx: Context, wanted: _Wanted) -> None:
    days = read_company_days("days.csv", wanted.days)
    calendars.set_exceptions(ctx.session, ctx.chat, days, by=ctx.actor, now=ctx.now)
    ctx.chat.timezone = wanted.zone or ctx.chat.timezone
    chosen = (
        people.person_of(ctx.session, ctx.company, people.Known(wanted.admin)) if wanted.admin else ctx.actor
    )
    ctx.chat.admin_id = chosen.id

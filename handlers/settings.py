"""设置: the chat's settings card, for its admin."""

from app.base.errors import NotAllowed
from app.calendars import read_company_days
from app.people import calendars
from app.people import service as people
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.reading.forms import SettingsForm
from handlers.router import command, press


@command(SettingsForm, shown="设置")
def settings_command(ctx: Context, _form: SettingsForm) -> None:
    """本群的时区、例外日和管理员"""
    ctx.show(f"settings:{ctx.chat.id}")


@press("settings.save")
def save(ctx: Context, _args: Args, values: Values) -> str:
    """保存: the admin's alone; days that cannot be read are refused with their line, and nothing changes."""
    chat = ctx.chat
    if chat.admin_id not in {None, ctx.actor.id}:
        admin = people.person(ctx.session, chat.admin_id)
        raise NotAllowed(what="what.settings", who=admin.shown if admin else "who.admin")
    days = read_company_days("days.csv", text_of(values, "days").replace("，", ","))
    calendars.set_exceptions(ctx.session, chat, days, by=ctx.actor, now=ctx.now)
    chat.timezone = choice_of(values, "zone") or chat.timezone
    admin_id = choice_of(values, "admin")
    chosen = people.person_of(ctx.session, ctx.company, people.Known(admin_id)) if admin_id else ctx.actor
    chat.admin_id = chosen.id
    return say("settings.saved")

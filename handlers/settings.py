"""设置: the chat's settings card and its forms; its admins alone save (section 6)."""

from app.chats import keeping, settings
from app.chats.choices import FOREVER, SECTIONS, Section
from app.history.service import ChangeAbout
from app.outbox import service as outbox
from app.people.models import Chat
from bot.cards.model import to_json
from bot.cards.settings import keep_warning, settings_ways
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.reading.forms import SettingsForm
from handlers.rehearsals import ask_first, changes_of, privately
from handlers.router import command, press, undoer


@command(SettingsForm, shown="设置")
def settings_command(ctx: Context, _form: SettingsForm) -> None:
    """本群的时间、提醒、规则、数据和管理员"""
    ctx.show(f"settings:{ctx.chat.id}")


@press("settings.open")
def press_open(ctx: Context, args: Args, _values: Values) -> str:
    """The form of one part; refused to who may not save it."""
    chat, section = settings.by_id(ctx.session, ctx.company.id, int(args["chat"])), _section(args)
    settings.require_admin(ctx.session, chat, ctx.actor)
    ctx.show(f"settings{section}:{chat.id}")
    return say("toast.opened")


@press("settings.save")
def press_save(ctx: Context, args: Args, values: Values) -> str:
    """保存. What would move reminders, or delete anything, is shown first."""
    chat, section = settings.by_id(ctx.session, ctx.company.id, int(args["chat"])), _section(args)
    settings.require_admin(ctx.session, chat, ctx.actor)
    wanted = _wanted(section, values)
    ways = settings_ways(chat=chat.id, section=section, wanted=wanted)
    if _deletes(chat, wanted):
        due = keeping.due(ctx.session, chat, int(wanted["keep"]), now=ctx.now)
        card = keep_warning(wanted["keep"], [project.name for project in due], ways)
        outbox.owe_notice(ctx.session, privately(ctx), to_json(card))
        return say("toast.keep_warning")
    if named := changes_of(ctx, chat, lambda: _set(ctx, chat, section, wanted)):
        return ask_first(ctx, chat, named, ways)
    _set(ctx, chat, section, wanted)
    return say("settings.saved")


@press("settings.confirm")
def press_confirm(ctx: Context, args: Args, _values: Values) -> str:
    """确认保存: what was shown is saved."""
    chat, section = settings.by_id(ctx.session, ctx.company.id, int(args["chat"])), _section(args)
    wanted = {name: str(args[f"to_{name}"]) for name in SECTIONS[section]}
    _set(ctx, chat, section, wanted)
    return say("settings.saved")


@press("settings.leave")
def press_leave(_ctx: Context, _args: Args, _values: Values) -> str:
    """不改."""
    return say("preview.left")


@undoer("settings")
def undo_settings(ctx: Context, chat_id: int, change: ChangeAbout) -> None:
    """Take one change of the settings back."""
    settings.undo(ctx.session, chat_id, change, now=ctx.now)


def _set(ctx: Context, chat: Chat, section: Section, wanted: settings.Wanted) -> None:
    settings.change(ctx.session, chat, section, wanted, by=ctx.actor, now=ctx.now)


def _section(args: Args) -> Section:
    """One of ours. Raises ValueError for a button nobody made."""
    section = str(args["section"])
    if section not in SECTIONS:
        raise ValueError(section)
    return section


def _wanted(section: Section, values: Values) -> dict[str, str]:
    """The form as it was sent, every setting as its text."""
    return {name: _text(name, values) for name in SECTIONS[section]}


def _text(name: str, values: Values) -> str:
    value = values.get(name, "")
    if name == "heads":
        return "yes" if value else "no"
    if name == "admins":
        return " ".join([value] if isinstance(value, str) else value if isinstance(value, list) else [])
    if name == "days":
        return text_of(values, name).replace("，", ",")
    return choice_of(values, name)


def _deletes(chat: Chat, wanted: settings.Wanted) -> bool:
    """Whether content would be deleted that is kept until now (D20)."""
    keep = int(wanted.get("keep", FOREVER))
    return keep > 0 and (chat.keep_days is None or keep < chat.keep_days)

"""预演: a deed is done, what would follow is read from the reminders it has planned, and it is taken back."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.reminders import service as reminders
from app.reminders.rehearsed import Difference, Message, by_recipient, differences, messages
from app.reviews.replanning import replan_chat, subjects_of_chat
from bot.cards.model import Button, to_json
from bot.cards.rehearsal import Cost, difference_card, draft_rehearsal
from bot.texts import say
from handlers.context import Context


def show_rehearsal(ctx: Context, name: str, chat: Chat, deed: Callable[[], Sequence[str]]) -> str:
    """What would be said after a deed, to whoever asks, in private. The deed names the subjects it has planned for."""
    calendar = calendar_of(ctx.session, chat)
    with ctx.session.begin_nested() as point:
        subjects = deed()
        ctx.session.flush()
        found = messages(reminders.planned_for(ctx.session, subjects), calendar)
        costs = [Cost(_name(ctx, one), each) for one, each in by_recipient(found).items()]
        point.rollback()
    ctx.session.expire_all()
    card = draft_rehearsal(name, costs, year=calendar.local(ctx.now).year, calendar=calendar)
    outbox.owe_notice(ctx.session, privately(ctx), to_json(card))
    return say("toast.previewed")


def changes_of(ctx: Context, chat: Chat, change: Callable[[], object]) -> list[tuple[str, Difference]]:
    """Whose messages a change of a chat's settings would move, by name; the change is taken back."""
    before = _planned(ctx, chat)
    with ctx.session.begin_nested() as point:
        change()
        ctx.session.flush()
        replan_chat(ctx.session, chat, now=ctx.now)
        after = _planned(ctx, chat)
        point.rollback()
    ctx.session.expire_all()
    return [(_name(ctx, one.recipient), one) for one in differences(before, after)]


def ask_first(ctx: Context, chat: Chat, named: list[tuple[str, Difference]], ways: Sequence[Button]) -> str:
    """Show the difference to whoever would save, in private; nothing is saved yet."""
    calendar = calendar_of(ctx.session, chat)
    card = difference_card(named, ways, year=calendar.local(ctx.now).year, calendar=calendar)
    outbox.owe_notice(ctx.session, privately(ctx), to_json(card))
    return say("toast.settings_preview")


def privately(ctx: Context) -> Place:
    """Where whoever acts reads what is for their eyes."""
    return replace(ctx.place, chat=None, person=ctx.actor.external_id)


def _planned(ctx: Context, chat: Chat) -> tuple[Message, ...]:
    ctx.session.flush()
    planned = reminders.planned_for(ctx.session, subjects_of_chat(ctx.session, chat))
    return messages(planned, calendar_of(ctx.session, chat))


def _name(ctx: Context, recipient: str) -> str:
    kind, _, key = recipient.partition(":")
    if kind == "chat":
        return ctx.session.get_one(Chat, int(key)).name or say("preview.group")
    person = people.person(ctx.session, int(key))
    return "" if person is None else person.shown

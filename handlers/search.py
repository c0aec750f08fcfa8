"""查: what people look for."""

from app.base.errors import UserError
from app.meetings import minutes as minutes_verbs
from app.meetings import minutes_queries, queries
from app.meetings.minutes_shown import latest
from app.outbox import service as outbox
from app.search import service as search
from bot.cards.model import to_json
from bot.cards.search import read_card, search_form
from bot.texts import say
from handlers.context import Args, Context, Values, text_of
from handlers.meetings import days_of
from handlers.minutes import private_to
from handlers.reading.forms import SearchForm
from handlers.router import command, press


class NoMinutes(UserError):
    """The minutes were taken back since. Details: number."""

    key = "search.unpublished"


@command(SearchForm, shown="查")
def search_command(ctx: Context, form: SearchForm) -> None:
    """查以前的结论、任务、纪要、需求和术语"""
    if form.words.strip():
        _look(ctx, form.words)
    else:
        ctx.say(search_form())


def _look(ctx: Context, words: str) -> None:
    lookup = search.begin(ctx.session, words, by=ctx.actor, chat=ctx.chat, now=ctx.now)
    ctx.show(f"search:{lookup.id}")


@press("search.ask")
def ask(ctx: Context, _args: Args, _values: Values) -> str:
    """换个词: the form."""
    ctx.say(search_form())
    return say("toast.opened")


@press("search.run")
def run(ctx: Context, _args: Args, values: Values) -> str:
    """查找."""
    _look(ctx, text_of(values, "words"))
    return say("toast.opened")


@press("search.page")
def turn(ctx: Context, args: Args, _values: Values) -> str:
    """上一页, 下一页."""
    search.turn(ctx.session, int(args["lookup"]), int(args["page"]), chat=ctx.chat)
    return say("toast.done")


@press("search.minutes")
def read_minutes(ctx: Context, args: Args, _values: Values) -> str:
    """打开 the minutes, as anybody reads them; of a confidential meeting in private (X7)."""
    meeting = minutes_verbs.by_id(ctx.session, ctx.company.id, int(args["meeting"]), reader=ctx.actor)
    newest = latest(ctx.session, meeting.id)
    if newest is None:
        raise NoMinutes(number=meeting.number)
    calendar = days_of(ctx, meeting.id)
    card = read_card(
        queries.view(ctx.session, meeting, calendar, now=ctx.now),
        minutes_queries.view(ctx.session, newest, calendar, now=ctx.now),
    )
    place = private_to(ctx) if meeting.confidential else ctx.place
    outbox.owe_notice(ctx.session, place, to_json(card), subject="")
    return say("toast.opened")

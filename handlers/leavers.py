"""成员离职: an admin says who has left; initiators give what they held to others (D17)."""

from app.base.errors import Invalid, NotAllowed
from app.leaving import service as leaving
from app.people import service as people
from app.people.models import Person
from bot.cards.leavers import leaving_form, shown_keys
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of
from handlers.router import press


@press("leaver.ask")
def ask(ctx: Context, _args: Args, _values: Values) -> str:
    """成员离职: the form, for an admin."""
    if not leaving.is_admin(ctx.session, ctx.actor):
        raise NotAllowed(what="leavers.ask_title", who="who.admin")
    ctx.say(leaving_form())
    return say("toast.opened")


@press("leaver.mark")
def mark(ctx: Context, _args: Args, values: Values) -> str:
    """已离职."""
    person = _person(ctx, choice_of(values, "person"))
    if person is None:
        raise Invalid(field="leavers.who", example="example.deputy")
    told = leaving.mark_left(ctx.session, person, by=ctx.actor, now=ctx.now)
    return say("toast.leaver_marked", count=len(told))


@press("leaver.give")
def give(ctx: Context, args: Args, values: Values) -> str:
    """交接: each item to whom was chosen for it, the rest to whom was chosen for all."""
    departure = leaving.by_id(ctx.session, int(args["departure"]), heir=ctx.actor)
    keys = shown_keys(leaving.view(ctx.session, departure).items)
    everything = _person(ctx, choice_of(values, "all"))
    chosen = {key: _person(ctx, choice_of(values, key)) or everything for key in keys}
    given = {key: heir for key, heir in chosen.items() if heir is not None}
    if not given:
        return say("toast.nothing_chosen")
    count = leaving.give(ctx.session, departure, given, by=ctx.actor, now=ctx.now)
    return say("toast.leaver_given", count=count)


def _person(ctx: Context, external: str) -> Person | None:
    return people.person_of(ctx.session, ctx.company, people.Known(external)) if external else None

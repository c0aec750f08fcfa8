"""术语: what people look up and register (S82)."""

from app.glossary import queries
from app.glossary import service as glossary
from app.glossary.models import Definition
from app.people import departments as roles
from bot.cards.glossary import EVERYBODY, near_card, term_form, terms_card
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.reading.forms import GlossaryForm
from handlers.router import command, press


@command(GlossaryForm, shown="术语")
def glossary_command(ctx: Context, form: GlossaryForm) -> None:
    """查看和登记术语，统一各部门的口径"""
    if form.action == "list":
        show_terms(ctx)
    elif form.action == "define":
        _define(ctx, form.term, form.definition, _own(ctx))
    else:
        _look_up(ctx, form.term)


def show_terms(ctx: Context) -> None:
    """Every term of the company."""
    found = queries.everything(ctx.session, ctx.company.id)
    ctx.say(terms_card([queries.view(ctx.session, term) for term in found]))


def _look_up(ctx: Context, name: str) -> None:
    if (term := queries.named(ctx.session, ctx.company.id, name)) is not None:
        ctx.show(f"term:{term.id}")
        return
    near = [queries.view(ctx.session, one) for one in queries.near(ctx.session, ctx.company.id, name)]
    ctx.say(near_card(name, near, _departments(ctx), _own(ctx)))


def _define(ctx: Context, name: str, text: str, department: str) -> str:
    term = glossary.define(ctx.session, ctx.company, name, text, department, by=ctx.actor, now=ctx.now)
    if ctx.subject != f"term:{term.id}":
        ctx.show(f"term:{term.id}")
    return term.name


def _own(ctx: Context) -> str:
    """The department of who speaks; empty while it is not known: then the words are everybody's."""
    found = roles.own_department(ctx.session, ctx.actor)
    return "" if found is None else found.name


def _departments(ctx: Context) -> list[str]:
    return [one.name for one in roles.all_departments(ctx.session, ctx.company.id)]


@press("term.list")
def press_list(ctx: Context, _args: Args, _values: Values) -> str:
    """术语表."""
    show_terms(ctx)
    return say("toast.opened")


@press("term.new")
def press_new(ctx: Context, _args: Args, _values: Values) -> str:
    """登记术语: the form."""
    ctx.say(term_form(_departments(ctx), _own(ctx)))
    return say("toast.opened")


@press("term.show")
def press_show(ctx: Context, args: Args, _values: Values) -> str:
    """打开."""
    ctx.show(f"term:{queries.by_id(ctx.session, ctx.company.id, int(args['term'])).id}")
    return say("toast.opened")


@press("term.save")
def press_save(ctx: Context, _args: Args, values: Values) -> str:
    """保存 what one department, or everybody, means by it."""
    chosen = choice_of(values, "department")
    department = "" if chosen == EVERYBODY else chosen
    name = _define(ctx, text_of(values, "name"), text_of(values, "text"), department)
    return say("toast.term_saved", name=name)


@press("term.remove")
def press_remove(ctx: Context, args: Args, _values: Values) -> str:
    """删除 one definition."""
    term = queries.by_id(ctx.session, ctx.company.id, int(args["term"]))
    row = ctx.session.get(Definition, int(args["definition"]))
    if row is not None and row.term_id == term.id:
        glossary.remove(ctx.session, row, term, by=ctx.actor, chat=ctx.chat, now=ctx.now)
    return say("toast.term_removed")

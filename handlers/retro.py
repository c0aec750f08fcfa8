"""复盘: what people type and press about it (S65–S70)."""

from app.calendars import Calendar
from app.needs import service as needs
from app.outbox import service as outbox
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.progress.subjects import project_of_subject
from app.projects import current
from app.projects.models import Project
from app.reviews import queries
from app.reviews import service as reviews
from app.reviews.models import Retro, RetroWord
from app.rulepacks.pack import NUMBERS, Value
from bot.cards.retro import pick_card
from bot.documents import FORMATS
from bot.texts import say
from handlers.context import Args, Context, Values, choice_of, text_of
from handlers.evidence import project_for
from handlers.packs import read_number
from handlers.projects import works_on
from handlers.reading.forms import RetroForm
from handlers.router import command, press


@command(RetroForm, shown="复盘")
def retro_command(ctx: Context, form: RetroForm) -> None:
    """发起复盘，看复盘报告"""
    project = _named(ctx, form)
    if project is None:
        found = queries.projects_of(ctx.session, ctx.chat.id)
        project = found[0] if len(found) == 1 else current.current(ctx.session, ctx.actor, ctx.chat)
    if project is None:
        ctx.say(pick_card([(one.id, one.name) for one in found]))
        return
    running = queries.open_in(ctx.session, project.id)
    last = queries.newest(ctx.session, project.id)
    if form.action == "export" and last is not None and last.closed_at is not None:
        _export(ctx, last)
    elif running is None and not (form.good or form.improve or form.advice):
        ctx.show(f"retroask:{project.id}")
    else:
        _take(ctx, running or _open(ctx, project), form)


def _named(ctx: Context, form: RetroForm) -> Project | None:
    """The project that is named, or whose card is replied to; None when it has to be asked."""
    if form.request_id is not None:
        need = needs.by_number(ctx.session, ctx.company.id, form.request_id)
        return project_for(ctx, {"project": need.project_id})
    replied = project_of_subject(ctx.session, ctx.company.id, ctx.subject)
    if replied is not None:
        return project_for(ctx, {"project": replied.id})
    kind, _, key = ctx.subject.partition(":")
    if kind == "retro":
        return project_for(ctx, {"project": ctx.session.get_one(Retro, int(key)).project_id})
    found = queries.projects_of(ctx.session, ctx.chat.id)
    return next((one for one in found if form.project and form.project in one.name), None)


def _take(ctx: Context, retro: Retro, form: RetroForm) -> None:
    """What was typed is their word; without any, their own form comes down in private."""
    word = reviews.join(ctx.session, retro, ctx.actor)
    if form.good or form.improve or form.advice:
        _tell(ctx, word, good=form.good, improve=form.improve, reason=form.advice)
    _show_form(ctx, word)


def _tell(
    ctx: Context,
    word: RetroWord,
    *,
    good: str,
    improve: str,
    figures: str = "",
    advice: dict[str, Value] | None = None,
    reason: str = "",
) -> None:
    reviews.tell(
        ctx.session,
        word,
        good=good or word.good,
        figures=figures or word.figures,
        improve=improve or word.improve,
        advice=advice or {},
        reason=reason,
        by=ctx.actor,
        now=ctx.now,
        calendar=_days_of(ctx, word.retro_id),
    )


def _open(ctx: Context, project: Project) -> Retro:
    home = ctx.session.get_one(Chat, project.home_chat_id)
    return reviews.open_retro(
        ctx.session,
        project,
        by=ctx.actor,
        now=ctx.now,
        calendar=calendar_of(ctx.session, home),
        unused_because=say("retro.unused"),
    )


def _days_of(ctx: Context, retro_id: int) -> Calendar:
    project = ctx.session.get_one(Project, ctx.session.get_one(Retro, retro_id).project_id)
    return calendar_of(ctx.session, ctx.session.get_one(Chat, project.home_chat_id))


def _show_form(ctx: Context, word: RetroWord) -> None:
    retro = ctx.session.get_one(Retro, word.retro_id)
    place = reviews.private(ctx.session, ctx.session.get_one(Project, retro.project_id), word.person_id)
    outbox.retire_at(ctx.session, place, f"retroform:{word.id}")
    outbox.owe_card(ctx.session, place, f"retroform:{word.id}")


def _export(ctx: Context, retro: Retro) -> None:
    for suffix in FORMATS:
        outbox.owe_document(ctx.session, ctx.place, f"retro:{retro.id}:{suffix}")


def _retro_for(ctx: Context, args: Args) -> Retro:
    """The retrospective a button is about, for the project's people. Raises NotFound."""
    retro = reviews.by_id(ctx.session, ctx.company.id, int(args["retro"]))
    project_for(ctx, {"project": retro.project_id})
    return retro


@press("retro.ask")
def press_ask(ctx: Context, args: Args, _values: Values) -> str:
    """发起复盘: first who would be asked; the one that runs, or the last report, when there is one."""
    project = project_for(ctx, args)
    works_on(ctx, project)
    running = queries.open_in(ctx.session, project.id)
    ctx.show(f"retroask:{project.id}" if running is None else f"retro:{running.id}")
    return say("toast.opened")


@press("retro.start")
def press_start(ctx: Context, args: Args, _values: Values) -> str:
    """发起复盘."""
    retro = _open(ctx, project_for(ctx, args))
    return say("retro.opened", count=len(queries.words(ctx.session, retro.id)))


@press("retro.skip")
def press_skip(ctx: Context, args: Args, _values: Values) -> str:
    """这次不需要."""
    reviews.skip(ctx.session, project_for(ctx, args), str(args["occasion"]), by=ctx.actor, now=ctx.now)
    return say("retro.skipped")


@press("retro.tell")
def press_tell(ctx: Context, args: Args, values: Values) -> str:
    """提交: what went well, what to improve, which number to change (S67, S68)."""
    word = reviews.word_by_id(ctx.session, ctx.company.id, int(args["word"]))
    key, typed = choice_of(values, "rule"), text_of(values, "value")
    advice: dict[str, Value] = {key: read_number(key, typed)} if key in NUMBERS and typed else {}
    _tell(
        ctx,
        word,
        good=text_of(values, "good"),
        improve=text_of(values, "improve"),
        figures=text_of(values, "figures"),
        advice=advice,
        reason=text_of(values, "reason"),
    )
    return say("retro.noted")


@press("retro.join")
def press_join(ctx: Context, args: Args, _values: Values) -> str:
    """填写复盘: one's own form, in private."""
    _show_form(ctx, reviews.join(ctx.session, _retro_for(ctx, args), ctx.actor))
    return say("toast.opened") if ctx.chat.private else say("retro.in_private")


@press("retro.close")
def press_close(ctx: Context, args: Args, _values: Values) -> str:
    """现在结束: the report, without waiting."""
    retro = _retro_for(ctx, args)
    reviews.close(ctx.session, retro, by=ctx.actor, now=ctx.now, calendar=_days_of(ctx, retro.id))
    return say("retro.report_ready")


@press("retro.export")
def press_export(ctx: Context, args: Args, _values: Values) -> str:
    """导出报告."""
    _export(ctx, _retro_for(ctx, args))
    return say("toast.exported")

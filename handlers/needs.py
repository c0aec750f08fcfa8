"""需求: what people type and press about it."""

from dataclasses import replace
from datetime import date

from app.base.errors import NotAllowed
from app.history.service import ChangeAbout
from app.needs import answers, drafts, queries
from app.needs import service as needs
from app.needs.models import Need, NeedStatus
from app.needs.rules import too_long
from app.needs.shown import home_place
from app.needs.views import DraftView
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Chat
from app.projects.chats import is_linked
from app.projects.models import Project
from app.tasks.rhythm_plan import plan_project
from bot.cards.need_list import needs_card
from bot.documents import FORMATS
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.need_fields import fields_from_form, fields_from_text, merged
from handlers.projects import known_project
from handlers.reading.forms import RequestForm
from handlers.rehearsals import show_rehearsal
from handlers.router import command, press, undoer


@command(RequestForm, shown="需求")
def need_command(ctx: Context, form: RequestForm) -> None:
    """登记、查看、修改一条跨部门协作需求"""
    if form.action == "list":
        show_needs(ctx)
    elif form.action in {"show", "edit", "close", "cancel", "export"} and _named(ctx, form) is not None:
        _about_one(ctx, form)
    elif form.action in {"close", "cancel", "export"}:
        show_needs(ctx)
    else:
        begin(ctx, form)


def begin(ctx: Context, form: RequestForm | None = None) -> None:
    """Register what is complete; otherwise go on with the draft, naming what is missing."""
    fields = fields_from_text(ctx, form) if form is not None else None
    kept = drafts.current(ctx.session, ctx.actor, ctx.chat, now=ctx.now)
    if fields is None and kept is not None:
        ctx.show(f"draft:{kept.id}")
        return
    given = fields if fields is not None else fields_from_text(ctx, RequestForm())
    if kept is not None and (not given.project or given.project == kept.fields.project):
        draft, show = drafts.rewrite(ctx.session, kept.id, merged(kept.fields, given), now=ctx.now), ctx.show
    else:
        draft, show = drafts.keep(ctx.session, ctx.actor, ctx.chat, given, now=ctx.now), ctx.show_first
    if draft.missing:
        show(f"draft:{draft.id}")
    else:
        _register(ctx, draft)


def show_needs(ctx: Context) -> None:
    """The list of this chat's needs."""
    found = needs.in_chat(ctx.session, ctx.chat, person=ctx.actor)[:10]
    views = [queries.view(ctx.session, need, ctx.calendar) for need in found]
    ctx.say(needs_card(views, now=ctx.now, calendar=ctx.calendar))


def _named(ctx: Context, form: RequestForm) -> Need | None:
    """The need a message is about: by its number, by the card it replies to, else the only open one here, or of the
    project that somebody works on here."""
    if form.request_id is not None:
        return needs.by_number(ctx.session, ctx.company.id, form.request_id)
    if (replied := need_of_subject(ctx, ctx.subject)) is not None:
        return replied
    here = [n for n in needs.in_chat(ctx.session, ctx.chat, person=ctx.actor) if n.status == NeedStatus.OPEN]
    project_id = known_project(ctx) if len(here) > 1 else None
    if project_id is not None:
        here = [need for need in here if need.project_id == project_id]
    return here[0] if len(here) == 1 else None


def need_of_subject(ctx: Context, subject: str) -> Need | None:
    """The need behind a card's subject (`need:12`, `support:3` …); None for any other."""
    kind, _, key = subject.partition(":")
    if kind in {"need", "contacts", "needlist", "align"}:
        return needs.by_id(ctx.session, ctx.company.id, int(key))
    if kind in {"support", "decider"}:
        return needs.by_id(
            ctx.session, ctx.company.id, answers.item_by_id(ctx.session, ctx.company.id, int(key)).need_id
        )
    return None


def _about_one(ctx: Context, form: RequestForm) -> None:
    need = _named(ctx, form)
    assert need is not None
    _may_see(ctx, need)
    if form.action == "export":
        _export(ctx, need, "need_list" if form.support_list else "need_form")
    elif form.action in _ENDS:
        _set_status(ctx, need, _ENDS[form.action])
        ctx.show(f"need:{need.id}")
    elif form.action == "edit":
        _edit_by_text(ctx, need, form)
    else:
        ctx.show(f"needlist:{need.id}" if form.support_list else f"need:{need.id}")


def _may_see(ctx: Context, need: Need) -> None:
    """A need is shown where it lives, and to those who take part."""
    home = ctx.session.get_one(Chat, needs.home_of(ctx.session, need))
    here = ctx.chat.id == home.id or is_linked(ctx.session, need.project_id, ctx.chat.id)
    if not here and ctx.actor.id not in needs.takers(ctx.session, need):
        raise NotAllowed(what="what.see_need", number=need.number, who="who.members")


def _edit_by_text(ctx: Context, need: Need, form: RequestForm) -> None:
    """`N1 改 期望完成：8月20日` changes at once; a bare 改 opens the form."""
    needs.may_change(ctx.session, need, ctx.actor, ctx.chat)
    before = queries.fields_of(queries.view(ctx.session, need, ctx.calendar))
    given = fields_from_text(ctx, form, fresh=False)
    after = merged(before, given)
    if after == before or given.due_doubt or too_long(after):
        draft = drafts.keep(ctx.session, ctx.actor, ctx.chat, after, now=ctx.now, need_id=need.id)
        ctx.show(f"draft:{draft.id}")
        return
    needs.edit(ctx.session, need, after, chat=ctx.chat, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    ctx.show(f"need:{need.id}")


def _register(ctx: Context, draft: DraftView) -> Need:
    home = ctx.chat
    if draft.fields.home:
        chosen = people.find_chat(ctx.session, ctx.company.id, draft.fields.home)
        allowed = {ctx.chat.id, *(chat.id for chat in drafts.homes(ctx.session, ctx.actor, ctx.chat))}
        home = chosen if chosen is not None and chosen.id in allowed else ctx.chat
    if home.admin_id is None:
        home.admin_id = ctx.actor.id
    need = needs.register(
        ctx.session, draft.fields, chat=home, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
    )
    drafts.finish(ctx.session, draft.id)
    where = home_place(ctx.session, need)
    outbox.owe_pin(ctx.session, where, f"need:{need.id}")
    if where != ctx.place:
        ctx.show(f"need:{need.id}")
    return need


_ENDS = {"close": NeedStatus.CLOSED, "cancel": NeedStatus.CANCELLED}


def _set_status(ctx: Context, need: Need, status: NeedStatus) -> None:
    needs.set_status(
        ctx.session, need, status, chat=ctx.chat, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
    )
    _follow(ctx, need)


def _follow(ctx: Context, need: Need) -> None:
    """A project that has ended, or runs again, is told of accordingly (L6, L7)."""
    plan_project(ctx.session, ctx.session.get_one(Project, need.project_id), now=ctx.now)


def _export(ctx: Context, need: Need, kind: str) -> None:
    """Section 6: every project member may, and so may whoever reads the home chat."""
    _may_see(ctx, need)
    for suffix in FORMATS:
        outbox.owe_document(ctx.session, ctx.place, f"{kind}:{need.id}:{suffix}")


def need_for(ctx: Context, args: Args) -> Need:
    """The need a button is about, for those who may see it. Raises NotFound, NotAllowed."""
    need = needs.by_id(ctx.session, ctx.company.id, int(args["need"]))
    _may_see(ctx, need)
    return need


@press("draft.submit")
def submit_draft(ctx: Context, args: Args, values: Values) -> str:
    """登记 or 保存修改 on the draft card."""
    draft = _draft_with(ctx, args, values)
    if draft.missing or draft.fields.due_doubt:
        return say("toast.draft_kept")
    if draft.need_id is None:
        need = _register(ctx, draft)
        return say("toast.registered", number=need.number)
    need = needs.by_id(ctx.session, ctx.company.id, draft.need_id)
    needs.edit(
        ctx.session, need, draft.fields, chat=ctx.chat, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
    )
    drafts.finish(ctx.session, draft.id)
    return say("toast.saved")


@press("draft.rehearse")
def rehearse_draft(ctx: Context, args: Args, values: Values) -> str:
    """预演提醒: what would be said, were it registered now."""
    draft = _draft_with(ctx, args, values)
    if draft.missing or draft.fields.due_doubt:
        return say("toast.preview_missing")

    def deed() -> tuple[str, str]:
        need = _register(ctx, draft)
        return f"need:{need.id}", f"project:{need.project_id}"

    return show_rehearsal(ctx, draft.fields.project, ctx.chat, deed)


@press("draft.save")
def save_draft(ctx: Context, args: Args, values: Values) -> str:
    """存草稿."""
    _draft_with(ctx, args, values)
    return say("toast.draft_kept")


@press("draft.drop")
def drop_draft(ctx: Context, args: Args, _values: Values) -> str:
    """丢弃."""
    draft = drafts.of_author(ctx.session, int(args["draft"]), ctx.actor, now=ctx.now)
    drafts.finish(ctx.session, draft.id)
    return say("toast.draft_dropped")


def _draft_with(ctx: Context, args: Args, values: Values) -> DraftView:
    draft = drafts.of_author(ctx.session, int(args["draft"]), ctx.actor, now=ctx.now)
    return drafts.rewrite(ctx.session, draft.id, fields_from_form(ctx, draft.fields, values), now=ctx.now)


@press("need.show")
def show_need(ctx: Context, args: Args, _values: Values) -> str:
    """打开."""
    ctx.show(f"need:{need_for(ctx, args).id}")
    return say("toast.opened")


@press("need.edit")
def edit_need(ctx: Context, args: Args, _values: Values) -> str:
    """改: the form, filled with what is registered."""
    need = need_for(ctx, args)
    needs.may_change(ctx.session, need, ctx.actor, ctx.chat)
    fields = queries.fields_of(queries.view(ctx.session, need, ctx.calendar))
    draft = drafts.keep(ctx.session, ctx.actor, ctx.chat, fields, now=ctx.now, need_id=need.id)
    ctx.show(f"draft:{draft.id}")
    return say("toast.opened")


@press("need.move_due")
def move_due(ctx: Context, args: Args, _values: Values) -> str:
    """R8's fix: the earlier working day."""
    need = need_for(ctx, args)
    before = queries.fields_of(queries.view(ctx.session, need, ctx.calendar))
    after = replace(before, due_on=date.fromisoformat(str(args["day"])))
    needs.edit(ctx.session, need, after, chat=ctx.chat, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.done")


@press("need.keep_due")
def keep_due(ctx: Context, args: Args, _values: Values) -> str:
    """R8 answered with 保留."""
    needs.waive_due(
        ctx.session, need_for(ctx, args), chat=ctx.chat, by=ctx.actor, now=ctx.now, calendar=ctx.calendar
    )
    return say("toast.done")


@press("need.list")
def list_support(ctx: Context, args: Args, _values: Values) -> str:
    """需求清单 (S20)."""
    ctx.show(f"needlist:{need_for(ctx, args).id}")
    return say("toast.opened")


@press("need.align")
def align_online(ctx: Context, args: Args, _values: Values) -> str:
    """线上对齐 (S18): the collecting card in the home chat."""
    need = need_for(ctx, args)
    place = home_place(ctx.session, need)
    outbox.retire_at(ctx.session, place, f"align:{need.id}")
    outbox.owe_card(ctx.session, place, f"align:{need.id}")
    return say("toast.opened")


@press("need.export")
def export_form(ctx: Context, args: Args, _values: Values) -> str:
    """导出表1 (S71)."""
    _export(ctx, need_for(ctx, args), "need_form")
    return say("toast.exported")


@press("need.export_list")
def export_list(ctx: Context, args: Args, _values: Values) -> str:
    """导出清单 (S20)."""
    _export(ctx, need_for(ctx, args), "need_list")
    return say("toast.exported")


@press("need.close")
def close_need(ctx: Context, args: Args, _values: Values) -> str:
    """关闭."""
    need = need_for(ctx, args)
    _set_status(ctx, need, NeedStatus.CLOSED)
    return say("toast.closed", number=need.number)


@press("need.reopen")
def reopen_need(ctx: Context, args: Args, _values: Values) -> str:
    """重新打开."""
    need = need_for(ctx, args)
    _set_status(ctx, need, NeedStatus.OPEN)
    return say("toast.reopened", number=need.number)


@undoer("need")
def undo_need(ctx: Context, need_id: int, change: ChangeAbout) -> None:
    """Take one change of a need back."""
    needs.undo(
        ctx.session,
        need_id,
        change,
        chat=ctx.chat,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    _follow(ctx, ctx.session.get_one(Need, need_id))

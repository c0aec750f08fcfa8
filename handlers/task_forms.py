"""The small forms about tasks: opened with what is known, sent, turned into the verb they are about."""

from collections.abc import Callable
from dataclasses import replace

from app.base.errors import Invalid, NotFound
from app.calendars import say_date, say_moment
from app.outbox import service as outbox
from app.people import departments as roles
from app.people import service as people
from app.people.models import Chat, Person
from app.tasks import answers, drafts
from app.tasks import rules as task_rules
from app.tasks import service as tasks
from app.tasks.models import DelayCause, Task
from app.tasks.views import DraftView, TaskFields
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.projects import known_project
from handlers.rehearsals import show_rehearsal
from handlers.router import press
from handlers.task_deeds import give, hand_in, report_risk, task_of
from handlers.task_fields import filled, known_of

Deed = Callable[[Context, Task, TaskFields], str]


def open_form(
    ctx: Context, verb: str, fields: TaskFields, *, task: Task | None = None, private: bool = False
) -> None:
    """Show a form where it was asked for; with `private`, to whoever asked alone."""
    draft_id = drafts.keep(ctx.session, ctx.actor, ctx.chat, verb, fields, task=task, now=ctx.now)
    if private:
        show_privately(ctx, f"taskform:{draft_id}")
    else:
        ctx.show(f"taskform:{draft_id}")


def show_privately(ctx: Context, subject: str) -> None:
    """A living card anew, to whoever is speaking, in private."""
    place = replace(ctx.place, chat=None, person=ctx.actor.external_id)
    outbox.retire_at(ctx.session, place, subject)
    outbox.owe_card(ctx.session, place, subject)


@press("task.form")
def press_form(ctx: Context, args: Args, _values: Values) -> str:
    """延期, 需要帮助, 转交 …: the form, in private."""
    task, verb = task_of(ctx, args), str(args["verb"])
    known = known_of(task)
    if verb == "done":
        known = replace(known, deliverable="")
    if verb == "help":
        known = replace(known, departments="")
    open_form(ctx, verb, known, task=task, private=True)
    return say("toast.opened" if ctx.chat.private else "toast.task_form")


@press("tasklist.create")
def press_create(ctx: Context, _args: Args, _values: Values) -> str:
    """新任务: the empty form."""
    open_form(ctx, "create", TaskFields(project_id=known_project(ctx)))
    return say("toast.opened")


@press("taskform.drop")
def press_drop(ctx: Context, args: Args, _values: Values) -> str:
    """不填了."""
    drafts.finish(ctx.session, drafts.of_author(ctx.session, int(args["draft"]), ctx.actor, now=ctx.now).id)
    return say("toast.draft_dropped")


@press("taskform.rehearse")
def press_rehearse(ctx: Context, args: Args, values: Values) -> str:
    """预演提醒: what would be said about the task, were it given now."""
    draft = drafts.of_author(ctx.session, int(args["draft"]), ctx.actor, now=ctx.now)
    fields = filled(ctx, draft, values)
    drafts.rewrite(ctx.session, draft.id, fields, now=ctx.now)
    if not fields.description or not fields.owner or fields.due_on is None or fields.due_doubt:
        return say("toast.preview_missing")
    chat = ctx.session.get_one(Chat, draft.chat_id)
    return show_rehearsal(ctx, fields.description, chat, lambda: (f"task:{give(ctx, fields, chat=chat).id}",))


@press("taskform.send")
def press_send(ctx: Context, args: Args, values: Values) -> str:
    """What was filled in is done; what is missing stays on the form."""
    draft = drafts.of_author(ctx.session, int(args["draft"]), ctx.actor, now=ctx.now)
    fields = filled(ctx, draft, values)
    drafts.rewrite(ctx.session, draft.id, fields, now=ctx.now)
    if draft.task_id is None:
        return _new(ctx, draft, fields)
    task = tasks.by_id(ctx.session, ctx.company.id, draft.task_id)
    toast = DEEDS[draft.verb](ctx, task, fields)
    drafts.finish(ctx.session, draft.id)
    return toast


def _new(ctx: Context, draft: DraftView, fields: TaskFields) -> str:
    if draft.verb == "report":
        report_risk(ctx, fields.risk, fields.project_id)
        drafts.finish(ctx.session, draft.id)
        return say("toast.done")
    if not fields.description or not fields.owner or fields.due_on is None or fields.due_doubt:
        return say("toast.task_kept")
    chat = ctx.session.get_one(Chat, draft.chat_id)
    task = give(ctx, fields, chat=chat)
    drafts.finish(ctx.session, draft.id, task=task)
    return say("toast.task_given", number=task.number, who=_shown(ctx, task.owner_id))


def _shown(ctx: Context, person_id: int) -> str:
    found = people.person(ctx.session, person_id)
    return "" if found is None else found.shown


def _edit(ctx: Context, task: Task, fields: TaskFields) -> str:
    tasks.edit(
        ctx.session,
        task,
        description=fields.description,
        deliverable=fields.deliverable,
        departments=fields.departments,
        risk=fields.risk,
        project_id=fields.project_id,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.saved")


def _done(ctx: Context, task: Task, fields: TaskFields) -> str:
    return hand_in(ctx, task, fields.deliverable)


def _progress(ctx: Context, task: Task, fields: TaskFields) -> str:
    if fields.percent == 100:
        return hand_in(ctx, task, "")
    tasks.progress(
        ctx.session,
        task,
        percent=fields.percent,
        note=fields.text,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.done")


def delay(ctx: Context, task: Task, fields: TaskFields) -> str:
    """延期, once day and cause are there."""
    if fields.due_on is None or fields.due_doubt:
        raise Invalid(field="taskform.field.new_due", example="taskform.example.new_due")
    if not fields.cause:
        raise Invalid(field="taskform.field.cause", example="taskform.example.reason")
    asked = answers.ask_delay(
        ctx.session,
        task,
        fields.due_on,
        DelayCause(fields.cause),
        fields.text,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    if asked.agreed:
        day = say_date(task.due_on, this_year=ctx.calendar.local(ctx.now).year)
        return say("toast.task_delayed", number=task.number, day=day)
    return say("toast.task_delay", who=_shown(ctx, task.assigner_id))


def _reschedule(ctx: Context, task: Task, fields: TaskFields) -> str:
    if fields.due_on is None or fields.due_doubt:
        raise Invalid(field="taskform.field.new_due", example="taskform.example.new_due")
    tasks.reschedule(ctx.session, task, fields.due_on, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    day = say_date(task.due_on, this_year=ctx.calendar.local(ctx.now).year)
    return say("toast.task_delayed", number=task.number, day=day)


def _transfer(ctx: Context, task: Task, fields: TaskFields) -> str:
    person = people.by_external(ctx.session, ctx.company.id, fields.owner) if fields.owner else None
    if person is None:
        raise Invalid(field="taskform.field.to", example="taskform.example.to")
    return offer_to(ctx, task, person, fields.text)


def offer_to(ctx: Context, task: Task, person: Person, note: str) -> str:
    """转: the other side is asked."""
    answers.offer(ctx.session, task, person, note, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.task_offered", who=people.view(ctx.session, person).shown)


def _risk(ctx: Context, task: Task, fields: TaskFields) -> str:
    risk, measure = task_rules.split_risk(fields.risk)
    tasks.set_risk(ctx.session, task, risk, measure, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.saved")


def _help(ctx: Context, task: Task, fields: TaskFields) -> str:
    known = roles.rename_to_known(ctx.session, ctx.company, fields.departments)
    department = people.find_department(ctx.session, ctx.company.id, known) if known else None
    if department is None:
        raise NotFound(what="what.department", number=known)
    wanted = answers.ask_help(
        ctx.session,
        task,
        department,
        fields.text,
        fields.due_on,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )
    return say("toast.task_asked", who=_shown(ctx, wanted.asked_id or task.assigner_id))


def _back(ctx: Context, task: Task, fields: TaskFields) -> str:
    tasks.send_back(ctx.session, task, fields.text, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    return say("toast.done")


def _later(ctx: Context, task: Task, fields: TaskFields) -> str:
    if fields.at is None:
        raise Invalid(field="taskform.field.at", example="taskform.example.at")
    tasks.snooze(ctx.session, task, fields.at, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    at = say_moment(fields.at, this_year=ctx.calendar.local(ctx.now).year, calendar=ctx.calendar)
    return say("toast.task_later", at=at)


DEEDS: dict[str, Deed] = {
    "edit": _edit,
    "done": _done,
    "progress": _progress,
    "delay": delay,
    "reschedule": _reschedule,
    "transfer": _transfer,
    "risk": _risk,
    "help": _help,
    "back": _back,
    "later": _later,
}
"""A form's verb to what it does."""

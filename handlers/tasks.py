"""任务: what people type about it."""

from dataclasses import replace

from msgspec import structs

from app.history.service import ChangeAbout
from app.outbox import service as outbox
from app.people import departments as roles
from app.people import service as people
from app.people.models import Person
from app.projects import service as projects
from app.tasks import drafts, rights, rules
from app.tasks import service as tasks
from app.tasks.models import Task
from app.tasks.views import TaskFields
from bot.documents import FORMATS
from bot.ports import Message
from bot.texts import say
from handlers.context import Args, Context, Values
from handlers.departments import find_person
from handlers.live import show_private
from handlers.projects import known_project, needed_project, one_of_several
from handlers.reading.amounts import percent_in, shifted
from handlers.reading.forms import PersonSlot, TaskForm
from handlers.router import command, press, undoer
from handlers.task_deeds import give, hand_in, is_secret, may_see, report_risk, task_of_subject
from handlers.task_fields import known_of
from handlers.task_forms import delay, offer_to, open_form
from handlers.task_quotes import task_of_quote


@command(TaskForm, shown="任务")
def task_command(ctx: Context, form: TaskForm) -> None:
    """交办、更新、查看任务，导出表3"""
    found = _named(ctx, form)
    if form.action == "risk" and not found:
        _report(ctx, form)
    elif form.action == "create" or (form.action == "list" and ctx.quotes and not form.filter):
        begin(ctx, form)
    elif form.action == "list" and not (found and not form.filter):
        show_list(ctx, form.filter)
    elif form.action == "export" and not found:
        export_list(ctx, form.filter)
    elif not found:
        show_list(ctx, "")
    else:
        for task in found:
            may_see(ctx, task)
            _do(ctx, form, task)


def _named(ctx: Context, form: TaskForm) -> list[Task]:
    """The tasks that are named, else the one whose card is replied to. Raises NoSuchTask."""
    if form.task_ids:
        return [tasks.by_number(ctx.session, ctx.company.id, number) for number in form.task_ids]
    replied = task_of_subject(ctx, ctx.subject)
    return [] if replied is None or form.action == "create" else [replied]


def begin(ctx: Context, form: TaskForm) -> None:
    """Give what is complete (R7: an owner and a day); otherwise the form, with what is known filled in. What somebody
    else said becomes the task when it is answered with 任务."""
    sure = not (ctx.quotes and not form.description)
    if not sure:
        sure = form.assignee is not None and form.deadline.day is not None
        quoted = task_of_quote(ctx, form)
        if quoted is None:
            return
        form = quoted
    owner = _owner(ctx, form.assignee)
    fields = TaskFields(
        description=form.description,
        owner="" if owner is None else owner.external_id,
        owner_typed="" if form.assignee is None else form.assignee.name or (form.assignee.department or ""),
        due_on=form.deadline.day,
        due_typed=form.deadline.typed,
        due_doubt=form.deadline.doubt,
        departments="、".join(
            roles.rename_to_known(ctx.session, ctx.company, one) for one in form.departments
        ),
        deliverable=form.deliverable,
        risk=form.risk,
        project_id=known_project(ctx),
    )
    if sure and fields.description and fields.owner and fields.due_on is not None and not fields.due_doubt:
        give(ctx, replace(fields, project_id=needed_project(ctx)), chat=ctx.chat)
    else:
        open_form(ctx, "create", fields)


@press("task.from_text")
def press_from_text(ctx: Context, args: Args, _values: Values) -> str:
    """把这段话做成任务: what was forwarded to us in private is the draft's text."""
    said = Message(id="", text="", quoted=str(args["text"]))
    begin(replace(ctx, update=structs.replace(ctx.update, body=said), quotes=True), TaskForm("create"))
    return say("toast.opened")


def _owner(ctx: Context, slot: PersonSlot | None) -> Person | None:
    """Who was named; a department stands for its contact (D17)."""
    if slot is None:
        return None
    if slot.name or slot.key:
        return find_person(ctx, slot)
    known = roles.rename_to_known(ctx.session, ctx.company, slot.department or "")
    department = people.find_department(ctx.session, ctx.company.id, known)
    if department is None:
        return None
    project_id = known_project(ctx)
    contact = (
        department.contact_id
        if project_id is None
        else projects.speakers(ctx.session, project_id, department)[0]
    )
    return None if contact is None else ctx.session.get_one(Person, contact)


def show_list(ctx: Context, narrowed: str) -> None:
    """The list, as it is narrowed; without words one's own."""
    key = drafts.open_list(ctx.session, ctx.actor, ctx.chat, narrowed or "我的", now=ctx.now)
    ctx.show(f"tasklist:{key}")


def export_list(ctx: Context, narrowed: str) -> None:
    """表3 of what a list would show, as a workbook and a Word document; without words everything of the chat, or of
    one of its projects."""
    key = drafts.open_list(
        ctx.session,
        ctx.actor,
        ctx.chat,
        narrowed or "全部",
        now=ctx.now,
        project_id=None if narrowed else one_of_several(ctx),
    )
    for suffix in FORMATS:
        outbox.owe_document(ctx.session, ctx.place, f"task_list:{key}:{suffix}")


def _do(ctx: Context, form: TaskForm, task: Task) -> None:
    """One deed to one task; what is missing for it is asked for by a form."""
    match form.action:
        case "done":
            hand_in(ctx, task, form.deliverable)
        case "progress":
            _progress(ctx, form, task)
        case "delay" | "reschedule":
            if not _move(ctx, form, task):
                return
        case "transfer":
            to = _owner(ctx, form.assignee)
            if to is None:
                typed = "" if form.assignee is None else form.assignee.name
                open_form(ctx, "transfer", TaskFields(owner_typed=typed), task=task)
                return
            offer_to(ctx, task, to, form.reason)
        case "risk":
            risk, measure = rules.split_risk(form.risk)
            tasks.set_risk(ctx.session, task, risk, measure, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
        case "cancel":
            tasks.cancel(ctx.session, task, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
        case "export":
            export_list(ctx, f"T{task.number}")
            return
        case _:
            pass
    show_task(ctx, task)


def show_task(ctx: Context, task: Task) -> None:
    """The task's card where it was asked for, or in private what no group may hear of; its owner's own in private."""
    alone = ctx.chat.private or is_secret(ctx, task)
    subject = f"mytask:{task.id}" if alone and task.owner_id == ctx.actor.id else f"task:{task.id}"
    if alone and not ctx.chat.private:
        show_private(ctx, subject)
    else:
        ctx.show(subject)


def _progress(ctx: Context, form: TaskForm, task: Task) -> None:
    tasks.progress(
        ctx.session,
        task,
        percent=percent_in(form.description),
        note=form.description or form.deliverable,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
    )


def _move(ctx: Context, form: TaskForm, task: Task) -> bool:
    """延期 and 改期. Whether it was done; False when a form asks for what is missing.

    The one who gave it moves the day; anybody else who may asks for a later one, with a cause (S60).
    """
    rights.require_open(task)
    day, doubt = form.deadline.day, form.deadline.doubt
    if day is None and not doubt:
        day = shifted(str(getattr(ctx.update.body, "text", "")), task.due_on, ctx.calendar)
    given = ctx.actor.id in rights.giver_side(ctx.session, task)
    if form.action == "reschedule" and day is not None and not doubt and (given or day <= task.due_on):
        tasks.reschedule(ctx.session, task, day, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
        return True
    cause = rules.cause_of(form.reason)
    fields = replace(
        known_of(task),
        due_on=day,
        due_typed=form.deadline.typed,
        due_doubt=doubt,
        cause=cause.value if cause else "",
        text=form.reason,
    )
    if day is None or doubt or cause is None:
        open_form(ctx, "delay" if form.action == "delay" or not given else "reschedule", fields, task=task)
        return False
    delay(ctx, task, fields)
    return True


def _report(ctx: Context, form: TaskForm) -> None:
    """报风险 of no task in particular (L10); which project is asked only where there are several."""
    if form.risk:
        report_risk(ctx, form.risk, needed_project(ctx))
    else:
        open_form(ctx, "report", TaskFields(project_id=known_project(ctx)))


@undoer("task")
def undo_task(ctx: Context, task_id: int, change: ChangeAbout) -> None:
    """Take one change of a task back."""
    tasks.undo(ctx.session, task_id, change, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)

"""What commands, buttons and forms about tasks have in common: find one, give one, hand one in, report a risk."""

from app.base.errors import NotAllowed
from app.meetings.models import Meeting
from app.outbox import service as outbox
from app.people import service as people
from app.people.models import Chat, Person
from app.projects.chats import is_linked
from app.tasks import answers, rights, risks, rules
from app.tasks import service as tasks
from app.tasks.models import Risk, Task
from app.tasks.queries import view
from app.tasks.shown import group_of, private
from app.tasks.views import TaskFields
from bot.cards.model import to_json
from bot.cards.parts import note
from bot.cards.task_letters import letter
from bot.cards.task_risk import told_of
from bot.texts import say
from handlers.context import Args, Context


def task_of(ctx: Context, args: Args) -> Task:
    """The task a button is about, for those who may see it. Raises NoSuchTask, NotAllowed."""
    task = tasks.by_id(ctx.session, ctx.company.id, int(args["task"]))
    may_see(ctx, task)
    return task


def task_of_subject(ctx: Context, subject: str) -> Task | None:
    """The task behind a card's subject (`task:3`, `mytask:3`, `taskdelay:5` …); None for any other."""
    kind, _, key = subject.partition(":")
    if kind in {"task", "mytask", "taskreview", "taskmore"}:
        return tasks.by_id(ctx.session, ctx.company.id, int(key))
    if kind == "taskdelay":
        return ctx.session.get_one(Task, answers.delay_by_id(ctx.session, ctx.company.id, int(key)).task_id)
    if kind == "handover":
        return ctx.session.get_one(
            Task, answers.handover_by_id(ctx.session, ctx.company.id, int(key)).task_id
        )
    return None


def is_secret(ctx: Context, task: Task) -> bool:
    """Whether it was given in a confidential meeting, so that no group hears of it (X7)."""
    return task.meeting_id is not None and ctx.session.get_one(Meeting, task.meeting_id).confidential


def may_see(ctx: Context, task: Task) -> None:
    """A task is shown in its group, and to those who take part; one of a confidential meeting only to these (X7).
    Raises NotAllowed, NoSuchTask."""
    allowed = rights.takers(ctx.session, task) | set(rights.delay_judges(ctx.session, task))
    if is_secret(ctx, task) and ctx.actor.id not in allowed:
        raise rights.NoSuchTask(number=task.number)
    here = ctx.chat.id in {task.chat_id, group_of(ctx.session, task)} or is_linked(
        ctx.session, task.project_id, ctx.chat.id
    )
    if not here and ctx.actor.id not in allowed:
        raise NotAllowed(what="what.see_task", number=task.number, who="who.task_people")


def give(ctx: Context, fields: TaskFields, *, chat: Chat) -> Task:
    """A complete form becomes a task; its card stands in the chat where it was given. R7 holds before this is called."""
    assert fields.due_on is not None
    owner = people.person_of(ctx.session, ctx.company, people.Known(fields.owner))
    risk, measure = rules.split_risk(fields.risk)
    task = tasks.create(
        ctx.session,
        chat=chat,
        owner=owner,
        assigner=ctx.actor,
        description=fields.description,
        due_on=fields.due_on,
        by=ctx.actor,
        now=ctx.now,
        calendar=ctx.calendar,
        project_id=fields.project_id,
        deliverable=fields.deliverable,
        departments=fields.departments,
        risk=risk,
        countermeasure=measure,
    )
    if not (ctx.chat.private and owner.id == ctx.actor.id):
        ctx.show(f"task:{task.id}")
    return task


def hand_in(ctx: Context, task: Task, handed_in: str) -> str:
    """完成; from others it is only a suggestion (section 6), told to the owner."""
    rights.require_open(task)
    if ctx.actor.id not in rights.finishers(ctx.session, task):
        tell(ctx, task, task.owner_id, "suggested")
        return say("toast.task_suggested", who=_shown(ctx, task.owner_id))
    tasks.complete(ctx.session, task, handed_in=handed_in, by=ctx.actor, now=ctx.now, calendar=ctx.calendar)
    if task.approved_at is None:
        return say("toast.task_done", number=task.number, who=_shown(ctx, task.assigner_id))
    return say("toast.task_closed", number=task.number)


def tell(ctx: Context, task: Task, person_id: int, about: str) -> None:
    """A letter to one person, in private, that stays as it was said."""
    card = letter(
        about, view(ctx.session, task), who=_shown(ctx, ctx.actor.id), now=ctx.now, calendar=ctx.calendar
    )
    place = private(ctx.session, task, person_id)
    outbox.owe_notice(ctx.session, place, to_json(card), subject=f"task:{task.id}")


def report_risk(ctx: Context, text: str, project_id: int | None) -> Risk:
    """报风险 (L10): told at once in private; the reporter sees whom, and says whether the goal is touched."""
    risk = risks.report(
        ctx.session, chat=ctx.chat, project_id=project_id, text=text, by=ctx.actor, now=ctx.now
    )
    outbox.owe_card(ctx.session, private_place(ctx, ctx.actor), f"risk:{risk.id}")
    if not ctx.chat.private:
        ctx.say(note(say("taskform.report"), told_of(risks.view(ctx.session, risk))))
    return risk


def private_place(ctx: Context, person: Person) -> outbox.Place:
    """Where somebody of this company is written to in private."""
    return outbox.Place(ctx.company.platform, ctx.company.tenant, person=person.external_id)


def _shown(ctx: Context, person_id: int) -> str:
    found = people.person(ctx.session, person_id)
    return "" if found is None else found.shown

"""The cards of 任务, drawn from the database."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from app.calendars import Calendar, say_date, say_moment
from app.history import service as history
from app.history.service import UNDO_FOR, ChangeView
from app.people import departments as roles
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Membership, Person
from app.projects import service as projects
from app.tasks import answers, drafts, lists, queries, risks
from app.tasks.models import Delay, Handover, HelpRequest, Risk, Task, TaskDraft, TaskList
from app.tasks.shown import group_of
from app.tasks.views import TaskView
from bot.cards import task as cards
from bot.cards import task_asks as asks
from bot.cards.history import LogLine
from bot.cards.model import Card, Option
from bot.cards.task_form import Choices, form_card
from bot.cards.task_list import task_list_card
from bot.cards.task_risk import risk_card
from bot.drawers.scene import Scene
from bot.texts import say


def _calendar(scene: Scene, task: Task) -> Calendar:
    return calendar_of(scene.session, scene.session.get_one(Chat, task.chat_id))


def _around(scene: Scene, task: Task) -> cards.TaskScene:
    """The task with its log and what can be taken back."""
    calendar = _calendar(scene, task)
    year = calendar.local(scene.now).year
    entries = [one for one in history.log(scene.session, f"task:{task.id}", limit=8) if not one.undone]
    fresh = bool(entries) and scene.now - entries[0].at <= UNDO_FOR
    undo = entries[0].id if fresh and _may_undo(scene, entries[0].by_id) else None
    lines = tuple(
        LogLine(
            say_moment(one.at, this_year=year, calendar=calendar),
            _name(scene, one.by_id),
            say(f"verb.task.{one.verb}"),
            _diffs(one, year),
        )
        for one in entries
    )
    helped = tuple(queries.help_view(scene.session, one) for one in answers.helps(scene.session, task.id))
    return cards.TaskScene(queries.view(scene.session, task), lines, undo, helped, scene.now, calendar)


def _may_undo(scene: Scene, by_id: int | None) -> bool:
    """Whether 撤销 is of use: in a group whoever did it finds it, in private only they see it."""
    by = people.person(scene.session, by_id)
    return by is not None and scene.place.person in {None, by.external_id}


def _diffs(entry: ChangeView, year: int) -> tuple[str, ...]:
    """The day and the owner are what people look for in a log."""
    found = []
    for row in entry.rows:
        if row.table == "tasks" and row.before and row.after and "due_on" in row.after:
            before, after = (date.fromisoformat(str(one["due_on"])) for one in (row.before, row.after))
            found.append(
                say(
                    "diff.line",
                    label=say("task.row.due"),
                    before=say_date(before, this_year=year),
                    after=say_date(after, this_year=year),
                )
            )
    return tuple(found)


def _name(scene: Scene, person_id: int | None) -> str:
    person = people.person(scene.session, person_id)
    return say("task.nobody") if person is None else person.shown


def _task(scene: Scene, task_id: int) -> Card | None:
    task = scene.session.get(Task, task_id)
    return None if task is None else cards.task_card(_around(scene, task))


def _more(scene: Scene, task_id: int) -> Card | None:
    task = scene.session.get(Task, task_id)
    return None if task is None else cards.more_card(_around(scene, task))


def _mine(scene: Scene, task_id: int) -> Card | None:
    task = scene.session.get(Task, task_id)
    if task is None:
        return None
    around = _around(scene, task)
    words, urgent = _headline(scene, task, around)
    owns = around.task.owner.external_id == scene.place.person
    return cards.my_task_card(around, words, urgent=urgent, is_owner=owns)


def _headline(scene: Scene, task: Task, around: cards.TaskScene) -> tuple[str, bool]:
    """What is new for its owner: what somebody else has just done, else how far the day is."""
    view, year = around.task, around.calendar.local(scene.now).year
    if not view.open:
        return "", False
    today = around.calendar.local(scene.now).date()
    measure: list[str] = []
    if view.countermeasure_at is not None and around.calendar.local(view.countermeasure_at).date() == today:
        at = say_moment(view.countermeasure_at, this_year=year, calendar=around.calendar)
        measure = [say("task.head.measure", at=at, measure=view.countermeasure)]
    newest = next(iter(history.log(scene.session, f"task:{task.id}", limit=1)), None)
    if newest is not None and not newest.undone and newest.by_id != task.owner_id:
        fresh = around.calendar.local(newest.at).date() == today
        if fresh and (words := _news(scene, newest, view, year)):
            return "\n".join((words, *measure)), newest.verb in {"send_back", "refuse_delay"}
    return (measure[0], True) if measure else _distance((view.due_on - today).days)


def _news(scene: Scene, entry: ChangeView, view: TaskView, year: int) -> str:
    key = "new" if entry.verb == "create" else entry.verb
    if key not in {"new", "send_back", "agree_delay", "refuse_delay", "reschedule", "take", "refuse_offer"}:
        return ""
    day = say_date(view.due_on, this_year=year)
    return say(f"task.head.{key}", who=_name(scene, entry.by_id), note=view.progress_note, day=day)


def _distance(days: int) -> tuple[str, bool]:
    if days < 0:
        return say("task.head.late", days=-days), True
    if days == 0:
        return say("task.head.due_today"), True
    if days == 1:
        return say("task.head.due_tomorrow"), False
    return say("task.head.due_far", days=days), False


def _review(scene: Scene, task_id: int) -> Card | None:
    task = scene.session.get(Task, task_id)
    if task is None:
        return None
    return asks.review_card(queries.view(scene.session, task), now=scene.now, calendar=_calendar(scene, task))


def _delay(scene: Scene, delay_id: int) -> Card | None:
    delay = scene.session.get(Delay, delay_id)
    if delay is None:
        return None
    task = scene.session.get_one(Task, delay.task_id)
    view = queries.view(scene.session, task)
    shown = next(one for one in view.delays if one.id == delay_id)
    return asks.delay_card(view, shown, now=scene.now, calendar=_calendar(scene, task))


def _handover(scene: Scene, handover_id: int) -> Card | None:
    handover = scene.session.get(Handover, handover_id)
    if handover is None:
        return None
    view = queries.view(scene.session, scene.session.get_one(Task, handover.task_id))
    shown = next(one for one in view.handovers if one.id == handover_id)
    return asks.handover_card(view, shown, viewer=scene.place.person or "")


def _help(scene: Scene, help_id: int) -> Card | None:
    wanted = scene.session.get(HelpRequest, help_id)
    if wanted is None:
        return None
    task = scene.session.get_one(Task, wanted.task_id)
    shown = queries.help_view(scene.session, wanted)
    return asks.help_card(
        queries.view(scene.session, task), shown, now=scene.now, calendar=_calendar(scene, task)
    )


def _form(scene: Scene, draft_id: int) -> Card | None:
    draft = scene.session.get(TaskDraft, draft_id)
    if draft is None:
        return None
    task = None if draft.task_id is None else scene.session.get_one(Task, draft.task_id)
    chat = scene.session.get_one(Chat, draft.chat_id)
    view = None if task is None else queries.view(scene.session, task)
    shown = drafts.view(draft)
    return form_card(
        shown,
        view,
        _choices(scene, draft, chat, task),
        now=scene.now,
        calendar=calendar_of(scene.session, chat),
    )


def _choices(scene: Scene, draft: TaskDraft, chat: Chat, task: Task | None) -> Choices:
    """The people of the group it is about (in private: those one shares a group with), its projects, all departments."""
    group = None if chat.private else chat.id
    if task is not None:
        group = group_of(scene.session, task) or group
    known = [] if group is None else people.members_of(scene.session, group)
    if not known:
        peers = select(Membership.chat_id).where(Membership.person_id == draft.person_id)
        found = scene.session.scalars(
            select(Person)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.chat_id.in_(peers), Person.active)
            .distinct()
            .order_by(Person.name)
            .limit(50)
        )
        known = [people.view(scene.session, person) for person in found]
    running = projects.running_in(scene.session, group or chat.id)
    departments = roles.all_departments(scene.session, chat.company_id)
    return Choices(
        tuple(Option(person.external_id, person.shown) for person in known[:50]),
        tuple(Option(str(project.id), project.name) for project in running),
        tuple(Option(department.name, department.name) for department in departments),
        private=scene.place.person is not None,
    )


def _list(scene: Scene, list_id: int) -> Card | None:
    listed = scene.session.get(TaskList, list_id)
    if listed is None:
        return None
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, listed.chat_id))
    page = lists.page(scene.session, listed, calendar.local(scene.now).date())
    return task_list_card(page, now=scene.now, calendar=calendar)


def _risk(scene: Scene, risk_id: int) -> Card | None:
    risk = scene.session.get(Risk, risk_id)
    return None if risk is None else risk_card(risks.view(scene.session, risk))


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    "task": _task,
    "taskmore": _more,
    "mytask": _mine,
    "taskreview": _review,
    "taskdelay": _delay,
    "handover": _handover,
    "taskhelp": _help,
    "taskform": _form,
    "tasklist": _list,
    "risk": _risk,
}

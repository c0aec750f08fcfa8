"""Lists of tasks, a page at a time, and what the home card and the group's 今日提醒 show of them."""

from dataclasses import dataclass
from datetime import date, datetime

from app.calendars import Calendar, say_date
from app.tasks.views import ListView, TaskView
from bot.cards.model import Card, Element, Notice
from bot.cards.parts import button, buttons, heading, p, quiet, t
from bot.cards.task_parts import short, state
from bot.texts import say


def task_list_card(listed: ListView, *, now: datetime, calendar: Calendar) -> Card:
    """One page; each row with its button, the pages and the usual filters below."""
    today = calendar.local(now).date()
    name = say("tasklist.mine") if listed.mine else say("tasklist.narrowed", narrowed=listed.narrowed)
    title = say("tasklist.title", name=name, total=listed.total)
    elements: list[Element] = [_line(listed, task, today) for task in listed.tasks]
    if not elements:
        elements.append(p(say("tasklist.none")))
    if listed.pages > 1:
        elements.append(quiet(say("tasklist.page", page=listed.page, pages=listed.pages)))
        before = button(say("tasklist.before"), "tasklist.page", list=listed.id, page=listed.page - 1)
        after = button(say("tasklist.next"), "tasklist.page", list=listed.id, page=listed.page + 1)
        elements.append(
            buttons(before if listed.page > 1 else None, after if listed.page < listed.pages else None)
        )
    narrow = [
        button(label, "tasklist.narrow", list=listed.id, by=by)
        for label, by in (
            (say("tasklist.mine"), "我的"),
            (say("tasklist.overdue"), "逾期"),
            (say("tasklist.given"), "我交办的"),
            (say("tasklist.all"), "全部"),
        )
        if by != (listed.narrowed or "我的")
    ]
    elements.append(buttons(*narrow))
    elements.append(
        buttons(
            button(say("tasklist.create"), "tasklist.create", style="primary"),
            button(say("task.export"), "tasklist.export", list=listed.id) if listed.tasks else None,
        )
    )
    return Card(title, tuple(elements), summary=title)


def _line(listed: ListView, task: TaskView, today: date) -> Notice:
    word, tone = state(task, today)
    due = say_date(task.due_on, this_year=today.year)
    line = say("tasklist.line", number=task.number, description=short(task.description))
    detail = say("tasklist.detail", owner=task.owner.shown, due=due, state=word)
    finish = button(say("task.finish"), "task.done", task=task.id) if listed.mine and task.open else None
    acts = [one for one in (finish, button(say("task.open"), "task.show", task=task.id)) if one is not None]
    level = "bad" if task.overdue(today) else "hint" if task.open else "ok"
    spans = (t(line, bold=True), t(f"\n{detail}", tone=tone if task.overdue(today) else "quiet"))
    return Notice(level, spans, tuple(acts))  # type: ignore[arg-type]


def urgent_lines(tasks: list[TaskView], *, now: datetime, calendar: Calendar) -> list[Element]:
    """My most urgent tasks, for the home card."""
    today = calendar.local(now).date()
    found: list[Element] = []
    for task in tasks:
        due = say_date(task.due_on, this_year=today.year)
        text = say("task.urgent_line", number=task.number, description=short(task.description), due=due)
        show = button(say("task.open"), "task.show", task=task.id)
        found.append(Notice("bad" if task.overdue(today) else "hint", (t(text),), (show,)))
    return [heading(say("home.urgent")), *found] if found else []


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A task in the group's post. `named`: from the third working day its owner is (D8)."""

    task: TaskView
    named: bool


def today_card(day: date, due: tuple[TaskView, ...], late: tuple[TodayLine, ...]) -> Card:
    """今日提醒 (G11): what is due and what is overdue, by department."""
    title = say("today.title", day=say_date(day, this_year=day.year))
    elements: list[Element] = []
    if due:
        elements.append(heading(say("today.due")))
        elements += [p(say("today.line", **_about(task))) for task in due]
    if late:
        elements.append(heading(say("today.late")))
    for line in late:
        when = say_date(line.task.due_on, this_year=day.year)
        key = "today.line_named" if line.named else "today.line_late"
        elements.append(p(say(key, **_about(line.task), who=line.task.owner.shown, due=when)))
    if not elements:
        return Card(title, (p(say("today.clear")),), tone="good", summary=title)
    return Card(title, tuple(elements), tone="warn" if late else "info", summary=title)


def _about(task: TaskView) -> dict[str, str | int]:
    department = task.owner.department or say("task.row.owner")
    return {"number": task.number, "description": short(task.description), "department": department}

"""Lists of tasks, a page at a time, and what the home card shows of them."""

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

"""The update of one owner, and what a group reads of it (L6): of a week, or of one project's round."""

from collections.abc import Sequence
from datetime import date

from app.calendars import say_date
from app.meetings.weeks import OwnTask, WeekView
from app.tasks.views import TaskView
from bot.cards.model import Button, Card, Element, Notice
from bot.cards.parts import button, heading, p, quiet, t
from bot.cards.task_parts import short
from bot.texts import say

MOST = 6
"""As many tasks have their buttons on the card; the rest stand in 我的任务."""
STEPS = (25, 50, 75)


def update_card(own: Sequence[OwnTask], today: date) -> Card:
    """One tap a task: how far, done, later, or help."""
    if not own:
        return Card(say("weekly.none_title"), (p(say("weekly.none")),), tone="good")
    title = say("weekly.title", count=len(own))
    return _update(title, say("weekly.intro"), own, today, told=say("weekly.told"))


def project_update_card(name: str, own: Sequence[OwnTask], digest_at: str, today: date) -> Card:
    """The same of one project; `digest_at` says when its group reads it, empty where that is not known any more."""
    title = say("rhythm.update_title", name=name, count=len(own))
    if not own:
        return Card(title, (p(say("rhythm.update_none", name=name)),), tone="good")
    intro = say("rhythm.update_intro", at=digest_at) if digest_at else say("rhythm.update_intro_bare")
    return _update(title, intro, own, today, told=say("rhythm.told"))


def _update(title: str, intro: str, own: Sequence[OwnTask], today: date, *, told: str) -> Card:
    elements: list[Element] = [p(intro)]
    for one in own[:MOST]:
        level = "ok" if one.told else "bad" if one.task.overdue(today) else "hint"
        text = _line(one, today, told if one.told else "")
        elements.append(Notice(level, (t(text),), _ways(one.task)))  # type: ignore[arg-type]
    if len(own) > MOST:
        elements.append(quiet(say("weekly.more", count=len(own) - MOST)))
    tone = "good" if all(one.told for one in own) else "info"
    return Card(title, tuple(elements), tone=tone, summary=title)  # type: ignore[arg-type]


def _line(own: OwnTask, today: date, told: str) -> str:
    task = own.task
    due = say_date(task.due_on, this_year=today.year)
    percent = say("task.percent", percent=task.percent) if task.percent else say(f"task.{task.status.value}")
    return say(
        "weekly.line",
        number=task.number,
        description=short(task.description),
        due=due,
        state=percent,
        told=told,
    )


def _ways(task: TaskView) -> tuple[Button, ...]:
    """进行中 is the next quarter, 无变化 leaves it where it is, one tap each; the others are the task's own ways."""
    percent = next((step for step in STEPS if step > (task.percent or 0)), STEPS[-1])
    return (
        button(say("weekly.doing", percent=percent), "weekly.doing", task=task.id, percent=percent),
        button(say("weekly.same"), "weekly.same", task=task.id),
        button(say("task.finish"), "task.done", task=task.id),
        button(say("task.delay"), "task.form", task=task.id, verb="delay"),
        button(say("task.help"), "task.form", task=task.id, verb="help"),
    )


def review_card(week: WeekView) -> Card:
    """What the group reads on Friday: done, under way, late, risks; late ones by department (D8)."""
    title = say("weekly.review", day=say_date(week.week, this_year=week.week.year))
    return _review(title, week, done="weekly.done")


def project_review_card(name: str, day: date, told: WeekView) -> Card:
    """The same of one project, on the day of its round."""
    title = say("rhythm.digest_title", name=name, day=say_date(day, this_year=day.year))
    return _review(title, told, done="rhythm.done")


def _review(title: str, week: WeekView, *, done: str) -> Card:
    elements: list[Element] = []
    for key, tasks in (("weekly.late", week.late), ("weekly.on", week.doing), (done, week.done)):
        if tasks:
            elements.append(heading(say(key, count=len(tasks))))
            elements += [p(_reviewed(task, week.week)) for task in tasks]
    if week.risks:
        elements.append(heading(say("weekly.risks", count=len(week.risks))))
        elements += [p(say("weekly.risk", text=text)) for text in week.risks]
    return Card(title, tuple(elements), tone="warn" if week.late else "info", summary=title)


def _reviewed(task: TaskView, week: date) -> str:
    department = task.owner.department or say("task.row.owner")
    due = say_date(task.due_on, this_year=week.year)
    percent = f"{task.percent or 0}%" if task.open else say("task.done")
    return say(
        "weekly.review_line",
        number=task.number,
        description=short(task.description),
        department=department,
        due=due,
        state=percent,
    )

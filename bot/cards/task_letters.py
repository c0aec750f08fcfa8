"""What people other than the owner read about a task: one sentence, and a way to the task."""

from datetime import datetime

from app.calendars import Calendar, say_date, say_moment
from app.tasks.views import TaskView
from bot.cards.model import Button, Card
from bot.cards.parts import button, buttons, p
from bot.cards.task_parts import short
from bot.texts import say


def letter(about: str, task: TaskView, *, who: str, now: datetime, calendar: Calendar) -> Card:
    """`about` names the sentence: late_told, late_5, late_8, unaccepted_2, declined, suggested."""
    text = say(
        f"taskremind.{about}",
        number=task.number,
        description=short(task.description),
        department=task.owner.department,
        who=who,
        day=say_date(task.due_on, this_year=calendar.local(now).year),
    )
    transfers = about in {"declined", "unaccepted_2"}
    acts = buttons(
        button(say("task.transfer"), "task.form", style="primary", task=task.id, verb="transfer")
        if transfers
        else None,
        button(say("task.open"), "task.show", task=task.id),
    )
    return Card(say("taskremind.title"), (p(text), acts), tone="warn", summary=text)


def owner_line(
    task: TaskView, step: str, *, now: datetime, calendar: Calendar
) -> tuple[str, tuple[Button, ...]]:
    """A task among other reminders of its owner's half-day (G4): what is the matter, and the likely next thing."""
    today = calendar.local(now).date()
    about: dict[str, str | int] = {"number": task.number, "description": short(task.description)}
    opened = button(say("task.open"), "task.show", task=task.id)
    if step == "measure" and task.countermeasure_at is not None:
        at = say_moment(task.countermeasure_at, this_year=today.year, calendar=calendar)
        return say("digest.measure", **about, measure=task.countermeasure, at=at), (opened,)
    day = say_date(task.due_on, this_year=today.year)
    if step == "delay_agreed":
        return say("digest.agreed", **about, day=day), (opened,)
    if task.accepted_at is None and not task.overdue(today):
        accept = button(say("task.accept"), "task.accept", task=task.id)
        return say("digest.accept", **about, day=day), (accept, opened)
    key = "digest.overdue" if task.overdue(today) else "digest.due"
    return say(key, **about, day=day), (button(say("task.finish"), "task.done", task=task.id), opened)

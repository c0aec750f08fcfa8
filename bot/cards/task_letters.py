"""What people other than the owner read about a task: one sentence, and a way to the task."""

from datetime import datetime

from app.calendars import Calendar, say_date
from app.tasks.views import TaskView
from bot.cards.model import Card
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

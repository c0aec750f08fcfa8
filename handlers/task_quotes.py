"""A message that is answered with 任务 becomes a task: what it said is the draft's text."""

from dataclasses import replace

from app.outbox import service as outbox
from bot.cards.parts import note
from bot.ports import Message, update_to_json
from bot.texts import say
from handlers.context import Context
from handlers.reading.forms import TaskForm
from handlers.reading.newtask import read_new_task
from handlers.reading.scope import Scope
from handlers.reading.slips import words_of

LONGEST = 500
"""Characters of it that become the task's description."""


def task_of_quote(ctx: Context, form: TaskForm) -> TaskForm | None:
    """What was typed, with what it answers as the description; whom and when that names fills what was left open.

    None while the platform is still asked for it: the message then comes again. What cannot be read is said to be so.
    """
    body = ctx.update.body
    if not isinstance(body, Message):
        return form
    if body.quoted is None:
        outbox.owe_quote(ctx.session, ctx.place, body.reply_to or "", update_to_json(ctx.update))
        return None
    text = "\n".join(line for line in (" ".join(line.split()) for line in body.quoted.splitlines()) if line)
    if not text:
        ctx.say(note(say("taskquote.title"), say("taskquote.unreadable"), tone="warn"))
        return form
    now = ctx.now.astimezone(ctx.calendar.zone)
    read = read_new_task(words_of(text[:LONGEST]), Scope(now, ctx.calendar, {}))
    return replace(
        form,
        description=text[:LONGEST],
        assignee=form.assignee or read.assignee,
        deadline=form.deadline if form.deadline.typed else read.deadline,
    )

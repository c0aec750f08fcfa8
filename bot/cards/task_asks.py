"""What one person is asked in private about a task: a later date, a delivery, a hand-over, help."""

from datetime import datetime

from app.calendars import Calendar, say_date
from app.tasks.models import TaskStatus
from app.tasks.views import DelayView, HandoverView, HelpView, TaskView
from bot.cards.model import Card, Element, Form, TextField
from bot.cards.parts import button, buttons, p, quiet, row, rows, t
from bot.cards.task_parts import short, table_three, why_late
from bot.texts import say


def delay_card(task: TaskView, delay: DelayView, *, now: datetime, calendar: Calendar) -> Card:
    """A later date that somebody asks for (S60)."""
    year = calendar.local(now).year
    new = say_date(delay.new_due_on, this_year=year)
    elements: list[Element] = [
        p(task.description),
        rows(
            row(say("task.row.owner"), t(task.owner.shown, person=task.owner.external_id)),
            row(say("taskdelay.old"), say_date(delay.old_due_on, this_year=year)),
            row(say("taskdelay.new"), t(new, bold=True)),
            row(say("taskdelay.cause"), why_late(delay)),
        ),
    ]
    title = say("taskdelay.title", number=task.number, day=new)
    if delay.agreed is None and task.open:
        elements += [
            buttons(
                button(say("taskdelay.agree"), "taskdelay.agree", style="primary", delay=delay.id),
                button(say("taskdelay.refuse"), "taskdelay.refuse", delay=delay.id),
            ),
            quiet(say("taskdelay.silence")),
        ]
        return Card(title, tuple(elements), tone="warn", summary=title)
    elements.append(p(say("taskdelay.agreed" if delay.agreed else "taskdelay.refused")))
    who = say("task.nobody") if delay.decided_by is None else delay.decided_by.shown
    elements.append(quiet(say("taskdelay.by", who=who)))
    return Card(title, tuple(elements), tone="quiet", summary=title)


def review_card(task: TaskView, *, now: datetime, calendar: Calendar) -> Card:
    """A finished task for whoever gave it (X3)."""
    title = say("taskreview.title", number=task.number, description=short(task.description))
    table = table_three(task, now, calendar)
    if task.status != TaskStatus.DONE:
        return Card(title, (table, p(say("taskreview.open"))), tone="quiet", summary=title)
    if task.approved_at is not None:
        return Card(title, (table, p(say("taskreview.approved"))), tone="good", summary=title)
    acts = buttons(
        button(say("task.approve"), "task.approve", style="primary", task=task.id),
        button(say("task.send_back"), "task.form", task=task.id, verb="back"),
    )
    return Card(title, (table, acts, quiet(say("taskreview.silence"))), tone="warn", summary=title)


def handover_card(task: TaskView, one: HandoverView, *, viewer: str) -> Card:
    """A task that shall change hands: both have to say yes."""
    title = say("handover.title", number=task.number, to=one.taker.shown)
    about = rows(
        row(say("taskhelp.about"), task.description),
        row(say("task.row.owner"), t(one.giver.shown, person=one.giver.external_id)),
        row(say("handover.note"), one.note),
    )
    if one.refused or not task.open:
        words = say("handover.refused", who=task.owner.shown)
        return Card(title, (about, p(words)), tone="quiet", summary=title)
    if one.taken and one.owner_agreed:
        return Card(title, (about, p(say("handover.done", to=one.taker.shown))), tone="good", summary=title)
    taking = viewer == one.taker.external_id
    if (taking and one.taken) or (not taking and one.owner_agreed):
        return Card(title, (about, p(say("handover.waits"))), tone="info", summary=title)
    if taking:
        asked = say("handover.ask_taker", who=one.giver.shown)
        labels = (say("handover.take"), say("handover.refuse"))
    else:
        asked = say("handover.ask_owner", who=task.assigner.shown, to=one.taker.shown)
        labels = (say("handover.agree"), say("handover.keep"))
    acts = buttons(
        button(labels[0], "handover.yes", style="primary", handover=one.id),
        button(labels[1], "handover.no", handover=one.id),
    )
    return Card(title, (p(t(asked, bold=True)), about, acts), tone="warn", summary=title)


def help_card(task: TaskView, wanted: HelpView, *, now: datetime, calendar: Calendar) -> Card:
    """A call for help, for the decision-maker of a department (S61)."""
    year = calendar.local(now).year
    title = say("taskhelp.title", who=wanted.by.shown, department=wanted.department, number=task.number)
    due = "" if wanted.due_on is None else say_date(wanted.due_on, this_year=year)
    about = rows(
        row(say("taskhelp.what"), t(wanted.what, bold=True)),
        row(say("taskhelp.due"), due),
        row(say("taskhelp.about"), f"{task.description} · {say_date(task.due_on, this_year=year)}"),
        row(say("taskhelp.answer"), wanted.answer),
    )
    if wanted.answered_at is not None:
        return Card(
            title, (about, p(say("taskhelp.answered", who=wanted.by.shown))), tone="good", summary=title
        )
    field = TextField("answer", say("taskhelp.answer"), "", say("taskhelp.example"), lines=2, required=True)
    send = button(say("taskhelp.send"), "taskhelp.answer", style="primary", help=wanted.id)
    return Card(title, (about, Form(f"taskhelp_{wanted.id}", (field,), (send,))), tone="warn", summary=title)

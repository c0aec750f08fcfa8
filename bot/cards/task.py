"""The task in the chat where it was given, and the owner's own card of it."""

from dataclasses import dataclass
from datetime import datetime

from app.calendars import Calendar, say_date
from app.tasks.models import TaskStatus
from app.tasks.rules import offered_day
from app.tasks.views import HelpView, TaskView
from bot.cards.history import LogLine, history_fold
from bot.cards.model import Button, Buttons, Card, Element, Fold, Notice
from bot.cards.parts import button, buttons, p, t
from bot.cards.task_parts import short, smart_line, state, table_three, why_late
from bot.texts import say


@dataclass(frozen=True, slots=True)
class TaskScene:
    """A task with what stands around it: the log, the change that can be taken back, calls for help, when it is drawn."""

    task: TaskView
    log: tuple[LogLine, ...]
    undo: int | None
    helps: tuple[HelpView, ...]
    now: datetime
    calendar: Calendar


def task_card(scene: TaskScene) -> Card:
    """For everybody in the chat: 表3's line, SMART, what waits, and the ways on."""
    task = scene.task
    return _framed(
        scene, [table_three(task, scene.now, scene.calendar), *_checks(scene), *waiting(scene)], _acts(scene)
    )


def my_task_card(scene: TaskScene, headline: str, *, urgent: bool, is_owner: bool) -> Card:
    """For its owner in private: what is new, what it is about, and what can be done with one tap."""
    task = scene.task
    if not is_owner:
        moved = p(say("task.moved", who=task.owner.shown))
        return Card(
            say("task.title", number=task.number, description=short(task.description)), (moved,), tone="quiet"
        )
    elements: list[Element] = []
    if headline:
        elements.append(Notice("warn" if urgent else "hint", (t(headline, bold=True),)))
    elements += [table_three(task, scene.now, scene.calendar), *_checks(scene), *waiting(scene)]
    return _framed(scene, elements, _owner_acts(scene))


def _framed(scene: TaskScene, elements: list[Element], acts: list[Element]) -> Card:
    task = scene.task
    word, tone = state(task, scene.calendar.local(scene.now).date())
    title = say("task.title", number=task.number, description=short(task.description))
    if short(task.description) != task.description:
        elements.insert(0, p(task.description))
    log = [history_fold(scene.log)] if scene.log else []
    return Card(title, (*elements, *acts, *log), tone=tone, tag=word, tag_tone=tone, summary=title)


def _checks(scene: TaskScene) -> list[Element]:
    """SMART while it is open (R14), R8 with both answers."""
    task, year = scene.task, scene.calendar.local(scene.now).year
    if not task.open:
        return []
    found: list[Element] = []
    if sum(met for _, met in task.smart) < len(task.smart):
        found.append(smart_line(task))
    offered = offered_day(task.due_on, scene.calendar)
    if not task.due_waived and offered is not None:
        move = button(
            say("task.R8.move", day=say_date(offered, this_year=year)),
            "task.move_to",
            style="primary",
            task=task.id,
            day=offered.isoformat(),
        )
        keep = button(say("task.R8.keep"), "task.keep_due", task=task.id)
        found.append(
            Notice("hint", (t(say("task.R8", day=say_date(task.due_on, this_year=year))),), (move, keep))
        )
    return found


def waiting(scene: TaskScene) -> list[Element]:
    """What somebody still has to answer, and what was answered to a call for help."""
    task, year = scene.task, scene.calendar.local(scene.now).year
    found: list[str] = []
    if task.open and (asked := task.asked_delay) is not None:
        day = say_date(asked.new_due_on, this_year=year)
        found.append(say("task.delay_waits", day=day, why=why_late(asked)))
    if task.status == TaskStatus.DONE and task.approved_at is None:
        found.append(say("task.review_waits", who=task.assigner.shown))
    if task.open and (offered := task.offered) is not None:
        found.append(say("task.offer_waits", who=offered.taker.shown))
    for one in scene.helps if task.open else ():
        who = one.asked.shown if one.asked else ""
        found.append(
            say("task.help_said", who=who, department=one.department, answer=one.answer)
            if one.answer
            else say("task.help_waits", department=one.department, what=one.what)
        )
    return [Notice("hint", (t(text),)) for text in found]


def _acts(scene: TaskScene) -> list[Element]:
    task = scene.task
    undo = None if scene.undo is None else button(say("act.undo"), "undo", change=scene.undo)
    if not task.open:
        return [_closed_acts(scene, undo)]
    finish = button(
        say("task.finish"),
        "task.done",
        style="primary",
        confirm=say("task.finish_confirm", number=task.number),
        task=task.id,
    )
    weak = sum(met for _, met in task.smart) < task.enough
    return [
        buttons(
            finish,
            _opens(say("task.delay"), task, "delay"),
            _opens(say("task.edit"), task, "edit") if weak else None,
            button(say("task.more"), "task.more", task=task.id),
            undo,
        )
    ]


def _closed_acts(scene: TaskScene, undo: Button | None) -> Buttons:
    task = scene.task
    waits = task.status == TaskStatus.DONE and task.approved_at is None
    return buttons(
        button(say("task.approve"), "task.approve", style="primary", task=task.id) if waits else None,
        _opens(say("task.send_back"), task, "back") if waits else None,
        None if waits else button(say("task.reopen"), "task.reopen", task=task.id),
        undo,
    )


def _owner_acts(scene: TaskScene) -> list[Element]:
    task = scene.task
    undo = None if scene.undo is None else button(say("act.undo"), "undo", change=scene.undo)
    if not task.open:
        return [buttons(button(say("task.reopen"), "task.reopen", task=task.id), undo)]
    if task.accepted_at is None:
        first = buttons(
            button(say("task.accept"), "task.accept", style="primary", task=task.id),
            _opens(say("task.other_day"), task, "delay"),
            button(say("task.not_mine"), "task.decline", task=task.id),
            undo,
        )
        rest = (button(say("task.finish"), "task.done", task=task.id), _opens(say("task.help"), task, "help"))
        return [first, _more(task, *rest)]
    return [
        buttons(
            _opens(say("task.finish"), task, "done", primary=True),
            _opens(say("task.delay"), task, "delay"),
            _opens(say("task.help"), task, "help"),
            undo,
        ),
        _more(task, _opens(say("task.progress"), task, "progress"), _opens(say("task.risk"), task, "risk")),
    ]


def _more(task: TaskView, *first: Button) -> Fold:
    """更多 (D9): nothing more today, another moment, not mine, hand over."""
    mine = () if task.accepted_at is None else (button(say("task.not_mine"), "task.decline", task=task.id),)
    rest = (
        button(say("task.mute"), "task.mute", task=task.id),
        _opens(say("task.later"), task, "later"),
        *mine,
        _opens(say("task.transfer"), task, "transfer"),
    )
    return Fold(say("task.more"), (Buttons(first), Buttons(rest)))


def more_card(scene: TaskScene) -> Card:
    """更多 of the card in a group, for whoever asked: what the one who gave it and the owner can do."""
    task = scene.task
    return Card(
        say("task.title", number=task.number, description=short(task.description)),
        (
            table_three(task, scene.now, scene.calendar),
            *waiting(scene),
            buttons(
                _opens(say("task.progress"), task, "progress", primary=True),
                _opens(say("task.risk"), task, "risk"),
                _opens(say("task.help"), task, "help"),
                _opens(say("task.transfer"), task, "transfer"),
            ),
            buttons(
                _opens(say("task.move"), task, "reschedule"),
                _opens(say("task.edit"), task, "edit"),
                button(
                    say("task.cancel"),
                    "task.cancel",
                    style="danger",
                    confirm=say("task.cancel_confirm", number=task.number),
                    task=task.id,
                ),
            ),
        ),
    )


def _opens(label: str, task: TaskView, verb: str, *, primary: bool = False) -> Button:
    """A button that opens a small form."""
    return button(label, "task.form", style="primary" if primary else "default", task=task.id, verb=verb)

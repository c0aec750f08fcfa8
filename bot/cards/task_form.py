"""The small forms about a task: one a verb, few fields, everything known filled in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.calendars import Calendar, say_date
from app.tasks.models import DelayCause
from app.tasks.views import DraftView, TaskFields, TaskView
from bot.cards.model import (
    Card,
    ChoiceField,
    DateField,
    Element,
    Field,
    Form,
    Notice,
    Option,
    PersonField,
    TextField,
)
from bot.cards.parts import button, p, quiet, t
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: people by platform id, projects and departments by key.

    `private`: the form stands in a private chat, whose members are not whom a task is given to.
    """

    people: tuple[Option, ...] = ()
    projects: tuple[Option, ...] = ()
    departments: tuple[Option, ...] = ()
    private: bool = False


def form_card(
    draft: DraftView, task: TaskView | None, choices: Choices, *, now: datetime, calendar: Calendar
) -> Card:
    """The form of a verb; a short line once it was sent."""
    number = 0 if task is None else task.number
    title = say(f"taskform.{draft.verb}", number=number)
    if draft.done:
        return Card(title, (quiet(say("taskform.sent")),), tone="quiet", summary=title)
    year = calendar.local(now).year
    elements: list[Element] = []
    if task is not None:
        day = say_date(task.due_on, this_year=year)
        elements.append(p(say("taskform.about", description=task.description, day=day)))
    elements += [Notice("warn", (t(words),)) for words in _hints(draft.fields)]
    send = button(say(f"taskform.submit.{draft.verb}"), "taskform.send", style="primary", draft=draft.id)
    drop = button(say("taskform.drop"), "taskform.drop", draft=draft.id)
    rehearse = button(say("preview.button"), "taskform.rehearse", draft=draft.id)
    submits = (send, rehearse, drop) if draft.verb == "create" else (send, drop)
    elements.append(Form(f"taskform_{draft.id}", FIELDS[draft.verb](draft.fields, choices), submits))
    return Card(title, tuple(elements), summary=title)


def _hints(fields: TaskFields) -> list[str]:
    hints: list[str] = []
    if fields.owner_typed and not fields.owner:
        hints.append(say("taskform.nobody", name=fields.owner_typed))
    if fields.due_doubt:
        hints.append(say(f"taskform.due_{fields.due_doubt}", typed=fields.due_typed))
    return hints


def _new(fields: TaskFields, choices: Choices) -> tuple[Field, ...]:
    owner = (_person("owner", fields.owner, choices), _day("due", fields))
    return (
        _text("description", fields.description, lines=2, required=True),
        *owner,
        *_rest(fields, choices),
        _text("risk", fields.risk),
    )


def _edited(fields: TaskFields, choices: Choices) -> tuple[Field, ...]:
    return (
        _text("description", fields.description, lines=2, required=True),
        *_rest(fields, choices),
        _text("risk", fields.risk),
    )


def _rest(fields: TaskFields, choices: Choices) -> tuple[Field, ...]:
    project = (_project(fields, choices),) if choices.projects else ()
    return (_text("deliverable", fields.deliverable), _text("departments", fields.departments), *project)


def _progress(fields: TaskFields, _choices: Choices) -> tuple[Field, ...]:
    percent = "" if fields.percent is None else str(fields.percent)
    return (_text("percent", percent), _text("note", fields.text, lines=2))


def _delay(fields: TaskFields, _choices: Choices) -> tuple[Field, ...]:
    return (_day("new_due", fields), _cause(fields), _text("reason", fields.text, lines=2))


def _help(fields: TaskFields, choices: Choices) -> tuple[Field, ...]:
    return (
        _choice("department", fields.departments, choices.departments, required=True),
        _text("help", fields.text, lines=2, required=True),
        _day("by_when", fields, required=False),
    )


def _later(_fields: TaskFields, _choices: Choices) -> tuple[Field, ...]:
    label, hint = say("taskform.field.at"), say("taskform.example.at")
    return (DateField("at", label, "", hint, clock=True, required=True),)


def _report(fields: TaskFields, choices: Choices) -> tuple[Field, ...]:
    project = (_project(fields, choices),) if len(choices.projects) > 1 else ()
    return (_text("report", fields.risk, lines=3, required=True), *project)


FIELDS: dict[str, Callable[[TaskFields, Choices], tuple[Field, ...]]] = {
    "create": _new,
    "edit": _edited,
    "done": lambda fields, _choices: (_text("handed", fields.deliverable),),
    "progress": _progress,
    "delay": _delay,
    "reschedule": lambda fields, _choices: (_day("new_due", fields),),
    "transfer": lambda fields, choices: (_person("to", fields.owner, choices), _text("why", fields.text)),
    "risk": lambda fields, _choices: (_text("risk", fields.risk, lines=2, required=True),),
    "help": _help,
    "back": lambda fields, _choices: (_text("back", fields.text, lines=2, required=True),),
    "later": _later,
    "report": _report,
}
"""What each verb asks for."""


def _text(name: str, value: str, *, lines: int = 1, required: bool = False) -> TextField:
    return TextField(
        name,
        say(f"taskform.field.{name}"),
        value,
        say(f"taskform.example.{name}"),
        lines=lines,
        required=required,
    )


def _day(name: str, fields: TaskFields, *, required: bool = True) -> DateField:
    value = "" if fields.due_on is None or fields.due_doubt else fields.due_on.isoformat()
    return DateField(
        name, say(f"taskform.field.{name}"), value, say("taskform.example.due"), required=required
    )


def _person(name: str, value: str, choices: Choices) -> PersonField | ChoiceField:
    """The platform's own picker in a group; in private, where it would offer that chat's two, a plain choice."""
    label, hint = say(f"taskform.field.{name}"), say("taskform.example.owner")
    chosen: tuple[str, ...] = (value,) if value else ()
    if choices.private:
        chosen = tuple(one for one in chosen if one in {option.value for option in choices.people})
        return ChoiceField(name, label, choices.people, chosen, hint, required=True)
    return PersonField(name, label, choices.people, chosen, hint, required=True)


def _choice(name: str, value: str, options: tuple[Option, ...], *, required: bool = False) -> ChoiceField:
    chosen = (value,) if value in {option.value for option in options} else ()
    return ChoiceField(
        name,
        say(f"taskform.field.{name}"),
        options,
        chosen,
        say(f"taskform.example.{name}"),
        required=required,
    )


def _cause(fields: TaskFields) -> ChoiceField:
    options = tuple(Option(cause.value, say(f"cause.{cause.value}")) for cause in DelayCause)
    return _choice("cause", fields.cause, options, required=True)


def _project(fields: TaskFields, choices: Choices) -> ChoiceField:
    options = (*choices.projects, Option("0", say("taskform.no_project")))
    value = "0" if fields.project_id is None else str(fields.project_id)
    label = say("taskform.field.project")
    return ChoiceField("project", label, options, (value,), label)

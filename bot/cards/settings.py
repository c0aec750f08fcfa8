"""设置: a chat's settings in one short card, and a form for each of its parts (section 7)."""

from collections.abc import Callable, Mapping
from datetime import date

from app.chats.choices import CHOICES, SECTIONS, ZONES, Section
from app.chats.settings import ChatSettings
from bot.cards.history import LogLine, history_fold
from bot.cards.model import (
    Button,
    Card,
    ChoiceField,
    Element,
    Field,
    Form,
    Option,
    PersonField,
    Row,
    TextField,
    ToggleField,
)
from bot.cards.parts import button, buttons, heading, p, quiet, row, rows
from bot.texts import say

OF_GROUPS = frozenset(("remind", "admins"))
"""Parts that mean nothing where somebody is alone with the bot."""


def settings_card(now_set: ChatSettings, log: tuple[LogLine, ...], *, undo: int | None) -> Card:
    """Everything as it stands, in parts; a button opens the form of each."""
    title = say("settings.title")
    who = "、".join(person.shown for person in now_set.admins) or say("departments.nobody")
    shown = sections_of(now_set)
    elements: list[Element] = []
    for section in shown:
        elements += [heading(say(f"settings.part.{section}")), rows(*_ROWS[section](now_set))]
    rules = say("pack.title", name=now_set.rules, number=now_set.version)
    elements += [heading(say("settings.part.rules")), rows(row(say("settings.checks"), rules))]
    elements.append(quiet(say("settings.who", who=who)))
    forms = (
        button(say(f"settings.part.{section}"), "settings.open", chat=now_set.chat_id, section=section)
        for section in shown
    )
    pack = button(say("settings.part.rules"), "pack.show", chat=now_set.chat_id)
    back = None if undo is None else button(say("act.undo"), "undo", change=undo)
    elements.append(buttons(*forms, pack, back))
    if log:
        elements.append(history_fold(log))
    return Card(title, tuple(elements), summary=title)


def sections_of(now_set: ChatSettings) -> tuple[Section, ...]:
    """The parts that are shown."""
    return tuple(one for one in SECTIONS if not (now_set.private and one in OF_GROUPS))


def section_card(now_set: ChatSettings, section: Section) -> Card:
    """The form of one part."""
    title = say("settings.form_title", part=say(f"settings.part.{section}"))
    save = button(
        say("settings.save"), "settings.save", style="primary", chat=now_set.chat_id, section=section
    )
    form = Form(f"settings_{section}_{now_set.chat_id}", _FIELDS[section](now_set), (save,))
    return Card(title, (p(say(f"settings.lead.{section}")), form), summary=title)


def settings_ways(*, chat: int, section: Section, wanted: Mapping[str, str]) -> tuple[Button, Button]:
    """To save one part as it was sent, or to leave it."""
    confirm = button(
        say("preview.confirm"),
        "settings.confirm",
        style="primary",
        chat=chat,
        section=section,
        **{f"to_{name}": text for name, text in wanted.items()},
    )
    return confirm, button(say("preview.leave"), "settings.leave")


def keep_warning(days: str, names: list[str], ways: tuple[Button, Button]) -> Card:
    """Before anything can be deleted: what goes, what goes at once, and that it does not come back."""
    lines = [p(say("settings.keep_warning", after=value_name("keep", days)))]
    key = "settings.keep_now" if names else "settings.keep_none_yet"
    lines.append(p(say(key, count=len(names), names="、".join(names[:5]))))
    lines.append(p(say("settings.keep_export")))
    title = say("settings.keep_title")
    return Card(title, (*lines, buttons(*ways)), tone="bad", summary=title)


def value_name(name: str, value: str) -> str:
    """What a value is called on cards."""
    return say(f"settings.value.{name}.{value}")


def day_lines(days: Mapping[date, bool]) -> str:
    """A chat's own days as they are typed: `2026-05-04,休`."""
    return "\n".join(
        say("settings.day_on" if working else "settings.day_off", day=day.isoformat()).replace(" ", ",")
        for day, working in sorted(days.items())
    )


def _time_rows(now_set: ChatSettings) -> tuple[Row | None, ...]:
    values = now_set.values
    lunch_from, lunch_until = values["lunch"].split()
    hours = say(
        "settings.hours", starts=values["starts"], ends=values["ends"], lunch=f"{lunch_from}–{lunch_until}"
    )
    holidays = value_name("holidays", values["holidays"])
    if now_set.days:
        holidays = say("settings.with_days", holidays=holidays, count=len(now_set.days))
    return (
        row(say("settings.hours_label"), hours),
        row(say("settings.zone"), values["zone"]),
        row(say("settings.holidays"), holidays),
        row(say("settings.clock"), say(f"pack.value.{values['clock']}")),
    )


def _remind_rows(now_set: ChatSettings) -> tuple[Row | None, ...]:
    values = now_set.values
    return (
        row(say("settings.naming"), value_name("naming", values["naming"])),
        row(say("settings.posts"), say("settings.posts_value", count=values["posts"])),
        row(say("settings.heads"), value_name("heads", values["heads"])),
    )


def _project_rows(now_set: ChatSettings) -> tuple[Row | None, ...]:
    scenario = now_set.values["scenario"]
    return (
        row(say("settings.project"), now_set.project or say("settings.project_none")),
        row(
            say("settings.scenario"),
            say(f"scenario.{scenario}") if scenario else say("settings.scenario_none"),
        ),
    )


def _data_rows(now_set: ChatSettings) -> tuple[Row | None, ...]:
    return (
        row(say("settings.names"), value_name("names", now_set.values["names"])),
        row(say("settings.keep"), value_name("keep", now_set.values["keep"])),
    )


def _admin_rows(now_set: ChatSettings) -> tuple[Row | None, ...]:
    who = "、".join(person.shown for person in now_set.admins)
    return (row(say("settings.admins"), who or say("departments.nobody")),)


_ROWS: dict[Section, Callable[[ChatSettings], tuple[Row | None, ...]]] = {
    "time": _time_rows,
    "remind": _remind_rows,
    "project": _project_rows,
    "data": _data_rows,
    "admins": _admin_rows,
}


def _choice(now_set: ChatSettings, name: str, label: str) -> ChoiceField:
    """One of a few; what stands is offered even if it is none of them."""
    value = now_set.values[name]
    known = CHOICES[name] if value in CHOICES[name] else (value, *CHOICES[name])
    return ChoiceField(name, label, tuple(Option(one, _option(name, one)) for one in known), (value,))


def _option(name: str, value: str) -> str:
    if name in {"starts", "ends"}:
        return value
    if name == "lunch":
        return value.replace(" ", "–")
    if name == "posts":
        return say("settings.posts_value", count=value)
    return say(f"pack.value.{value}") if name == "clock" else value_name(name, value)


def _time_fields(now_set: ChatSettings) -> tuple[Field, ...]:
    zone = now_set.values["zone"]
    zones = tuple(Option(one, one) for one in dict.fromkeys((zone, *ZONES)))
    return (
        _choice(now_set, "starts", say("settings.starts")),
        _choice(now_set, "lunch", say("settings.lunch")),
        _choice(now_set, "ends", say("settings.ends")),
        ChoiceField("zone", say("settings.zone"), zones, (zone,)),
        _choice(now_set, "holidays", say("settings.holidays")),
        TextField(
            "days",
            say("settings.days"),
            day_lines(now_set.days),
            say("settings.days_example"),
            lines=4,
            max_length=20_000,
        ),
        _choice(now_set, "clock", say("pack.key.clock.day_hours")),
    )


def _remind_fields(now_set: ChatSettings) -> tuple[Field, ...]:
    return (
        _choice(now_set, "naming", say("settings.naming")),
        _choice(now_set, "posts", say("settings.posts")),
        ToggleField("heads", say("pack.key.escalation.heads"), now_set.values["heads"] == "yes"),
    )


def _project_fields(now_set: ChatSettings) -> tuple[Field, ...]:
    offered = (
        Option("none", say("settings.project_none")),
        *(Option(str(key), name) for key, name in now_set.projects[:20]),
    )
    scenarios = tuple(Option(one, say(f"scenario.{one}")) for one in CHOICES["scenario"])
    scenario = now_set.values["scenario"] or CHOICES["scenario"][0]
    return (
        ChoiceField("project", say("settings.project"), offered, (now_set.values["project"] or "none",)),
        ChoiceField("scenario", say("settings.scenario"), scenarios, (scenario,)),
    )


def _data_fields(now_set: ChatSettings) -> tuple[Field, ...]:
    return (
        _choice(now_set, "names", say("settings.names")),
        _choice(now_set, "keep", say("settings.keep")),
    )


def _admin_fields(now_set: ChatSettings) -> tuple[Field, ...]:
    value = tuple(person.external_id for person in now_set.admins)
    return (
        PersonField(
            "admins",
            say("settings.admins"),
            value=value,
            placeholder=say("contacts.placeholder"),
            many=True,
        ),
    )


_FIELDS: dict[Section, Callable[[ChatSettings], tuple[Field, ...]]] = {
    "time": _time_fields,
    "remind": _remind_fields,
    "project": _project_fields,
    "data": _data_fields,
    "admins": _admin_fields,
}

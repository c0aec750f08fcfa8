"""节奏: how often a project is told of, whether it is urgent, when its sync takes place (S62, S85)."""

from dataclasses import dataclass

from app.projects.models import Cadence
from bot.cards.history import LogLine, history_fold
from bot.cards.model import Button, Card, ChoiceField, Element, Form, Notice, Option, TextField
from bot.cards.parts import button, buttons, heading, p, quiet, t
from bot.texts import say

CLOCKS = tuple(f"{hour:02}:{minute:02}" for hour in range(9, 18) for minute in (0, 30))
"""When a sync may begin: its half hour lies in the office's day."""


@dataclass(frozen=True, slots=True)
class RhythmView:
    """A project's rhythm in words. `weekday` counts from Monday, 0; `clock` empty: no sync. `next_sync` and `next_update`
    are said moments, empty where there is none."""

    id: int
    name: str
    cadence: Cadence
    urgent: bool
    weekday: int | None
    clock: str
    place: str
    next_update: str
    next_sync: str
    who: str


def rhythm_line(cadence: Cadence, *, urgent: bool, weekday: int | None, clock: str) -> str:
    """One line: 每周更新 · 同步会 每周二 10:00."""
    line = say("rhythm.line_urgent" if urgent else f"rhythm.line.{cadence.value}")
    sync = sync_words(cadence, weekday, clock)
    return f"{line} · {sync}" if sync else line


def sync_words(cadence: Cadence, weekday: int | None, clock: str) -> str:
    """同步会 每周二 10:00; empty without one."""
    if not clock:
        return ""
    day = "" if weekday is None or cadence == Cadence.DAILY else say(f"rhythm.weekday.{weekday}")
    return say(f"rhythm.sync.{cadence.value}", day=day, clock=clock)


def rhythm_card(view: RhythmView, log: tuple[LogLine, ...], *, undo: int | None) -> Card:
    """Each setting with its one tap; the sync's day is a short form."""
    title = say("rhythm.title", name=view.name)
    elements: list[Element] = [
        Notice("hint", (t(_update_words(view)),), _cadences(view)),
        _urgent(view),
        heading(say("rhythm.sync_heading")),
        p(_sync_words(view)),
        _form(view),
    ]
    back = None if undo is None else button(say("act.undo"), "undo", change=undo)
    stop = button(say("rhythm.stop_sync"), "rhythm.stop_sync", project=view.id) if view.clock else None
    if back is not None or stop is not None:
        elements.append(buttons(stop, back))
    elements.append(quiet(say("rhythm.who", who=view.who)))
    if log:
        elements.append(history_fold(log))
    tag = say("rhythm.urgent_tag") if view.urgent else say(f"rhythm.cadence.{view.cadence.value}")
    return Card(title, tuple(elements), tone="warn" if view.urgent else "info", tag=tag, summary=title)


def _update_words(view: RhythmView) -> str:
    text = say("rhythm.line_urgent" if view.urgent else f"rhythm.line.{view.cadence.value}")
    return text + (say("rhythm.next_update", at=view.next_update) if view.next_update else "")


def _cadences(view: RhythmView) -> tuple[Button, ...]:
    """The ones it is not: one tap each."""
    return tuple(
        button(say(f"rhythm.cadence.{one.value}"), "rhythm.cadence", project=view.id, cadence=one.value)
        for one in Cadence
        if one != view.cadence
    )


def _urgent(view: RhythmView) -> Notice:
    if view.urgent:
        calm = button(say("rhythm.calm"), "rhythm.calm", project=view.id)
        return Notice("bad", (t(say("rhythm.is_urgent")),), (calm,))
    urgent = button(
        say("rhythm.urgent"), "rhythm.urgent", confirm=say("rhythm.urgent_confirm"), project=view.id
    )
    return Notice("hint", (t(say("rhythm.not_urgent")),), (urgent,))


def _sync_words(view: RhythmView) -> str:
    words = sync_words(view.cadence, view.weekday, view.clock)
    if not words:
        return say("rhythm.no_sync")
    return say("rhythm.has_sync", sync=words, place=view.place or say("sync.place"), at=view.next_sync)


def _form(view: RhythmView) -> Form:
    days = tuple(Option(str(day), say(f"rhythm.weekday.{day}")) for day in range(5))
    clocks = tuple(Option(one, one) for one in CLOCKS)
    weekday = (
        ()
        if view.cadence == Cadence.DAILY
        else (ChoiceField("weekday", say("rhythm.field.weekday"), days, (str(view.weekday or 0),)),)
    )
    fields = (
        *weekday,
        ChoiceField("clock", say("rhythm.field.clock"), clocks, (view.clock or "10:00",)),
        TextField("place", say("rhythm.field.place"), view.place, say("sync.place"), max_length=100),
    )
    label = say("rhythm.save_sync" if view.clock else "rhythm.start_sync")
    save = button(label, "rhythm.sync", style="primary", project=view.id)
    return Form(f"rhythm_{view.id}", fields, (save,))

"""A form as data for JSON: intent, and the slots that are filled."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from app.calendars import Calendar
from handlers.reading.forms import (
    AbsenceForm,
    ContactsForm,
    Form,
    GlossaryForm,
    HelpForm,
    LeaveForm,
    MeetingForm,
    MinutesForm,
    PersonSlot,
    ProgressForm,
    RecordForm,
    RequestForm,
    RetroForm,
    SearchForm,
    SettingsForm,
    Silence,
    TaskForm,
    UndoForm,
    Unknown,
    When,
)

Slot: TypeAlias = str | int | list["Slot"] | dict[str, "Slot"] | None


def answer_of(form: Form, calendar: Calendar) -> dict[str, Slot]:
    """{"intent", "slots", "suggest"?}. Moments are wall-clock times of the calendar's zone, without an offset."""
    intent, read = _SLOTS[type(form)]
    slots = read(form, calendar)
    answer: dict[str, Slot] = {
        "intent": intent,
        "slots": {k: v for k, v in slots.items() if v not in ("", None, [])},
    }
    if isinstance(form, HelpForm) and form.home:
        answer["intent"] = "home"
    if isinstance(form, Unknown) and form.suggest:
        answer["suggest"] = form.suggest
    return answer


def _request(form: RequestForm, calendar: Calendar) -> Mapping[str, Slot]:
    return {
        "action": form.action,
        "request_id": form.request_id,
        "project": form.project,
        "initiator": form.initiator,
        "goal": form.goal,
        "departments": [*form.departments],
        "contacts": _people(form.contacts),
        "description": form.description,
        "due": _due(form.deadline, calendar),
        "note": form.note,
        "scenario": form.scenario,
        "deliverables": form.deliverables,
        "milestones": [f"{name} {day.isoformat()}" for name, day in form.milestones],
        "own_resources": form.own_resources,
    }


def _meeting(form: MeetingForm, calendar: Calendar) -> Mapping[str, Slot]:
    when = form.when
    start = _moment(when.start, calendar) or (None if when.doubt == "unclear" else _day(when.day))
    return {
        "action": form.action,
        "meeting_id": form.meeting_id,
        "topic": form.topic,
        "start": start,
        "end": _moment(when.end, calendar),
        "duration_min": when.minutes,
        "place": form.place,
        "attendees": _people(form.attendees),
        "goal": form.goal,
        "agenda": [topic.title for topic in form.agenda],
        "prework": form.prework,
    }


def _task(form: TaskForm, calendar: Calendar) -> Mapping[str, Slot]:
    return {
        "action": form.action,
        "task_ids": [*form.task_ids],
        "due": _due(form.deadline, calendar),
        "reason": form.reason,
        "assignee": _person(form.assignee),
        "risk": form.risk,
        "description": form.description,
        "deliverable": form.deliverable,
        "departments": [*form.departments],
        "filter": form.filter,
    }


def _contacts(form: ContactsForm) -> Mapping[str, Slot]:
    return {
        "action": form.action,
        "department": form.department,
        "contact": _person(form.contact),
        "decision_maker": _person(form.decision_maker),
        "head": _person(form.head),
    }


def _due(when: When, calendar: Calendar) -> str | None:
    return _moment(when.at, calendar) or _day(when.day)


def _moment(at: datetime | None, calendar: Calendar) -> str | None:
    return None if at is None else calendar.local(at).strftime("%Y-%m-%dT%H:%M")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _person(person: PersonSlot | None) -> str:
    return "" if person is None else person.name or person.key or person.department or ""


def _people(people: Iterable[PersonSlot]) -> list[Slot]:
    return [_person(person) for person in people]


def _absence(form: AbsenceForm) -> Mapping[str, Slot]:
    return {
        "meeting_id": form.meeting_id,
        "person": _person(form.person),
        "delegate": _person(form.delegate),
        "decides": form.decides,
        "reason": form.reason,
    }


def _own(*names: str) -> Callable[[Any, Calendar], Mapping[str, Slot]]:
    return lambda form, _calendar: {name: getattr(form, name) for name in names}


_SLOTS: dict[type, tuple[str, Callable[[Any, Calendar], Mapping[str, Slot]]]] = {
    RequestForm: ("request", _request),
    MeetingForm: ("meeting", _meeting),
    TaskForm: ("task", _task),
    MinutesForm: ("minutes", _own("action", "meeting_id", "meeting", "text")),
    ProgressForm: ("progress", _own("project", "request_id", "period")),
    RetroForm: ("retro", _own("action", "project", "request_id", "good", "improve", "advice")),
    GlossaryForm: ("glossary", _own("action", "term", "definition")),
    ContactsForm: ("contacts", lambda form, _calendar: _contacts(form)),
    HelpForm: ("help", _own("topic")),
    SearchForm: ("search", _own("words")),
    RecordForm: ("record", _own("kind", "text", "basis")),
    AbsenceForm: ("absence", lambda form, _calendar: _absence(form)),
    LeaveForm: (
        "leave",
        lambda form, _calendar: {
            "start": _day(form.start),
            "end": _day(form.end),
            "deputy": _person(form.deputy),
        },
    ),
    UndoForm: ("undo", _own()),
    SettingsForm: ("settings", _own()),
    Unknown: ("unknown", _own()),
    Silence: ("none", _own()),
}

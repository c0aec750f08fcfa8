"""A form as data for JSON: intent, and the slots that are filled."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeAlias

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
    TaskForm,
    UndoForm,
    Unknown,
    When,
)

Slot: TypeAlias = str | int | None | list["Slot"] | dict[str, "Slot"]


def answer_of(form: Form, calendar: Calendar) -> dict[str, Slot]:
    """{"intent", "slots", "suggest"?}. Moments are wall-clock times of the calendar's zone, without an offset."""
    intent, slots = _slots(form, calendar)
    answer: dict[str, Slot] = {
        "intent": intent,
        "slots": {k: v for k, v in slots.items() if v not in ("", None, [])},
    }
    if isinstance(form, Unknown) and form.suggest:
        answer["suggest"] = form.suggest
    return answer


def _slots(form: Form, calendar: Calendar) -> tuple[str, Mapping[str, Slot]]:
    match form:
        case RequestForm():
            return "request", _request(form, calendar)
        case MeetingForm():
            return "meeting", _meeting(form, calendar)
        case TaskForm():
            return "task", _task(form, calendar)
        case MinutesForm():
            return "minutes", {
                "action": form.action,
                "meeting_id": form.meeting_id,
                "meeting": form.meeting,
                "text": form.text,
            }
        case ProgressForm():
            return "progress", {"project": form.project, "request_id": form.request_id, "period": form.period}
        case RetroForm():
            return "retro", _retro(form)
        case GlossaryForm():
            return "glossary", {"action": form.action, "term": form.term, "definition": form.definition}
        case ContactsForm():
            return "contacts", _contacts(form)
        case HelpForm():
            return ("home", {}) if form.home else ("help", {"topic": form.topic})
    return _free_phrase(form)


def _free_phrase(form: Form) -> tuple[str, Mapping[str, Slot]]:
    match form:
        case SearchForm():
            return "search", {"words": form.words}
        case RecordForm():
            return "record", {"kind": form.kind, "text": form.text, "basis": form.basis}
        case AbsenceForm():
            return "absence", {
                "meeting_id": form.meeting_id,
                "person": _person(form.person),
                "delegate": _person(form.delegate),
                "decides": form.decides,
                "reason": form.reason,
            }
        case LeaveForm():
            return "leave", {"start": _day(form.start), "end": _day(form.end), "deputy": _person(form.deputy)}
        case UndoForm():
            return "undo", {}
        case SettingsForm():
            return "settings", {}
        case Unknown():
            return "unknown", {}
    return "none", {}


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


def _retro(form: RetroForm) -> Mapping[str, Slot]:
    return {
        "action": form.action,
        "project": form.project,
        "request_id": form.request_id,
        "good": form.good,
        "improve": form.improve,
        "advice": form.advice,
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

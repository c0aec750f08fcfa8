"""今日提醒 (G11): what a group has to do today, by department, and the meetings of today and the next working day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.calendars import Calendar, say_date, say_moment
from app.meetings.day_posts import MeetingLine
from app.tasks.views import TaskView
from bot.cards.model import Card, Element
from bot.cards.parts import called, heading, p
from bot.cards.task_parts import short
from bot.texts import say


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A task in the group's post. `named`: from the third working day its owner is (D8)."""

    task: TaskView
    named: bool


@dataclass(frozen=True, slots=True)
class UnansweredLine:
    """A need some departments have not answered, by their names (L1)."""

    number: int
    project: str
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Everything a post may speak of."""

    day: date
    due: tuple[TaskView, ...] = ()
    late: tuple[TodayLine, ...] = ()
    unwritten: Sequence[MeetingLine] = ()
    meetings: Sequence[MeetingLine] = ()
    unanswered: Sequence[UnansweredLine] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do (D1)."""
        return not (self.due or self.late or self.unwritten or self.meetings or self.unanswered)


def today_card(today: Today, *, now: datetime, calendar: Calendar) -> Card:
    """The post as things stand; once everything is done it says so."""
    title = say("today.title", day=say_date(today.day, this_year=today.day.year))
    if today.empty:
        return Card(title, (p(say("today.clear")),), tone="good", summary=title)
    elements: list[Element] = []
    if today.meetings:
        elements.append(heading(say("today.meetings")))
        elements += [p(say("today.meeting", **_meeting(line, calendar))) for line in today.meetings]
    if today.unwritten:
        elements.append(heading(say("today.minutes")))
        elements += [
            p(say("today.unwritten" if line.at <= now else "today.to_write", **_meeting(line, calendar)))
            for line in today.unwritten
        ]
    if today.unanswered:
        elements.append(heading(say("today.needs")))
        elements += [p(say("today.need", **_need(line))) for line in today.unanswered]
    if today.due:
        elements.append(heading(say("today.due")))
        elements += [p(say("today.line", **_about(task))) for task in today.due]
    if today.late:
        elements.append(heading(say("today.late")))
        elements += [_late(line, today.day) for line in today.late]
    bad = bool(today.late) or any(line.at <= now for line in today.unwritten)
    named = [line.task.owner for line in today.late if line.named]
    calls = called(*((one.external_id, one.shown) for one in named))
    return Card(title, tuple(elements), tone="warn" if bad else "info", summary=title, calls=calls)


def _late(line: TodayLine, day: date) -> Element:
    when = say_date(line.task.due_on, this_year=day.year)
    key = "today.line_named" if line.named else "today.line_late"
    return p(say(key, **_about(line.task), who=line.task.owner.shown, due=when))


def _about(task: TaskView) -> dict[str, str | int]:
    department = task.owner.department or say("task.row.owner")
    return {"number": task.number, "description": short(task.description), "department": department}


def _need(line: UnansweredLine) -> dict[str, str | int]:
    names = "、".join(line.departments)
    return {
        "number": line.number,
        "project": short(line.project),
        "count": len(line.departments),
        "departments": names,
    }


def _meeting(line: MeetingLine, calendar: Calendar) -> dict[str, str | int]:
    at = say_moment(line.at, this_year=calendar.local(line.at).year, calendar=calendar)
    return {"number": line.number, "title": short(line.title), "at": at}

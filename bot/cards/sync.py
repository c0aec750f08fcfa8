"""同步会: its topics in words (S64), and what its card asks when there is nothing to speak of."""

from collections.abc import Sequence
from datetime import datetime

from app.calendars import Calendar, say_date
from app.meetings.models import MeetingKind, MeetingStatus
from app.meetings.syncs import Agenda, Words
from app.meetings.views import MeetingView, TopicField
from app.tasks.views import TaskView
from bot.cards.model import Button, Element, Notice
from bot.cards.parts import button, t
from bot.cards.task_parts import short
from bot.texts import say

SHOWN = 5
"""As many of a kind are named in a topic; the rest are counted."""


def words_of(project: str, place: str, agenda: Agenda, *, now: datetime, calendar: Calendar) -> Words:
    """What the sync of a project is called, and a topic for each kind of what is open."""
    year = calendar.local(now).year
    lines: dict[str, Sequence[str]] = {
        "late": [_task(one, year) for one in agenda.late],
        "disputes": agenda.disputes,
        "risks": agenda.risks,
        "due": [_task(one, year) for one in agenda.due],
    }
    return Words(
        title=say("sync.title", project=project),
        objective=say("sync.objective"),
        place=place or say("sync.place"),
        topics=tuple(_topic(kind, lines[kind], minutes) for kind, minutes in agenda.slots.items()),
    )


def _topic(kind: str, lines: Sequence[str], minutes: int) -> TopicField:
    shown = [short(line) if kind in {"disputes", "risks"} else line for line in lines[:SHOWN]]
    more = len(lines) - SHOWN
    if more > 0:
        shown.append(say("sync.more", count=more))
    return TopicField(
        title=say(f"sync.topic.{kind}", count=len(lines)),
        discussion="；".join(shown),
        minutes=minutes,
        output=say(f"sync.output.{kind}"),
        criterion=say(f"sync.criterion.{kind}"),
    )


def _task(task: TaskView, year: int) -> str:
    """By department: nobody is named before the group (D8)."""
    return say(
        "sync.task",
        number=task.number,
        description=short(task.description),
        department=task.owner.department or say("task.row.owner"),
        day=say_date(task.due_on, this_year=year),
    )


def is_idle(meeting: MeetingView) -> bool:
    """A sync without an agenda that nobody has decided on yet."""
    return meeting.kind == MeetingKind.SYNC and meeting.status == MeetingStatus.DRAFT and not meeting.topics


def proposal(meeting: MeetingView) -> list[Element]:
    """It proposes its own cancellation (S64)."""
    ways: tuple[Button, ...] = (
        button(say("sync.cancel"), "meeting.cancel", style="primary", meeting=meeting.id),
        button(say("sync.keep"), "sync.keep", meeting=meeting.id),
    )
    who = say("sync.who", who=meeting.host.shown)
    return [Notice("hint", (t(say("sync.empty"), bold=True), t("\n" + who, tone="quiet")), ways)]

"""The project behind a card: whatever stands on it, somebody who replies means that project."""

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.minutes_models import Minutes
from app.meetings.models import Attendee, Dispute, Meeting, Topic
from app.needs.models import Need, SupportItem
from app.projects.models import Project
from app.tasks.models import Delay, Handover, Risk, Task

_Finder: TypeAlias = Callable[[Session, int], int | None]


def project_of_subject(session: Session, company_id: int, subject: str) -> Project | None:
    """The project a card's subject (`need:12`, `invite:7` …) belongs to; None for none, or another company's."""
    kind, _, key = subject.partition(":")
    find = _FINDERS.get(kind)
    project_id = find(session, int(key)) if find is not None and key.isdecimal() else None
    project = None if project_id is None else session.get(Project, project_id)
    return project if project is not None and project.company_id == company_id else None


def _itself(_session: Session, key: int) -> int | None:
    return key


def _of_need(session: Session, key: int | None) -> int | None:
    need = None if key is None else session.get(Need, key)
    return None if need is None else need.project_id


def _of_support(session: Session, key: int) -> int | None:
    item = session.get(SupportItem, key)
    return None if item is None else _of_need(session, item.need_id)


def _of_meeting(session: Session, key: int | None) -> int | None:
    meeting = None if key is None else session.get(Meeting, key)
    return None if meeting is None else meeting.project_id


_Part: TypeAlias = Attendee | Topic | Dispute | Minutes


def _of_part(kind: type[_Part]) -> _Finder:
    def find(session: Session, key: int) -> int | None:
        return _of_meeting(session, session.scalar(select(kind.meeting_id).where(kind.id == key)))

    return find


def _of_task(session: Session, key: int | None) -> int | None:
    task = None if key is None else session.get(Task, key)
    return None if task is None else task.project_id


def _of_deed(kind: type[Delay | Handover]) -> _Finder:
    def find(session: Session, key: int) -> int | None:
        return _of_task(session, session.scalar(select(kind.task_id).where(kind.id == key)))

    return find


def _of_risk(session: Session, key: int) -> int | None:
    risk = session.get(Risk, key)
    return None if risk is None else risk.project_id


_FINDERS: dict[str, _Finder] = (
    dict.fromkeys(("project", "rhythm", "evidence", "retroask", "projectchats"), _itself)
    | dict.fromkeys(("need", "contacts", "needlist", "align"), _of_need)
    | dict.fromkeys(("support", "decider"), _of_support)
    | dict.fromkeys(("meeting", "meetform", "meetmore", "live", "console", "minutesdraft"), _of_meeting)
    | dict.fromkeys(("agenda", "closing"), _of_meeting)
    | dict.fromkeys(("minutes", "minutesfinal"), _of_part(Minutes))
    | dict.fromkeys(("invite", "delegate", "absence"), _of_part(Attendee))
    | {"topic": _of_part(Topic), "talk": _of_part(Topic), "dispute": _of_part(Dispute)}
    | dict.fromkeys(("task", "mytask", "taskreview", "taskmore"), _of_task)
    | {"taskdelay": _of_deed(Delay), "handover": _of_deed(Handover), "risk": _of_risk}
)

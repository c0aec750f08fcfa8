"""One item changes hands: the row, its log, and everything that follows from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.history.service import recording
from app.leaving.views import Item
from app.meetings import service as meetings
from app.meetings import shown as meetings_shown
from app.meetings.models import Meeting, Topic
from app.needs import shown as needs_shown
from app.needs.models import Need, NeedStatus, SupportItem
from app.people.calendars import calendar_of
from app.people.models import Chat, Department, Person
from app.projects import service as projects
from app.projects.models import Project
from app.tasks import service as tasks
from app.tasks import shown as tasks_shown
from app.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Hands:
    """From whom to whom, by whose word, and when (aware)."""

    person: Person
    heir: Person
    by: Person
    now: datetime


def give(session: Session, item: Item, person: Person, heir: Person, *, by: Person, now: datetime) -> None:
    """Give what `person` held to `heir`, who is asked about it like about anything new."""
    _GIVE[item.kind](session, item, Hands(person, heir, by, now))


def _task(session: Session, item: Item, hands: Hands) -> None:
    task = session.get_one(Task, item.id)
    with tasks.entry(session, task, "inherit", hands.by, hands.now):
        for offered in task.handovers:
            if offered.taken_at is None and offered.refused_at is None:
                offered.refused_at = hands.now
        task.owner_id, task.pings = hands.heir.id, 0
        task.accepted_at = hands.now if hands.heir.id == hands.by.id else None
    calendar = calendar_of(session, session.get_one(Chat, task.chat_id))
    tasks_shown.refresh(session, task, now=hands.now, calendar=calendar)
    tasks_shown.show_owner(session, task)
    tasks_shown.get_to_know(session, task)


def _meeting(session: Session, item: Item, hands: Hands) -> None:
    meeting = session.get_one(Meeting, item.id)
    with meetings.entry(session, meeting, "meeting_inherit", hands.by, hands.now):
        if item.kind == "host":
            meeting.host_id = hands.heir.id
        else:
            meeting.recorder_id = hands.heir.id
    _redraw_meeting(session, meeting, hands.now)


def _topic(session: Session, item: Item, hands: Hands) -> None:
    topic = session.get_one(Topic, item.id)
    meeting = session.get_one(Meeting, topic.meeting_id)
    with meetings.entry(session, meeting, "meeting_inherit", hands.by, hands.now):
        topic.owner_id = hands.heir.id
    _redraw_meeting(session, meeting, hands.now)


def _redraw_meeting(session: Session, meeting: Meeting, now: datetime) -> None:
    calendar = calendar_of(session, session.get_one(Chat, meeting.chat_id))
    meetings_shown.refresh(session, meeting, now=now, calendar=calendar)


def _role(session: Session, item: Item, hands: Hands) -> None:
    department = session.get_one(Department, item.id)
    with recording(
        session,
        company_id=department.company_id,
        subject=f"department:{department.id}",
        verb=f"assign_{item.kind}",
        by_id=hands.by.id,
        now=hands.now,
    ):
        if item.project_id:
            projects.set_speaker(
                session,
                item.project_id,
                department.id,
                contact_id=hands.heir.id if item.kind == "contact" else None,
                decision_maker_id=hands.heir.id if item.kind == "decision_maker" else None,
            )
        else:
            setattr(department, f"{item.kind}_id", hands.heir.id)
    if hands.heir.department_id is None and hands.person.department_id == department.id:
        hands.heir.department_id = department.id
    asked = select(SupportItem.need_id).where(SupportItem.department_id == department.id)
    _redraw_needs(session, select(Need).where(Need.id.in_(asked), Need.status == NeedStatus.OPEN), hands.now)


def _project(session: Session, item: Item, hands: Hands) -> None:
    project = session.get_one(Project, item.id)
    with recording(
        session,
        company_id=project.company_id,
        subject=f"project:{project.id}",
        verb="inherit",
        by_id=hands.by.id,
        now=hands.now,
    ):
        project.owner_id = hands.heir.id
        for need in session.scalars(select(Need).where(Need.project_id == project.id)):
            if need.initiator_id == hands.person.id:
                need.initiator_id = hands.heir.id
    open_needs = select(Need).where(Need.project_id == project.id, Need.status == NeedStatus.OPEN)
    _redraw_needs(session, open_needs, hands.now)


def _redraw_needs(session: Session, query: Select[Need], now: datetime) -> None:
    for need in session.scalars(query.order_by(Need.id)):
        home = session.get_one(Chat, session.get_one(Project, need.project_id).home_chat_id)
        needs_shown.refresh(session, need, now=now, calendar=calendar_of(session, home))


_GIVE: dict[str, Callable[[Session, Item, Hands], None]] = {
    "task": _task,
    "host": _meeting,
    "recorder": _meeting,
    "topic": _topic,
    "contact": _role,
    "decision_maker": _role,
    "head": _role,
    "project": _project,
}

"""保留期限 (D20): what a chat no longer wants to keep of its closed projects is deleted, and what was told of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.base.db import Base
from app.history.models import Change
from app.meetings.minutes_models import Candidate, Minutes, Objection
from app.meetings.models import (
    Attendee,
    Decision,
    Dispute,
    HeadWord,
    Meeting,
    NotedTask,
    Topic,
)
from app.needs.models import Need, SupportItem
from app.outbox.models import Outgoing, Posted
from app.people.models import Chat, Company
from app.projects.models import Project
from app.reminders.models import Reminder
from app.reviews.models import Retro, RetroWord
from app.tasks.models import Delay, Handover, HelpRequest, Risk, Task
from app.tasks.views import OPEN

Table: TypeAlias = type[Base]

TOLD: dict[Table, tuple[str, ...]] = {
    Project: ("project", "rhythm", "evidence", "retroask", "projectchats"),
    Need: ("need", "contacts", "needlist", "align"),
    SupportItem: ("support", "decider"),
    Meeting: (
        *("meeting", "meetform", "meetmore", "meetwho", "meetcriteria", "meetcc", "meeturgent", "meetkeep"),
        *("meetcome", "rehearsal", "agenda", "live", "console", "closing", "adjourn", "ending", "objecting"),
        *("concludeall", "notetask", "park", "roll", "host", "amends", "minutesdraft", "minutespaste"),
        *(f"minutesedit_{section}" for section in ("basic", "topics", "tasks", "plan")),
    ),
    Attendee: ("invite", "delegate", "absence", "material", "opinion"),
    Topic: ("topic", "talk", "conclude", "leave", "differ"),
    Decision: ("amend",),
    HeadWord: ("major",),
    Dispute: ("dispute", "sides"),
    NotedTask: ("noted",),
    Minutes: ("minutes", "minutesfinal", "minutesobjecting"),
    Objection: ("objection",),
    Candidate: ("candidate",),
    Task: ("task", "mytask", "taskreview", "taskmore"),
    Delay: ("taskdelay",),
    Handover: ("handover",),
    HelpRequest: ("taskhelp",),
    Risk: ("risk",),
    Retro: ("retro",),
    RetroWord: ("retroform",),
}
"""The kinds of cards, reminders and log entries (`need:12`) that speak of a row of each table."""
AT_ONCE = 400
"""How many keys go into one statement: databases set a limit."""


def due(session: Session, chat: Chat, days: int, *, now: datetime) -> list[Project]:
    """The projects at home in a chat that were closed more than so many days ago, the oldest first. One with a task that
    is still open is not over."""
    whose = func.coalesce(Task.project_id, Meeting.project_id)
    open_tasks = (
        select(whose)
        .outerjoin(Meeting, Meeting.id == Task.meeting_id)
        .where(whose.is_not(None), Task.status.in_(OPEN))
    )
    return list(
        session.scalars(
            select(Project)
            .where(
                Project.home_chat_id == chat.id,
                Project.closed_at < now - timedelta(days=days),
                Project.id.not_in(open_tasks),
            )
            .order_by(Project.closed_at, Project.id)
        )
    )


def next_due(session: Session, platform: str, *, now: datetime) -> Project | None:
    """One project whose chat's time for it is over; None when there is none."""
    chats = session.scalars(
        select(Chat)
        .join(Company, Company.id == Chat.company_id)
        .where(Company.platform == platform, Chat.keep_days.is_not(None))
        .order_by(Chat.id)
    )
    found = (due(session, chat, chat.keep_days or 0, now=now) for chat in chats)
    return next((projects[0] for projects in found if projects), None)


def forget(session: Session, project: Project) -> None:
    """Delete a project with its needs, meetings, minutes, tasks and retrospectives, and all that was told of them.

    What was only linked to it, as a task of another project born in one of its meetings, stays and loses the link.
    """
    keys = _keys_of(session, project)
    _forget_told(session, project, keys)
    tasks, meetings, needs = keys[Task], keys[Meeting], keys[Need]
    _let_go(session, NotedTask.task_id, tasks)
    _remove(session, Task, tasks)
    _remove(session, Risk, keys[Risk])
    _let_go(session, Task.meeting_id, meetings)
    _let_go(session, Task.topic_id, keys[Topic])
    _let_go(session, Decision.replaced_by_id, keys[Decision])
    _let_go(session, Objection.dispute_id, keys[Dispute])
    _remove(session, Meeting, meetings)
    _let_go(session, Meeting.need_id, needs)
    _remove(session, Need, needs)
    _let_go(session, Chat.default_project_id, [project.id])
    _remove(session, Project, [project.id])
    session.expire_all()


def _keys_of(session: Session, project: Project) -> dict[Table, list[int]]:
    """The keys of every row that goes, by table."""

    def of(query: Select[int]) -> list[int]:
        return list(session.scalars(query))

    keys: dict[Table, list[int]] = {Project: [project.id]}
    keys[Need] = of(select(Need.id).where(Need.project_id == project.id))
    keys[Meeting] = of(select(Meeting.id).where(Meeting.project_id == project.id))
    keys[Task] = of(
        select(Task.id).where(
            or_(
                Task.project_id == project.id,
                Task.project_id.is_(None) & Task.meeting_id.in_(keys[Meeting]),
            )
        )
    )
    keys[Risk] = of(select(Risk.id).where(Risk.project_id == project.id))
    keys[Retro] = of(select(Retro.id).where(Retro.project_id == project.id))
    keys[SupportItem] = _under(session, SupportItem.id, SupportItem.need_id, keys[Need])
    keys[RetroWord] = _under(session, RetroWord.id, RetroWord.retro_id, keys[Retro])
    for part in (Attendee, Topic, Decision, Dispute, NotedTask, Minutes, Objection, Candidate):
        keys[part] = _under(session, part.id, part.meeting_id, keys[Meeting])
    keys[HeadWord] = _under(session, HeadWord.id, HeadWord.decision_id, keys[Decision])
    for deed in (Delay, Handover, HelpRequest):
        keys[deed] = _under(session, deed.id, deed.task_id, keys[Task])
    return keys


def _under(
    session: Session, key: InstrumentedAttribute[int], above: InstrumentedAttribute[int], keys: list[int]
) -> list[int]:
    found: list[int] = []
    for some in _parted(keys):
        found += session.scalars(select(key).where(above.in_(some)))
    return found


def _forget_told(session: Session, project: Project, keys: dict[Table, list[int]]) -> None:
    """The log, the reminders, and the cards: those that stand in the chats stay, but nothing knows them any more."""
    company = session.get_one(Company, project.company_id)
    subjects = [f"{kind}:{key}" for table, kinds in TOLD.items() for kind in kinds for key in keys[table]]
    for some in _parted(subjects):
        session.execute(delete(Change).where(Change.company_id == company.id, Change.subject.in_(some)))
        session.execute(delete(Reminder).where(Reminder.company_id == company.id, Reminder.subject.in_(some)))
        session.execute(
            delete(Posted).where(
                Posted.platform == company.platform,
                Posted.tenant == company.tenant,
                Posted.subject.in_(some),
            )
        )
        session.execute(
            delete(Outgoing).where(
                Outgoing.platform == company.platform,
                Outgoing.tenant == company.tenant,
                Outgoing.subject.in_(some),
                # What is on its way this very moment is left to its sender.
                Outgoing.leased_until.is_(None),
            )
        )


def _let_go(session: Session, column: InstrumentedAttribute[int | None], keys: list[int]) -> None:
    """Nothing that stays speaks of these rows."""
    for some in _parted(keys):
        session.execute(update(column.class_).where(column.in_(some)).values({column.key: None}))


def _remove(session: Session, table: Table, keys: list[int]) -> None:
    """The rows, and with them what the database keeps under them."""
    key = table.__table__.c.id
    for some in _parted(keys):
        session.execute(delete(table).where(key.in_(some)))


def _parted(keys: Sequence[int] | Sequence[str]) -> Iterator[Sequence[int] | Sequence[str]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]

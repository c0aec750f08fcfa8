"""Projects as they are shown: counted anew each time, from what may be seen there."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.calendars import Calendar
from app.meetings import queries as meeting_queries
from app.meetings.minutes_due import due_of
from app.meetings.minutes_shown import latest
from app.meetings.models import Meeting, MeetingStatus
from app.meetings.views import MeetingView
from app.needs import queries as need_queries
from app.needs import service as needs
from app.needs.models import Need, NeedStatus, SupportStatus
from app.needs.views import MilestoneView, NeedView
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from app.progress import rules
from app.progress.rules import Figures, Phase
from app.progress.views import ProjectView
from app.projects import service as projects
from app.projects.chats import is_member
from app.projects.models import Project
from app.tasks import queries as task_queries
from app.tasks import risks
from app.tasks.models import Task, TaskStatus
from app.tasks.views import TaskView


def view(session: Session, project: Project, *, viewer: Person | None, now: datetime) -> ProjectView:
    """The project as `viewer` sees it in private, or (None) as its group does: without what is confidential (X7)."""
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    requests = tuple(need_queries.view(session, need, calendar) for need in _needs(session, project.id))
    held = tuple(_meetings(session, project.id, viewer, calendar, now))
    tasks = tuple(_tasks(session, project.id, viewer))
    disputes = tuple(one for meeting in held for one in meeting.disputes)
    open_disputes = sorted(one.due_at for one in disputes if one.settled_at is None)
    phase = rules.phase_of(
        [meeting.status for meeting in held], tasks=len(tasks), closed=project.closed_at is not None
    )
    figures = _figures(session, requests, held, tasks, now=now, calendar=calendar)
    ahead = [m for m in held if m.status in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED} and m.starts_at]
    return ProjectView(
        id=project.id,
        name=project.name,
        owner=people.view(session, session.get_one(Person, project.owner_id)),
        phase=phase,
        started_at=project.created_at,
        needs=requests,
        meetings=held,
        tasks=tasks,
        disputes=disputes,
        risks=tuple(risks.open_of_project(session, project.id)),
        milestones=tuple(MilestoneView(*row) for row in projects.milestones(session, project.id)),
        missing=rules.missing(figures, phase),
        next_meeting=min(ahead, key=lambda one: one.starts_at or now, default=None),
        next_due=min((task.due_on for task in tasks if task.open), default=None),
        next_dispute=open_disputes[0] if open_disputes else None,
        cadence=project.cadence,
        urgent=project.urgent,
        sync_weekday=project.sync_weekday,
        sync_clock=project.sync_clock,
    )


def phase(session: Session, project: Project) -> Phase:
    """Which of the four phases it is in (S1); what is confidential counts for nothing, as in its group."""
    held = session.scalars(
        select(Meeting.status).where(
            Meeting.project_id == project.id,
            Meeting.status != MeetingStatus.CANCELLED,
            Meeting.confidential.is_(False),
        )
    )
    given = select(func.count()).where(Task.project_id == project.id, Task.status != TaskStatus.CANCELLED)
    return rules.phase_of(list(held), tasks=session.scalar(given) or 0, closed=project.closed_at is not None)


def of_need(session: Session, company_id: int, number: int) -> Project:
    """The project of N12. Raises NotFound."""
    return session.get_one(Project, needs.by_number(session, company_id, number).project_id)


def by_id(session: Session, company_id: int, project_id: int) -> Project:
    """The project of that key, if it is this company's. Raises NotFound."""
    project = session.get(Project, project_id)
    if project is None or project.company_id != company_id:
        raise NotFound(what="what.project", number="")
    return project


def running_for(session: Session, chat: Chat, person: Person) -> list[Project]:
    """The running projects of a group; in private those somebody takes part in. Newest first."""
    if not chat.private:
        return projects.running_in(session, chat.id)
    rows = session.scalars(
        select(Project)
        .where(Project.company_id == chat.company_id, Project.closed_at.is_(None))
        .order_by(Project.id.desc())
    )
    return [one for one in rows if takes_part(session, one, person)]


def takes_part(session: Session, project: Project, person: Person) -> bool:
    """Whether somebody owns it, speaks or decides for a department in it, or is in one of its groups."""
    if is_member(session, project, person.id) or person.id == project.owner_id:
        return True
    return any(person.id in needs.takers(session, need) for need in _needs(session, project.id))


def _needs(session: Session, project_id: int) -> list[Need]:
    query = select(Need).where(Need.project_id == project_id, Need.status != NeedStatus.CANCELLED)
    return list(session.scalars(query.order_by(Need.number)))


def _meetings(
    session: Session, project_id: int, viewer: Person | None, calendar: Calendar, now: datetime
) -> list[MeetingView]:
    rows = session.scalars(
        select(Meeting)
        .where(Meeting.project_id == project_id, Meeting.status != MeetingStatus.CANCELLED)
        .order_by(Meeting.starts_at.is_(None), Meeting.starts_at, Meeting.number)
    )
    return [
        meeting_queries.view(session, meeting, calendar, now=now)
        for meeting in rows
        if _shown(meeting, viewer)
    ]


def _tasks(session: Session, project_id: int, viewer: Person | None) -> list[TaskView]:
    found = []
    for task in task_queries.of_project(session, project_id):
        meeting = None if task.meeting_id is None else session.get(Meeting, task.meeting_id)
        if task.status != TaskStatus.CANCELLED and (meeting is None or _shown(meeting, viewer)):
            found.append(task)
    return found


def _shown(meeting: Meeting, viewer: Person | None) -> bool:
    return not meeting.confidential if viewer is None else meeting_queries.may_read(meeting, viewer.id)


def _figures(
    session: Session,
    requests: tuple[NeedView, ...],
    held: tuple[MeetingView, ...],
    tasks: tuple[TaskView, ...],
    *,
    now: datetime,
    calendar: Calendar,
) -> Figures:
    today = calendar.local(now).date()
    supports = [one for need in requests if need.status == NeedStatus.OPEN for one in need.supports]
    unwritten = [m for m in held if m.ended_at is not None and latest(session, m.id) is None]
    return Figures(
        unnamed=sum(one.contact is None for one in supports),
        unanswered=sum(one.contact is not None and one.status == SupportStatus.WAITING for one in supports),
        undecided=sum(one.decision_maker is None for one in supports),
        gaps=sum(bool(one.gap or one.difficulty) and not one.direction for one in supports),
        unpublished=sum(m.status == MeetingStatus.DRAFT for m in held),
        minutes_owed=sum(m.ended_at is not None and due_of(session, m, calendar) <= now for m in unwritten),
        unaccepted=sum(task.open and task.accepted_at is None for task in tasks),
        overdue=sum(task.overdue(today) for task in tasks),
        disputes_late=sum(d.settled_at is None and d.due_at <= now for m in held for d in m.disputes),
    )

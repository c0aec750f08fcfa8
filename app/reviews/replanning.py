"""Everything of a chat that reminders are planned for; planned anew when the chat's own days, zone or rules change."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.meetings import minutes_shown, settling
from app.meetings import shown as meetings
from app.meetings.models import Dispute, Meeting, MeetingStatus
from app.needs import shown as needs
from app.needs.models import Need, NeedStatus
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects.models import Project
from app.reviews import service as reviews
from app.reviews.models import Retro
from app.tasks import rhythm_plan, week_plan
from app.tasks import shown as tasks
from app.tasks.models import Task
from app.tasks.views import OPEN

COMING = (MeetingStatus.DRAFT, MeetingStatus.PUBLISHED)


def replan_chat(session: Session, chat: Chat, *, now: datetime) -> None:
    """Plan every open subject of a chat by its days as they are now, and redraw where it stands."""
    calendar = calendar_of(session, chat)
    for task in _tasks(session, chat):
        tasks.refresh(session, task, now=now, calendar=calendar)
    for meeting in _meetings(session, chat):
        if meeting.status in COMING:
            meetings.refresh(session, meeting, now=now, calendar=calendar)
        elif meeting.ended_at is not None:
            minutes_shown.refresh(session, meeting, now=now, calendar=calendar)
    for dispute in _disputes(session, chat):
        settling.raised(session, dispute, now=now, calendar=calendar)
    for need in _needs(session, chat):
        needs.refresh(session, need, now=now, calendar=calendar)
    for project in _projects(session, chat):
        rhythm_plan.plan_project(session, project, now=now)
    for retro in _retros(session, chat):
        reviews.refresh(session, retro, now=now, calendar=calendar)
    week_plan.plan_group(session, chat.id, now=now, calendar=calendar)


def subjects_of_chat(session: Session, chat: Chat) -> list[str]:
    """The subjects of what `replan_chat` plans."""
    found = [f"week:{chat.id}", *(f"task:{one.id}" for one in _tasks(session, chat))]
    for meeting in _meetings(session, chat):
        found += [f"{kind}:{meeting.id}" for kind in ("meeting", "agenda", "minutesdraft")]
    found += [f"dispute:{one.id}" for one in _disputes(session, chat)]
    found += [f"need:{one.id}" for one in _needs(session, chat)]
    for project in _projects(session, chat):
        found += [f"project:{project.id}", f"rhythm:{project.id}"]
    return found + [f"retro:{one.id}" for one in _retros(session, chat)]


def _tasks(session: Session, chat: Chat) -> list[Task]:
    query = select(Task).where(week_plan.in_group(chat.id), Task.status.in_(OPEN))
    return list(session.scalars(query.order_by(Task.id)))


def _meetings(session: Session, chat: Chat) -> list[Meeting]:
    """Those ahead, and those whose minutes are not final."""
    query = select(Meeting).where(
        Meeting.chat_id == chat.id,
        or_(Meeting.status.in_(COMING), Meeting.status == MeetingStatus.ENDED),
    )
    found = session.scalars(query.order_by(Meeting.id))
    return [one for one in found if one.status in COMING or _is_open(session, one)]


def _is_open(session: Session, meeting: Meeting) -> bool:
    newest = minutes_shown.latest(session, meeting.id)
    return newest is None or newest.closed_at is None


def _disputes(session: Session, chat: Chat) -> list[Dispute]:
    query = (
        select(Dispute)
        .join(Meeting, Meeting.id == Dispute.meeting_id)
        .where(Meeting.chat_id == chat.id, Meeting.ended_at.is_not(None), Dispute.settled_at.is_(None))
    )
    return list(session.scalars(query.order_by(Dispute.id)))


def _needs(session: Session, chat: Chat) -> list[Need]:
    homes = select(Project.id).where(Project.home_chat_id == chat.id)
    query = select(Need).where(Need.project_id.in_(homes), Need.status == NeedStatus.OPEN)
    return list(session.scalars(query.order_by(Need.id)))


def _projects(session: Session, chat: Chat) -> list[Project]:
    query = select(Project).where(Project.home_chat_id == chat.id, Project.closed_at.is_(None))
    return list(session.scalars(query.order_by(Project.id)))


def _retros(session: Session, chat: Chat) -> list[Retro]:
    homes = select(Project.id).where(Project.home_chat_id == chat.id)
    query = select(Retro).where(Retro.project_id.in_(homes), Retro.closed_at.is_(None))
    return list(session.scalars(query.order_by(Retro.id)))

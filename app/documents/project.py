"""Everything of a project as files (X5): 表1, 协作需求清单, 表2, 会议纪要, 表3; each as a workbook and as a Word document."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.bundle import apart, bundle
from app.documents.files import as_file
from app.documents.masking import NameStyle, style_of
from app.documents.meetings import agenda_file, minutes_file
from app.documents.needs import need_list, request_table
from app.documents.tables import File
from app.documents.tasks import by_meeting
from app.meetings.minutes_shown import latest
from app.meetings.models import Meeting, MeetingStatus
from app.needs import queries as need_queries
from app.needs.models import Need
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects.models import Project
from app.tasks import queries as task_queries

SUFFIXES = ("xlsx", "docx")


def project_files(session: Session, project: Project) -> list[File]:
    """The files, in the order of the guide's tables. What is confidential is in none of them (X7)."""
    home = session.get_one(Chat, project.home_chat_id)
    calendar, style = calendar_of(session, home), style_of(home)
    needs = session.scalars(select(Need).where(Need.project_id == project.id).order_by(Need.number)).all()
    views = [need_queries.view(session, need, calendar) for need in needs]
    files: list[File] = []
    for suffix in SUFFIXES:
        for need in views:
            number = f"N{need.number}" if len(views) > 1 else ""
            files.append(as_file([request_table(need, style)], "表1", project.name, number, suffix=suffix))
            files.append(
                as_file([need_list(need, style)], "协作需求清单", project.name, number, suffix=suffix)
            )
        files += _meetings(session, project, suffix)
        files += _tasks(session, project, suffix, style)
    return apart(files)


def _meetings(session: Session, project: Project, suffix: str) -> list[File]:
    rows = session.scalars(
        select(Meeting)
        .where(
            Meeting.project_id == project.id,
            Meeting.confidential.is_(False),
            Meeting.status.not_in((MeetingStatus.DRAFT, MeetingStatus.CANCELLED)),
        )
        .order_by(Meeting.number)
    )
    found: list[File | None] = []
    for meeting in rows:
        found.append(agenda_file(session, meeting.id, suffix))
        if latest(session, meeting.id) is not None:
            found.append(minutes_file(session, meeting.id, suffix))
    return [file for file in found if file is not None]


def _tasks(session: Session, project: Project, suffix: str, style: NameStyle) -> list[File]:
    hidden = set(
        session.scalars(
            select(Meeting.id).where(Meeting.project_id == project.id, Meeting.confidential.is_(True))
        )
    )
    tasks = [one for one in task_queries.of_project(session, project.id) if one.meeting_id not in hidden]
    sheets = by_meeting(session, tasks, style)
    return [as_file(sheets, "表3", project.name, suffix=suffix)] if tasks else []


def _pack(session: Session, project_id: int, _suffix: str) -> File | None:
    project = session.get(Project, project_id)
    return None if project is None else bundle(project_files(session, project), "项目资料", project.name)


FILES = {"project_pack": _pack}
"""A kind of file to what writes it: called with the session, the key and the suffix."""

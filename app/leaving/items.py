"""What somebody who left still holds, and who gives it to others: the initiator, else who decides there, else the admin."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.leaving.views import Item
from app.meetings.minutes_models import Minutes
from app.meetings.models import Meeting, MeetingStatus, Topic
from app.needs.models import Need, NeedStatus, SupportItem
from app.people.models import Chat, Department, Person
from app.projects.models import Project, ProjectRole
from app.tasks.models import Task
from app.tasks.shown import initiator_of
from app.tasks.views import OPEN

AHEAD = (MeetingStatus.DRAFT, MeetingStatus.PUBLISHED, MeetingStatus.LIVE)


def of_person(session: Session, person: Person) -> list[Item]:
    """Everything open that has to find somebody else; what nobody could give away is left out."""
    found = (
        *_projects(session, person),
        *_tasks(session, person),
        *_meetings(session, person),
        *_topics(session, person),
        *_roles(session, person),
        *_project_roles(session, person),
    )
    return [item for item in found if item.heir_id]


def _projects(session: Session, person: Person) -> Iterator[Item]:
    rows = session.scalars(
        select(Project).where(Project.owner_id == person.id, Project.closed_at.is_(None)).order_by(Project.id)
    )
    for project in rows:
        yield Item("project", project.id, 0, project.name, _heir(session, person, project=project.id))


def _tasks(session: Session, person: Person) -> Iterator[Item]:
    rows = session.scalars(
        select(Task).where(Task.owner_id == person.id, Task.status.in_(OPEN)).order_by(Task.due_on, Task.id)
    )
    for task in rows:
        heir = _heir(session, person, initiator_of(session, task), task.assigner_id, project=task.project_id)
        yield Item("task", task.id, task.number, task.description, heir)


def _meetings(session: Session, person: Person) -> Iterator[Item]:
    """Those ahead; for the recorder also those whose minutes are still owed."""
    written = select(Minutes.meeting_id)
    rows = session.scalars(
        select(Meeting)
        .where(
            or_(Meeting.host_id == person.id, Meeting.recorder_id == person.id),
            or_(
                Meeting.status.in_(AHEAD),
                (Meeting.status == MeetingStatus.ENDED) & Meeting.id.not_in(written),
            ),
        )
        .order_by(Meeting.number)
    )
    for meeting in rows:
        heir = _heir(session, person, meeting.initiator_id, meeting.host_id, project=meeting.project_id)
        if meeting.host_id == person.id and meeting.status in AHEAD:
            yield Item("host", meeting.id, meeting.number, meeting.title, heir)
        if meeting.recorder_id == person.id:
            yield Item("recorder", meeting.id, meeting.number, meeting.title, heir)


def _topics(session: Session, person: Person) -> Iterator[Item]:
    rows = session.execute(
        select(Topic, Meeting)
        .join(Meeting, Meeting.id == Topic.meeting_id)
        .where(Topic.owner_id == person.id, Meeting.status.in_(AHEAD))
        .order_by(Meeting.number, Topic.position)
    )
    for topic, meeting in rows:
        heir = _heir(session, person, meeting.initiator_id, meeting.host_id, project=meeting.project_id)
        yield Item("topic", topic.id, meeting.number, topic.title, heir)


def _roles(session: Session, person: Person) -> Iterator[Item]:
    """Of a department in the whole company: whoever needs it now names another one."""
    rows = session.scalars(
        select(Department).where(Department.company_id == person.company_id).order_by(Department.name)
    )
    for department in rows:
        asking = session.scalars(
            select(Need.initiator_id)
            .join(SupportItem, SupportItem.need_id == Need.id)
            .where(SupportItem.department_id == department.id, Need.status == NeedStatus.OPEN)
            .order_by(Need.id.desc())
        ).all()
        heir = _heir(session, person, *asking, department.decision_maker_id, department.head_id)
        if department.contact_id == person.id:
            yield Item("contact", department.id, 0, department.name, heir)
        if department.decision_maker_id == person.id:
            yield Item("decision_maker", department.id, 0, department.name, heir)
        if department.head_id == person.id:
            yield Item("head", department.id, 0, department.name, heir)


def _project_roles(session: Session, person: Person) -> Iterator[Item]:
    rows = session.execute(
        select(ProjectRole, Project, Department)
        .join(Project, Project.id == ProjectRole.project_id)
        .join(Department, Department.id == ProjectRole.department_id)
        .where(
            or_(ProjectRole.contact_id == person.id, ProjectRole.decision_maker_id == person.id),
            Project.closed_at.is_(None),
        )
        .order_by(Project.id, Department.name)
    )
    for role, project, department in rows:
        heir = _heir(session, person, project.owner_id, project=project.id)
        text = f"{department.name} · {project.name}"
        if role.contact_id == person.id:
            yield Item("contact", department.id, 0, text, heir, project.id)
        if role.decision_maker_id == person.id:
            yield Item("decision_maker", department.id, 0, text, heir, project.id)


def _heir(session: Session, person: Person, *chain: int | None, project: int | None = None) -> int:
    """The first who is still there: of the chain, the project's owner, its group's admin, an admin of the company."""
    candidates = list(chain)
    if project is not None:
        row = session.get_one(Project, project)
        candidates += [row.owner_id, *session.get_one(Chat, row.home_chat_id).admin_ids]
    candidates += session.scalars(
        select(Chat.admin_id).where(Chat.company_id == person.company_id).order_by(Chat.id)
    )
    for one in candidates:
        if one is not None and one != person.id and session.get_one(Person, one).active:
            return one
    return 0

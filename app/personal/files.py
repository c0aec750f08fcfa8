"""导出我的数据: an archive of JSON (everything) and a workbook (what a person reads) (D20)."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.documents.bundle import bundle
from app.documents.columns import or_dash
from app.documents.files import as_file
from app.documents.tables import File, Sheet
from app.documents.tasks import STATES
from app.meetings.models import Attendee, Meeting
from app.needs.models import Need
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, LeaveRow, Membership, Person
from app.personal.collecting import as_json
from app.projects.models import Project
from app.tasks.models import Task

TITLE = "我的数据"


def my_data(session: Session, person_id: int, _suffix: str) -> File | None:
    """The archive of one person; None when they have been forgotten."""
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        return None
    first = select(Chat).where(Chat.company_id == person.company_id).order_by(Chat.id).limit(1)
    calendar = calendar_of(session, session.scalars(first).one())
    sheets = (
        _profile(session, person),
        _needs(session, person, calendar),
        _meetings(session, person, calendar),
        _tasks(session, person),
        _leaves(session, person),
    )
    name = people.view(session, person).shown
    workbook = as_file(sheets, TITLE, name, suffix="xlsx")
    return bundle([File("data.json", as_json(session, person)), workbook], TITLE, name)


def _profile(session: Session, person: Person) -> Sheet:
    view = people.view(session, person)
    groups = session.scalars(
        select(Chat.name)
        .join(Membership, Membership.chat_id == Chat.id)
        .where(Membership.person_id == person.id)
        .order_by(Chat.id)
    )
    rows = (
        ("姓名", or_dash(view.name)),
        ("部门", or_dash(view.department)),
        ("平台账号", person.external_id),
        ("所在的群", or_dash("、".join(name for name in groups if name))),
    )
    return Sheet("资料", (), ("项目", "内容"), rows)


def _needs(session: Session, person: Person, calendar: Calendar) -> Sheet:
    rows = session.execute(
        select(Need, Project)
        .join(Project, Project.id == Need.project_id)
        .where(Need.initiator_id == person.id)
        .order_by(Need.number)
    )
    lines = tuple(
        (f"N{need.number}", project.name, need.goal, calendar.local(need.registered_at).date().isoformat())
        for need, project in rows
    )
    return Sheet("我登记的需求", (), ("编号", "项目", "协作目标", "登记日期"), lines)


def _meetings(session: Session, person: Person, calendar: Calendar) -> Sheet:
    invited = select(Attendee.meeting_id).where(
        or_(Attendee.person_id == person.id, Attendee.delegate_id == person.id)
    )
    rows = session.scalars(
        select(Meeting)
        .where(
            or_(
                Meeting.id.in_(invited),
                Meeting.host_id == person.id,
                Meeting.recorder_id == person.id,
                Meeting.initiator_id == person.id,
            )
        )
        .order_by(Meeting.number)
    )
    lines = tuple(
        (
            f"M{meeting.number}",
            or_dash(meeting.title),
            "-" if meeting.starts_at is None else f"{calendar.local(meeting.starts_at):%Y-%m-%d %H:%M}",
        )
        for meeting in rows
    )
    return Sheet("我参加的会议", (), ("编号", "主题", "时间"), lines)


def _tasks(session: Session, person: Person) -> Sheet:
    rows = session.scalars(
        select(Task)
        .where(or_(Task.owner_id == person.id, Task.assigner_id == person.id))
        .order_by(Task.number)
    )
    lines = tuple(
        (
            f"T{task.number}",
            task.description,
            "负责" if task.owner_id == person.id else "交办",
            task.due_on.isoformat(),
            STATES[task.status],
        )
        for task in rows
    )
    return Sheet("我的任务", (), ("编号", "任务描述", "角色", "截止时间", "当前进度"), lines)


def _leaves(session: Session, person: Person) -> Sheet:
    rows = session.scalars(select(LeaveRow).where(LeaveRow.person_id == person.id).order_by(LeaveRow.id))
    lines = tuple((row.start_on.isoformat(), row.end_on.isoformat()) for row in rows)
    return Sheet("请假", (), ("第一天", "最后一天"), lines)


FILES = {"my_data": my_data}
"""A kind of file to what writes it: called with the session, the person's key and the suffix."""

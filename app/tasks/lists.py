"""Lists of tasks: what a typed filter means, and one page of what it finds."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.needs.models import Need
from app.people import departments as roles
from app.people import service as people
from app.people.models import Chat, Company, Person
from app.projects.chats import here
from app.projects.models import Project
from app.tasks import queries
from app.tasks.models import Task, TaskList, TaskStatus
from app.tasks.secrecy import MEETINGS, open_to_all
from app.tasks.views import OPEN, ListView

PER_PAGE = 8
MOST = 400


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a list, and where: in a group only its own tasks, in private those one takes part in."""

    person: Person
    chat: Chat
    today: date


def page(session: Session, listed: TaskList, today: date) -> ListView:
    """The open page of a list. Most urgent first; a page beyond the last is the last."""
    found = of_list(session, listed, today)
    pages = max(1, -(-len(found) // PER_PAGE))
    number = max(1, min(listed.page, pages))
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    return ListView(
        id=listed.id,
        narrowed=listed.narrowed,
        mine=listed.narrowed in {"", "我的"},
        tasks=tuple(queries.view(session, task) for task in shown),
        total=len(found),
        page=number,
        pages=pages,
    )


def of_list(session: Session, listed: TaskList, today: date) -> list[Task]:
    """Everything an open list holds, all its pages."""
    reader = Reader(session.get_one(Person, listed.person_id), session.get_one(Chat, listed.chat_id), today)
    return find(session, reader, listed.narrowed, project_id=listed.project_id)


def find(session: Session, reader: Reader, narrowed: str, *, project_id: int | None = None) -> list[Task]:
    """The tasks a filter leaves, soonest first. Several words narrow one after another; none: one's own."""
    words = narrowed.split() or ["我的"]
    conditions = [condition for word in words for condition in _conditions(session, reader, word)]
    states = any(word in _STATES or word in {"全部", "所有", "本群"} for word in map(_bare, words))
    if not states:
        conditions.append(Task.status.in_(OPEN))
    if project_id is not None:
        conditions.append(Task.project_id == project_id)
    query = select(Task).where(Task.company_id == reader.chat.company_id, *_scope(reader), *conditions)
    order = (Task.status.in_(OPEN).desc(), Task.due_on, Task.number)
    return list(session.scalars(query.order_by(*order).limit(MOST)))


def mine(session: Session, reader: Reader, *, limit: int) -> list[Task]:
    """One's own most urgent tasks, for the home card."""
    return find(session, reader, "我的")[:limit]


_STATES: dict[str, tuple[ColumnElement[bool], ...]] = {
    "进行中": (Task.status == TaskStatus.DOING,),
    "未开始": (Task.status == TaskStatus.TODO,),
    "已完成": (Task.status == TaskStatus.DONE,),
    "已取消": (Task.status == TaskStatus.CANCELLED,),
    "待验收": (Task.status == TaskStatus.DONE, Task.approved_at.is_(None)),
    "已延期": (Task.status.in_(OPEN), Task.delayed.is_(True)),
    "延期中": (Task.status.in_(OPEN), Task.delayed.is_(True)),
    "待接受": (Task.status.in_(OPEN), Task.accepted_at.is_(None)),
    "有风险": (Task.status.in_(OPEN), Task.risk != ""),
    "高风险": (Task.status.in_(OPEN), Task.risk != ""),
}
_ASSIGNED = re.compile("我(?:交办|派|发起|发出|创建)的?")
_OWN = re.compile("我的|我负责的?|分配给我的?|待办")
_ALL = {"未完成", "没完成", "全部", "所有", "本群"}
_NUMBERED = re.compile("([mntMNT])([0-9]{1,6})")


def _bare(word: str) -> str:
    return word if word == "我的" else word.removesuffix("任务").removesuffix("的")


def _scope(reader: Reader) -> list[ColumnElement[bool]]:
    """What was given in a confidential meeting stands in no group, and in private only with those it is between (X7)."""
    if not reader.chat.private:
        return [
            or_(Task.chat_id == reader.chat.id, Task.project_id.in_(here(reader.chat.id))),
            open_to_all(),
        ]
    own = select(Project.id).where(Project.owner_id == reader.person.id)
    me = reader.person.id
    return [or_(Task.owner_id == me, Task.assigner_id == me, and_(Task.project_id.in_(own), open_to_all()))]


def _conditions(session: Session, reader: Reader, word: str) -> list[ColumnElement[bool]]:
    bare = _bare(word)
    if bare in _STATES:
        return list(_STATES[bare])
    if _OWN.fullmatch(word) or _OWN.fullmatch(bare):
        return [Task.owner_id == reader.person.id]
    if _ASSIGNED.fullmatch(bare):
        return [Task.assigner_id == reader.person.id, Task.owner_id != reader.person.id]
    if bare in _ALL:
        return []
    days = _days(bare, reader.today)
    if days is not None:
        return [Task.due_on >= days[0], Task.due_on <= days[1]]
    return _named(session, reader, bare)


def _days(bare: str, today: date) -> tuple[date, date] | None:
    """The days a filter is about, both included."""
    one = timedelta(days=1)
    single = {"今": today, "明": today + one}
    if bare.startswith(("今天", "今日", "明天", "明日")):
        return single[bare[0]], single[bare[0]]
    if bare in {"逾期", "已逾期", "超期", "过期"}:
        return date.min, today - one
    if bare in {"即将到期", "快到期"}:
        return today, today + 3 * one
    period = re.match("(本|这|下|上)个?(周|星期|月)", bare)
    if period is None:
        return None
    shift = {"下": 1, "上": -1}.get(period[1], 0)
    if period[2] == "月":
        return _month(today, shift)
    monday = today - timedelta(days=today.weekday() - 7 * shift)
    return monday, monday + 6 * one


def _month(today: date, shift: int) -> tuple[date, date]:
    counted = today.year * 12 + today.month - 1 + shift
    following = counted + 1
    first = date(counted // 12, counted % 12 + 1, 1)
    return first, date(following // 12, following % 12 + 1, 1) - timedelta(days=1)


def _numbered(letter: str, number: int, company_id: int) -> ColumnElement[bool]:
    """M1, N1 or T1."""
    if letter == "M":
        ids = select(MEETINGS.c.id).where(MEETINGS.c.company_id == company_id, MEETINGS.c.number == number)
        return Task.meeting_id.in_(ids)
    if letter == "N":
        projects = select(Need.project_id).where(Need.company_id == company_id, Need.number == number)
        return Task.project_id.in_(projects)
    return Task.number == number


def _named(session: Session, reader: Reader, bare: str) -> list[ColumnElement[bool]]:
    """The number of a meeting, a request or a task, a person, a department (its people's tasks and those it helps with)."""
    number = _NUMBERED.fullmatch(bare)
    company_id = reader.chat.company_id
    if number is not None:
        return [_numbered(number[1].upper(), int(number[2]), company_id)]
    named = people.people_named(session, company_id, bare.lstrip("@"), chat_id=reader.chat.id)
    if named:
        return [Task.owner_id.in_([person.id for person in named])]
    known = roles.rename_to_known(session, session.get_one(Company, company_id), bare)
    department = people.find_department(session, company_id, known)
    if department is None:
        return [Task.departments.contains(known)]
    members = select(Person.id).where(Person.department_id == department.id)
    return [or_(Task.owner_id.in_(members), Task.departments.contains(known))]

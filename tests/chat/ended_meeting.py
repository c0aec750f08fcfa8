"""The golden script's meeting as it stands when it is over: built in the store, ended through the one door there is."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import WorkingDays, dispute_due
from app.meetings.minutes import meeting_ended
from app.meetings.models import (
    Attendee,
    Decision,
    Dispute,
    DisputeSide,
    Meeting,
    MeetingStatus,
    Outcome,
    ParkedItem,
    PreWork,
    Rsvp,
    Topic,
)
from app.people import service as people
from app.people.calendars import calendar_in
from app.people.models import Chat, Company, Person
from app.tasks import service as tasks
from tests.chat.faces import ChatTest
from tests.support.time import shanghai

TITLE = "新产品上市功能优先级评审会"
STARTS = shanghai(2024, 5, 20, 14)
ENDED = shanghai(2024, 5, 20, 15, 30)
TOPICS = (
    ("市场需求反馈与功能优先级梳理", "基于用户调研数据，明确核心功能需求", "王芳", 20, "核心功能清单(初稿)"),
    ("技术可行性评估", "评估各功能的开发难度与资源需求", "张伟", 30, "技术可行性报告"),
    ("销售渠道适配性分析", "分析功能与销售渠道的匹配度", "李娜", 20, "渠道适配建议"),
    ("功能优先级最终确认", "综合各方意见，确定上线优先级", "陈晨", 20, "功能优先级排序表"),
)


class Cast:
    """The people of the script as the store knows them, once somebody has spoken in the group."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.chat = session.scalars(select(Chat).where(Chat.private.is_(False)).order_by(Chat.id)).one()

    def __getitem__(self, name: str) -> Person:
        """The person of that name."""
        query = select(Person).where(Person.name == name, Person.company_id == self.chat.company_id)
        return self.session.scalars(query).one()


def in_store(chat: ChatTest, work: Callable[[Session], None]) -> None:
    """Do something to the store as a part of the product would, and send what it owes."""
    with chat.process.runtime.sessions.begin() as session:
        work(session)
    chat.process.settle()


def end_meeting(chat: ChatTest, *, confidential: bool = False, ended: datetime = ENDED) -> None:
    """王芳 hosts and records; 李娜 is absent and 刘洋 came for her; 赵强 is copied. The clock stands at its end."""
    chat.says("王芳", "@会办 帮助")
    chat.process.clock.move_to(ended)
    in_store(chat, lambda session: _build(session, confidential=confidential, ended=ended))


def _build(session: Session, *, confidential: bool, ended: datetime) -> None:
    cast = Cast(session)
    company = session.get_one(Company, cast.chat.company_id)
    host = cast["王芳"]
    people.department_of(session, company, "研发部").head_id = None
    meeting = Meeting(
        company_id=company.id,
        number=people.next_number(session, company.id, "meeting"),
        chat_id=cast.chat.id,
        initiator_id=host.id,
        host_id=host.id,
        recorder_id=host.id,
        title=TITLE,
        objective="确定上线功能优先级",
        form="offline",
        place="3号会议室",
        starts_at=STARTS,
        length=90,
        confidential=confidential,
        status=MeetingStatus.ENDED,
        created_at=shanghai(2024, 5, 14, 10),
        published_at=shanghai(2024, 5, 14, 10, 30),
        began_at=STARTS,
        ended_at=ended,
        attendees=[Attendee(person_id=cast[name].id) for name in ("王芳", "张伟", "陈晨")],
        topics=[
            Topic(
                position=place,
                title=title,
                discussion=discussion,
                owner_id=cast[owner].id,
                minutes=minutes,
                output=output,
                criterion="用户优先级" if place == 1 else "",
                outcome=outcome,
            )
            for place, ((title, discussion, owner, minutes, output), outcome) in enumerate(
                zip(
                    TOPICS,
                    (Outcome.DECISION, Outcome.DISPUTE, Outcome.FOLLOW_UP, Outcome.SHELVED),
                    strict=True,
                ),
                start=1,
            )
        ],
        preworks=[
            PreWork(
                position=1,
                text="请各部门于5月19日前提交《功能需求清单》（含用户价值、开发周期预估）",
                due_on=date(2024, 5, 19),
            )
        ],
    )
    absent = Attendee(person_id=cast["李娜"].id, rsvp=Rsvp.NO, reason="出差")
    absent.delegate_id, absent.delegate_decides = cast["刘洋"].id, True
    meeting.attendees += [absent, Attendee(person_id=cast["赵强"].id, cc=True)]
    session.add(meeting)
    session.flush()
    _happened(session, meeting, cast, ended)
    meeting_ended(session, meeting, now=ended, calendar=calendar_in(cast.chat.timezone))


def _happened(session: Session, meeting: Meeting, cast: Cast, ended: datetime) -> None:
    calendar = calendar_in(cast.chat.timezone)
    host = cast["王芳"]
    first, second = meeting.topics[0], meeting.topics[1]
    session.add_all(
        (
            Decision(
                meeting_id=meeting.id,
                topic_id=first.id,
                text="一期只做A和B",
                criterion="用户优先级",
                basis="调研n=312",
                by_id=host.id,
                at=ended,
            ),
            Dispute(
                meeting_id=meeting.id,
                topic_id=second.id,
                point="C功能是否进一期",
                way="会后由研发部与销售部单独对接",
                due_at=dispute_due(calendar, ended, WorkingDays(2)),
                raised_at=ended,
                sides=[
                    DisputeSide(department="研发部", person_id=cast["张伟"].id, demand="人手不够，放二期"),
                    DisputeSide(department="销售部", person_id=cast["刘洋"].id, demand="渠道等着要"),
                ],
            ),
            ParkedItem(
                meeting_id=meeting.id, text="包装设计换供应商", goes_to="next", by_id=host.id, at=ended
            ),
        )
    )
    tasks.create(
        session,
        chat=cast.chat,
        owner=cast["陈晨"],
        assigner=host,
        description="完成核心功能清单（终稿）",
        due_on=date(2024, 5, 22),
        by=host,
        now=ended,
        calendar=calendar,
        meeting_id=meeting.id,
        deliverable="核心功能清单(V1.2)",
        departments="研发部、市场部",
    )

"""A published meeting of eight, written straight into the database, and taps on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.models import Attendee, Meeting, MeetingStatus, Rsvp, Topic
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people import service as people
from app.people.models import Chat, Company, Department, Person
from bot.ports import Actor, Answer, Press, Update, Value
from bot.ports import Chat as Where
from handlers.dispatch import Surroundings, handle
from tests.chat.faces import GROUP, PEOPLE, ChatTest, Typed
from tests.support.time import shanghai

START = shanghai(2024, 5, 20, 14)
TITLE = "功能优先级评审"
TOPICS = (("市场需求反馈", "王芳", 20), ("技术可行性评估", "张伟", 25), ("资源协调", "陈晨", 20))


@dataclass(frozen=True, slots=True)
class Staged:
    """The meeting's key and its topics'."""

    id: int
    topics: tuple[int, ...]


class Unhurried(ChatTest):
    """People who look at a card before they press again: its redraw, held back for three seconds, has arrived."""

    def presses(self, who: str, button: str, on: str, where: str = GROUP, *, after: str = "") -> str:
        """Somebody taps a button."""
        toast = super().presses(who, button, on, where, after=after)
        self.look()
        return toast

    def submits(self, who: str, values: Mapping[str, Typed], button: str, on: str, where: str = GROUP) -> str:
        """Somebody fills in a form."""
        toast = super().submits(who, values, button, on, where)
        self.look()
        return toast

    def look(self) -> None:
        """Three seconds pass."""
        self.process.clock.move(seconds=3)
        self.process.settle()


def at(minutes: float) -> datetime:
    """So many minutes into the meeting."""
    return START + timedelta(minutes=minutes)


def stage(
    chat: ChatTest,
    *,
    confidential: bool = False,
    absent: str = "",
    delegate: str = "",
    others: tuple[str, ...] = (),
) -> Staged:
    """M1, 14:00–15:30 on 2024-05-20, hosted by 王芳, recorded by 陈晨. Everybody has spoken to the bot once."""
    for who in PEOPLE:
        chat.says(who, "@会办 帮助")
    with chat.process.runtime.sessions.begin() as session:
        company = session.scalars(select(Company)).one()
        group = session.scalars(select(Chat).where(Chat.name == GROUP)).one()
        for name, department in PEOPLE.items():
            person(session, name).department_id = people.department_of(session, company, department).id
        meeting = Meeting(
            company_id=company.id,
            number=people.next_number(session, company.id, "meeting"),
            chat_id=group.id,
            initiator_id=person(session, "王芳").id,
            host_id=person(session, "王芳").id,
            recorder_id=person(session, "陈晨").id,
            title=TITLE,
            objective="确定上线功能优先级",
            starts_at=START,
            length=90,
            confidential=confidential,
            status=MeetingStatus.PUBLISHED,
            created_at=chat.process.clock.now(),
            published_at=chat.process.clock.now(),
        )
        for name in ("王芳", "张伟", "李娜", "赵强", "陈晨", *others):
            meeting.attendees.append(_attendee(session, name, absent=absent, delegate=delegate))
        for place, (title, owner, minutes) in enumerate(TOPICS):
            meeting.topics.append(
                Topic(
                    position=place,
                    title=title,
                    owner_id=person(session, owner).id,
                    minutes=minutes,
                    criterion="用户优先级" if place == 0 else "",
                    output="核心功能清单" if place == 0 else "",
                )
            )
        session.add(meeting)
        session.flush()
        staged = Staged(meeting.id, tuple(topic.id for topic in meeting.topics))
    chat.moves_to(START)
    return staged


def _attendee(session: Session, name: str, *, absent: str, delegate: str) -> Attendee:
    if name != absent:
        return Attendee(person_id=person(session, name).id, rsvp=Rsvp.YES)
    return Attendee(
        person_id=person(session, name).id,
        rsvp=Rsvp.NO,
        delegate_id=person(session, delegate).id if delegate else None,
        delegate_decides=True,
    )


def person(session: Session, name: str) -> Person:
    """Somebody of the cast."""
    return session.scalars(select(Person).where(Person.name == name)).one()


def name_head(session: Session, department: str, head: str) -> None:
    """Somebody heads a department."""
    found = session.scalars(select(Department).where(Department.name == department)).one()
    found.head_id = person(session, head).id


def begin(chat: ChatTest, staged: Staged, who: str = "王芳") -> None:
    """Their console with [开始会议] is there and pressed."""
    show(chat, who, f"console:{staged.id}")
    chat.presses(who, "开始会议", "主持台", where=who)


def show(chat: ChatTest, who: str, subject: str) -> None:
    """Put a card into somebody's private chat, as the planning part does ten minutes ahead."""
    with chat.process.runtime.sessions.begin() as session:
        company = session.scalars(select(Company)).one()
        place = Place(company.platform, company.tenant, person=person(session, who).external_id)
        outbox.owe_card(session, place, subject)
    chat.process.settle()


def late_tap(chat: ChatTest, who: str, action: str, **args: str | int) -> str:
    """A tap on a card that has been redrawn since, as the phone's old picture still sends it; the toast."""
    return tap(chat, who, action, **args).toast


def tap(
    chat: ChatTest, who: str, action: str, values: Mapping[str, Value] | None = None, /, **args: str | int
) -> Answer:
    """A press from somebody's private chat, whatever their cards show by now; its answer."""
    with chat.process.runtime.sessions.begin() as session:
        company = session.scalars(select(Company)).one()
        actor = person(session, who)
        now = chat.process.clock.now()
        update = Update(
            company.platform,
            company.tenant,
            f"late-{uuid4().hex}",
            Where(f"private-{actor.external_id}", private=True),
            Actor(actor.external_id, actor.name),
            now,
            Press("none", action, dict(args), dict(values or {})),
        )
        answer = handle(session, update, Surroundings(now, "Asia/Shanghai"))
    chat.process.settle()
    assert answer is not None
    return answer

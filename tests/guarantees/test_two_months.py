"""Two months of a company in a minute: whatever people do, nobody is written to more than the ladder promises (D1)."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.base.db import make_engine, make_sessions
from app.base.lanes import State, finish
from app.calendars import CHINA
from app.outbox.models import Outgoing, Posted
from app.outbox.service import Place, standing
from app.people import service as people
from app.people.models import Chat, Person
from app.projects import service as projects
from app.projects.models import Cadence
from app.reminders import service as reminders
from app.reminders.halfdays import half_of
from app.tasks import answers, rhythm
from app.tasks import service as tasks
from app.tasks.models import DelayCause, Task
from app.tasks.views import OPEN
from scheduler.jobs import fire_due
from tests.standins.feishu.clock import HandClock
from tests.support.time import shanghai

PEOPLE, PROJECTS = 40, 8
MOST_PINGS = 7
RHYTHMS = (
    (Cadence.DAILY, None, ""),
    (Cadence.WEEKLY, 1, "14:00"),
    (Cadence.BIWEEKLY, 3, "10:00"),
    (Cadence.DAILY, None, "11:00"),
)
"""The other projects are told of in their group's week."""
FIRST, LAST = date(2024, 4, 22), date(2024, 6, 21)
"""With the Labour Day holidays, their make-up days, and the Dragon Boat Festival."""


class Company:
    """People who give each other tasks, and do them, or not. Nothing is sent: what is owed is counted."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions = sessions
        self.random = Random(85)
        self.clock = HandClock(shanghai(2024, 4, 22, 9))
        self.said: list[tuple[str, str, datetime]] = []
        with sessions.begin() as session:
            company = people.company_of(session, "playground", "demo")
            for one in range(PEOPLE):
                session.add(Person(company_id=company.id, external_id=f"u{one}", name=f"员工{one}"))
            session.flush()
            for one in range(PROJECTS):
                chat = Chat(
                    company_id=company.id, external_id=f"g{one}", private=False, timezone="Asia/Shanghai"
                )
                session.add(chat)
                session.flush()
                owner = self._somebody(session)
                project = projects.create(
                    session, chat=chat, owner=owner, name=f"项目{one}", scenario="joint", now=self.clock.now()
                )
                if one < len(RHYTHMS):
                    project.cadence, project.sync_weekday, project.sync_clock = RHYTHMS[one]
                    rhythm.refresh(session, project, now=self.clock.now())

    def live(self, day: date) -> None:
        """One day: what people do in the morning, and everything the clock says until midnight."""
        if CHINA.is_workday(day):
            self.clock.move_to(max(self.clock.now(), CHINA.at(day, time(9, 1))))
            with self.sessions.begin() as session:
                self._work(session, day)
            self._collect(by_clock=False)
        end = CHINA.at(day + timedelta(days=1), time(0))
        while True:
            with self.sessions() as session:
                due_at = reminders.next_at(session, "playground")
            if due_at is None or due_at >= end:
                return
            self.clock.move_to(max(self.clock.now(), due_at))
            fire_due(self.sessions, {"playground": self.clock})
            self._collect(by_clock=True)

    def _work(self, session: Session, day: date) -> None:
        now = self.clock.now()
        for _ in range(self.random.choice((2, 3, 4))):
            self._give(session, day)
        for task in session.scalars(select(Task).where(Task.status.in_(OPEN)).order_by(Task.id)):
            owner = session.get_one(Person, task.owner_id)
            luck = self.random.random()
            if luck < 0.06:
                tasks.complete(session, task, by=owner, now=now, calendar=CHINA)
            elif luck < 0.10:
                tasks.accept(session, task, by=owner, now=now, calendar=CHINA)
            elif luck < 0.12:
                later = CHINA.add_workdays(max(task.due_on, day), 3)
                answers.ask_delay(
                    session, task, later, DelayCause.ESTIMATE, "", by=owner, now=now, calendar=CHINA
                )

    def _give(self, session: Session, day: date) -> None:
        chat = session.scalars(select(Chat).order_by(Chat.id)).all()[self.random.randrange(PROJECTS)]
        giver = self._somebody(session)
        tasks.create(
            session,
            chat=chat,
            owner=self._somebody(session),
            assigner=giver,
            description=f"事项{self.random.randrange(10**6)}",
            due_on=day + timedelta(days=self.random.randrange(1, 21)),
            by=giver,
            now=self.clock.now(),
            calendar=CHINA,
            project_id=projects.running_in(session, chat.id)[0].id,
        )

    def _somebody(self, session: Session) -> Person:
        found = session.scalars(select(Person).order_by(Person.id)).all()
        return found[self.random.randrange(len(found))]

    def _collect(self, *, by_clock: bool) -> None:
        """Take what is owed as sent: messages count, redraws of what stands do not."""
        with self.sessions.begin() as session:
            for row in session.scalars(select(Outgoing).where(Outgoing.state == State.WAITING)):
                place = Place(row.platform, row.tenant, chat=row.chat, person=row.person)
                living = row.kind == "card"
                fresh = row.kind == "notice" or (living and standing(session, place, row.subject) is None)
                finish(row)
                if not fresh:
                    continue
                session.add(
                    Posted(
                        platform=row.platform,
                        tenant=row.tenant,
                        place=place.key,
                        subject=row.subject,
                        message_id=f"m{row.id}",
                        posted_at=self.clock.now(),
                        retired=not living,
                        outgoing_id=row.id,
                    )
                )
                session.flush()
                if by_clock:
                    self.said.append((place.key, row.subject, CHINA.local(self.clock.now())))


def test_nobody_hears_more_than_the_ladder_promises(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    company = Company(make_sessions(engine))
    day = FIRST
    while day <= LAST:
        company.live(day)
        day += timedelta(days=1)
    private = [one for one in company.said if one[0].startswith("p:")]
    assert len(private) > 300, "so few that nothing is proved"
    at_the_door = "meeting:"  # ten minutes ahead a host is called whatever else the half-day brings (G12)
    counted = [one for one in private if not one[1].startswith(at_the_door)]
    halves = Counter((place, half_of(at, CHINA).key) for place, _, at in counted)
    assert [one for one, count in halves.items() if count > 1] == []
    assert [at for _, _, at in company.said if not _people_work(at)] == []
    with company.sessions() as session:
        assert max(session.scalars(select(Task.pings))) <= MOST_PINGS
    posts = Counter((place, at.date()) for place, _, at in company.said if place.startswith("c:"))
    assert max(posts.values()) <= 3
    engine.dispose()


def _people_work(at: datetime) -> bool:
    shifts = (CHINA.at(at.date(), first) <= at <= CHINA.at(at.date(), last) for first, last in CHINA.shifts)
    return CHINA.is_workday(at.date()) and any(shifts)

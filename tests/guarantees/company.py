"""What people do in half a year, by chance, the same in every run: on time, late, or never."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.errors import UserError
from app.calendars import Calendar
from app.meetings import answers as rsvps
from app.meetings import minutes, objections, settling, shown
from app.meetings import service as meetings
from app.meetings.minutes_models import Minutes, Objection
from app.meetings.minutes_shown import answered, latest
from app.meetings.minutes_views import SECTIONS
from app.meetings.models import Dispute, DisputeSide, Meeting, MeetingStatus, Rsvp
from app.meetings.readers import readers
from app.meetings.views import MeetingFields, PreWorkField, TopicField, WhoField
from app.needs import answers as replies
from app.needs import service as needs
from app.needs.models import Need, NeedStatus, SupportItem, SupportStatus
from app.needs.views import MilestoneView, NeedFields
from app.people import leaves
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from app.projects.models import Project
from app.reviews import service as reviews
from app.reviews.models import Retro, RetroSkip, RetroWord
from app.tasks import answers
from app.tasks import service as tasks
from app.tasks.models import DelayCause, Task, TaskStatus
from app.tasks.views import OPEN
from tests.guarantees.cast import Group, contact_of


class Company:
    """Deeds of people, one working half-day at a time. What they are refused they do not do."""

    def __init__(self, session: Session, groups: list[Group], seed: int) -> None:
        self.random = Random(seed)
        self.groups = groups
        self.session = session

    def work(self, session: Session, now: datetime, turn: int) -> None:
        """What happens in every other group at this moment (mornings and afternoons in turn), and who goes on leave."""
        self.session, self.now = session, now
        if self.chance(0.25):
            self._go_on_leave()
        for number, group in enumerate(self.groups):
            if (number + now.toordinal()) % 2 != turn:
                continue
            self.group, self.chat = group, session.get_one(Chat, group.chat_id)
            self.calendar: Calendar = calendar_of(session, self.chat)
            self.day = self.calendar.local(now).date()
            if not self.calendar.is_workday(self.day):
                continue
            self.project = session.scalar(select(Project).where(Project.home_chat_id == self.chat.id))
            self._project(number)
            if self.project is None:
                continue
            self.lately = self._lately()
            for deed in (
                self._answer_needs,
                self._give,
                self._do,
                self._meet,
                self._come,
                self._write,
                self._settle,
                self._look_back,
            ):
                deed()

    def chance(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self.random.random() < share

    def _try(self, deed: Callable[..., object], *args: object, **named: object) -> bool:
        try:
            with self.session.begin_nested():
                deed(*args, now=self.now, calendar=self.calendar, **named)
        except UserError:
            return False
        return True

    def _somebody(self) -> Person:
        return self.session.get_one(Person, self.random.choice(self.group.people))

    def _go_on_leave(self) -> None:
        group = self.random.choice(self.groups)
        person = self.session.get_one(Person, self.random.choice(group.people))
        deputy = self.session.get_one(Person, self.random.choice(group.people))
        start = self.now.date() + timedelta(days=self.random.randrange(1, 4))
        if deputy.id != person.id:
            end = start + timedelta(days=self.random.randrange(5))
            leaves.take(self.session, person, start, end, deputy if self.chance(0.7) else None)

    def _project(self, number: int) -> None:
        """Each group's project begins in its turn, and some end."""
        standing = self.project
        if standing is None:
            if self.chance(0.15):
                self._register(number)
        elif standing.closed_at is None and self.chance(0.002):
            owner = self.session.get_one(Person, standing.owner_id)
            for need in self.session.scalars(select(Need).where(Need.project_id == standing.id)):
                self._try(needs.set_status, self.session, need, NeedStatus.CLOSED, chat=self.chat, by=owner)

    def _register(self, number: int) -> None:
        due_on = self.day + timedelta(days=self.random.randrange(20, 120))
        fields = NeedFields(
            project=f"项目{number}",
            department=self.group.departments[0],
            goal="3个月内上线",
            departments=self.group.departments,
            description="请各部门支持",
            supports=tuple((name, "人手") for name in self.group.departments),
            due_on=due_on,
            note="需提前2周启动",
            milestones=(MilestoneView("样机", self.day + timedelta(days=self.random.randrange(10, 60))),),
        )
        self._try(needs.register, self.session, fields, chat=self.chat, by=self._somebody())

    def _answer_needs(self) -> None:
        rows = self.session.scalars(
            select(SupportItem)
            .join(Need, Need.id == SupportItem.need_id)
            .join(Project, Project.id == Need.project_id)
            .where(Project.home_chat_id == self.chat.id, SupportItem.status == SupportStatus.WAITING)
        ).all()
        given = replies.SupportReply(SupportStatus.ACCEPTED, manpower="2人")
        for item in rows:
            if self.chance(0.15):
                department = self.group.departments[item.position % len(self.group.departments)]
                self._try(replies.reply, self.session, item, given, by=contact_of(self.session, department))

    def _give(self) -> None:
        project = self.project
        if project is None or project.closed_at is not None or not self.chance(0.042):
            return
        giver = self._somebody()
        due_on = self.day + timedelta(days=self.random.choice((1, 2, 3, 5, 8, 13, 20)))
        self._try(
            tasks.create,
            self.session,
            chat=self.chat,
            owner=self._somebody(),
            assigner=giver,
            description=f"事项{self.random.randrange(10**6)}",
            due_on=due_on,
            by=giver,
            project_id=project.id,
        )

    def _do(self) -> None:
        rows = self.session.scalars(
            select(Task).where(Task.chat_id == self.chat.id, Task.status.in_(OPEN)).order_by(Task.id)
        ).all()
        for task in rows:
            owner = self.session.get_one(Person, task.owner_id)
            luck = self.random.random()
            if luck < 0.08:
                self._try(tasks.complete, self.session, task, by=owner)
            elif luck < 0.14:
                self._try(tasks.accept, self.session, task, by=owner)
            elif luck < 0.16:
                later = self.calendar.add_workdays(max(task.due_on, self.day), 3)
                self._try(answers.ask_delay, self.session, task, later, DelayCause.ESTIMATE, "", by=owner)
            elif luck < 0.17:
                self._try(answers.offer, self.session, task, self._somebody(), "", by=owner)
            elif luck < 0.175:
                self._try(tasks.snooze, self.session, task, None, by=owner)
            elif luck < 0.18:
                self._try(tasks.progress, self.session, task, percent=50, note="", by=owner)
        for task in self.session.scalars(
            select(Task).where(
                Task.chat_id == self.chat.id, Task.status == TaskStatus.DONE, Task.approved_at.is_(None)
            )
        ).all():
            if self.chance(0.2):
                self._try(
                    tasks.approve, self.session, task, by=self.session.get_one(Person, task.assigner_id)
                )

    def _meet(self) -> None:
        """A meeting is drafted, and published in time, late or never."""
        if self.project is not None and self.project.closed_at is None and self.chance(0.03):
            day = self.calendar.add_workdays(self.day, self.random.randrange(1, 9))
            starts_at = self.calendar.at(day, time(self.random.choice((9, 10, 14, 16, 19))))
            self._try(
                meetings.create, self.session, self._notice(starts_at), chat=self.chat, by=self._somebody()
            )
        for meeting in self._meetings(MeetingStatus.DRAFT):
            if self.chance(0.35):
                host = self.session.get_one(Person, meeting.host_id)
                self._try(meetings.publish, self.session, meeting, by=host)

    def _notice(self, starts_at: datetime) -> MeetingFields:
        invited = self.random.sample(self.group.people, min(4, len(self.group.people)))
        who = tuple(WhoField(external_id=self.session.get_one(Person, one).external_id) for one in invited)
        return MeetingFields(
            title=f"评审{self.random.randrange(1000)}",
            necessity="决策",
            objective="确定优先级",
            form="offline",
            place="3号会议室",
            starts_at=starts_at,
            length=60,
            attendees=who,
            topics=(TopicField(title="排序", owner=who[0], minutes=40, criterion="价值"),),
            preworks=(PreWorkField("交清单", who[1], self.day + timedelta(days=1)),),
        )

    def _meetings(self, status: MeetingStatus) -> list[Meeting]:
        query = select(Meeting).where(Meeting.chat_id == self.chat.id, Meeting.status == status)
        return list(self.session.scalars(query.order_by(Meeting.id)))

    def _come(self) -> None:
        """People answer, or not; they bring material, or not; a meeting whose time is over has been held."""
        for meeting in self._meetings(MeetingStatus.PUBLISHED):
            assert meeting.starts_at is not None
            if meeting.starts_at <= self.now:
                self._hold(meeting)
                continue
            for attendee in meeting.attendees:
                person = self.session.get_one(Person, attendee.person_id)
                if attendee.rsvp == Rsvp.WAITING and self.chance(0.3):
                    deed = rsvps.come if self.chance(0.85) else rsvps.cannot_come
                    self._try(deed, self.session, attendee, by=person)
            for prework in meeting.preworks:
                if not prework.materials and self.chance(0.3) and prework.owner_id is not None:
                    by = self.session.get_one(Person, prework.owner_id)
                    self._try(rsvps.hand_in, self.session, prework, "https://清单", by=by)

    def _hold(self, meeting: Meeting) -> None:
        """It was held, and is over now."""
        meeting.status, meeting.began_at, meeting.ended_at = MeetingStatus.ENDED, meeting.starts_at, self.now
        if self.chance(0.3):
            self.session.add(
                Dispute(
                    meeting_id=meeting.id,
                    point="进不进一期",
                    due_at=self.calendar.end_of_day(self.calendar.add_workdays(self.day, 2)),
                    raised_at=self.now,
                    sides=[
                        DisputeSide(department="", person_id=one, demand="要")
                        for one in self.random.sample(self.group.people, 2)
                    ],
                )
            )
        self.session.flush()
        shown.refresh(self.session, meeting, now=self.now, calendar=self.calendar)
        minutes.meeting_ended(self.session, meeting, now=self.now, calendar=self.calendar)

    def _write(self) -> None:
        """Minutes are written, and read; some never."""
        for meeting in self.lately:
            newest = latest(self.session, meeting.id)
            recorder = self.session.get_one(Person, meeting.recorder_id)
            if newest is None:
                if meeting.id % 7 and self.chance(0.35):
                    text = dict.fromkeys(SECTIONS, "照议程")
                    self._try(minutes.publish, self.session, meeting, text, by=recorder)
            elif newest.closed_at is None:
                said = answered(self.session, newest)
                for reader in readers(self.session, meeting):
                    if reader.person.id not in said and self.chance(0.3):
                        self._read(newest, reader.person.id)

    def _lately(self) -> list[Meeting]:
        """Meetings that people still talk of."""
        return list(
            self.session.scalars(
                select(Meeting)
                .where(Meeting.chat_id == self.chat.id, Meeting.ended_at > self.now - timedelta(days=12))
                .order_by(Meeting.id)
            )
        )

    def _settle(self) -> None:
        """Objections are answered, disputes settled; or not."""
        for meeting in self.lately:
            recorder = self.session.get_one(Person, meeting.recorder_id)
            for objection in self.session.scalars(
                select(Objection).where(Objection.meeting_id == meeting.id, Objection.answer == "")
            ).all():
                if objection.dispute_id is None and self.chance(0.3):
                    self._try(objections.answer, self.session, objection, "已改", by=recorder)
            for dispute in settling.unsettled(self.session, meeting.id):
                if self.chance(0.12):
                    host = self.session.get_one(Person, meeting.host_id)
                    self._try(settling.settle, self.session, dispute, "进二期", by=host)

    def _read(self, newest: Minutes, person_id: int) -> None:
        reader = self.session.get_one(Person, person_id)
        if self.chance(0.2):
            self._try(objections.object_to, self.session, newest, "topics", "不是我说的", by=reader)
        else:
            self._try(objections.receive, self.session, newest, by=reader)

    def _look_back(self) -> None:
        """Some projects that are over look back; of those asked some answer."""
        project = self.project
        if project is None or project.closed_at is None:
            return
        owner = self.session.get_one(Person, project.owner_id)
        if not self.session.scalar(select(Retro.id).where(Retro.project_id == project.id)):
            if self.chance(0.2):
                self._try(reviews.open_retro, self.session, project, by=owner, unused_because="没有用到")
            elif self.chance(0.1) and self.session.get(RetroSkip, (project.id, "close")) is None:
                reviews.skip(self.session, project, "close", by=owner, now=self.now)
        for word in self.session.scalars(
            select(RetroWord)
            .join(Retro, Retro.id == RetroWord.retro_id)
            .where(Retro.project_id == project.id, Retro.closed_at.is_(None), RetroWord.said_at.is_(None))
        ).all():
            if self.chance(0.2):
                by = self.session.get_one(Person, word.person_id)
                said = {"good": "按时", "figures": "", "improve": "", "advice": {}, "reason": ""}
                self._try(reviews.tell, self.session, word, by=by, **said)

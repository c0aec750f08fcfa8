"""What a group's 今日提醒 says of meetings and their minutes (G11); nothing of a confidential one (X7)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.meetings.minutes_due import due_of
from app.meetings.minutes_models import Minutes
from app.meetings.models import Meeting, MeetingStatus
from app.meetings.readers import group_of
from app.outbox import service as outbox
from app.people.models import Company
from app.reminders import service as reminders
from app.reminders.day_posts import days_of_meeting, days_of_minutes, plan_posts, today_subject
from app.reminders.ladder import Planned

COMING = (MeetingStatus.PUBLISHED, MeetingStatus.LIVE)
UNWRITTEN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the post: `at` is when it begins, or when its minutes are due (aware)."""

    number: int
    title: str
    at: datetime


def plan_day_posts(session: Session, meeting: Meeting, *, now: datetime, calendar: Calendar) -> None:
    """Plan the posts that speak of a meeting anew, and redraw today's where it stands."""
    company = session.get_one(Company, meeting.company_id)
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"agenda:{meeting.id}",
        plan=planned_posts(session, meeting, calendar),
        now=now,
    )
    if group_of(session, meeting) is not None:
        subject = today_subject(meeting.chat_id, calendar.local(now).date())
        for place in outbox.places_of(session, company.platform, company.tenant, subject):
            outbox.owe_card(session, place, subject)


def planned_posts(session: Session, meeting: Meeting, calendar: Calendar) -> tuple[Planned, ...]:
    """The posts with a line about this meeting as it stands."""
    if group_of(session, meeting) is None:
        return ()
    if meeting.status == MeetingStatus.PUBLISHED and meeting.starts_at is not None:
        return plan_posts(meeting.chat_id, days_of_meeting(meeting.starts_at, calendar), calendar)
    if meeting.ended_at is not None and not _is_written(session, meeting):
        return plan_posts(
            meeting.chat_id, days_of_minutes(due_of(session, meeting, calendar), calendar), calendar
        )
    return ()


def meetings_on(session: Session, chat_id: int, day: date, calendar: Calendar) -> list[MeetingLine]:
    """The published meetings of a group on that day and up to the end of the next working day, soonest first."""
    until = calendar.at(calendar.add_workdays(day, 1) + timedelta(days=1), time(0))
    rows = session.scalars(
        select(Meeting)
        .where(
            Meeting.chat_id == chat_id,
            Meeting.status.in_(COMING),
            Meeting.confidential.is_(False),
            Meeting.starts_at >= calendar.at(day, time(0)),
            Meeting.starts_at < until,
        )
        .order_by(Meeting.starts_at, Meeting.number)
    )
    return [MeetingLine(row.number, row.title, row.starts_at) for row in rows if row.starts_at is not None]


def unwritten_on(session: Session, chat_id: int, day: date, calendar: Calendar) -> list[MeetingLine]:
    """The minutes of a group that are due by the end of that day, or overdue; longest due first."""
    end = calendar.at(day + timedelta(days=1), time(0))
    rows = session.scalars(
        select(Meeting)
        .where(
            Meeting.chat_id == chat_id,
            Meeting.confidential.is_(False),
            Meeting.ended_at > end - UNWRITTEN_FOR,
            Meeting.ended_at < end,
            ~select(Minutes.id).where(Minutes.meeting_id == Meeting.id).exists(),
        )
        .order_by(Meeting.ended_at)
    )
    found = [
        MeetingLine(row.number, row.title, due_of(session, row, calendar)) for row in rows if row.ended_at
    ]
    return [line for line in found if line.at < end]


def _is_written(session: Session, meeting: Meeting) -> bool:
    return session.scalar(select(Minutes.id).where(Minutes.meeting_id == meeting.id).limit(1)) is not None

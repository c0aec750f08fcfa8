"""流程健康 of a project, read from its rows alone: nothing is kept twice."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.errors import NotFound
from app.calendars import Calendar
from app.evidence import rules
from app.evidence.rules import MeetingFact, MinutesFact, WaiverFact
from app.evidence.views import Clause, Health, Proof
from app.meetings import minutes_queries
from app.meetings import queries as meetings
from app.meetings.minutes_due import due_of
from app.meetings.minutes_models import Minutes, Objection
from app.meetings.models import Meeting
from app.needs import queries as needs
from app.needs.models import Need, NeedStatus
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects.models import Project
from app.rulepacks import service as rulepacks
from app.tasks import queries as tasks


def project_of(session: Session, company_id: int, project_id: int) -> Project:
    """The project of that key, if it is this company's. Raises NotFound."""
    project = session.get(Project, project_id)
    if project is None or project.company_id != company_id:
        raise NotFound(what="what.a_project", number="")
    return project


def health(session: Session, project: Project, *, now: datetime) -> Health:
    """Every clause that applies to a project as of `now` (aware). Confidential meetings stay out of it (X7)."""
    home = session.get_one(Chat, project.home_chat_id)
    calendar, pack = calendar_of(session, home), rulepacks.pack_of(session, home.id)
    today = calendar.local(now).date()
    clauses: list[Clause] = []
    for need in session.scalars(
        select(Need)
        .where(Need.project_id == project.id, Need.status != NeedStatus.CANCELLED)
        .order_by(Need.number)
    ):
        clauses += rules.of_need(needs.view(session, need, calendar))
    facts = _meetings(session, project, calendar, now)
    for fact in facts:
        clauses += rules.of_meeting(fact, pack, now=now)
    given = [
        (task, None if task.done_at is None else calendar.local(task.done_at).date())
        for task in tasks.of_project(session, project.id)
        if not _is_confidential(session, task.meeting_id)
    ]
    for task, done_on in given:
        clauses += rules.of_task(task, pack, today, done_on)
    saved = session.scalar(
        select(func.count()).where(
            Meeting.project_id == project.id, Meeting.confidential.is_(False), meetings.was_saved()
        )
    )
    figures = rules.figures(facts, given, calendar, saved=saved or 0, now=now)
    return Health(project.id, project.name, tuple(clauses), figures)


def _is_confidential(session: Session, meeting_id: int | None) -> bool:
    return meeting_id is not None and session.get_one(Meeting, meeting_id).confidential


def _meetings(session: Session, project: Project, calendar: Calendar, now: datetime) -> list[MeetingFact]:
    rows = session.scalars(
        select(Meeting)
        .where(Meeting.project_id == project.id, Meeting.confidential.is_(False))
        .order_by(Meeting.number)
    )
    return [_meeting(session, meeting, calendar, now) for meeting in rows]


def _meeting(session: Session, meeting: Meeting, calendar: Calendar, now: datetime) -> MeetingFact:
    return MeetingFact(
        view=meetings.view(session, meeting, calendar, now=now),
        waivers=tuple(
            WaiverFact(waiver.rule, Proof(waiver.at, _name(session, waiver.by_id), waiver.reason))
            for waiver in meeting.waivers
        ),
        material=tuple(
            None
            if meetings.owing(meeting, prework)
            else max((material.at for material in prework.materials), default=None)
            for prework in meeting.preworks
            if prework.due_on is not None
        ),
        minutes=_minutes(session, meeting, calendar, now),
    )


def _minutes(session: Session, meeting: Meeting, calendar: Calendar, now: datetime) -> MinutesFact | None:
    if meeting.ended_at is None:
        return None
    due_at = due_of(session, meeting, calendar)
    editions = session.scalars(
        select(Minutes).where(Minutes.meeting_id == meeting.id).order_by(Minutes.edition)
    ).all()
    if not editions:
        return MinutesFact(due_at)
    newest = minutes_queries.view(session, editions[-1], calendar, now=now)
    return MinutesFact(
        due_at=due_at,
        published_at=editions[0].published_at,
        by=_name(session, editions[0].published_by_id),
        final=newest.final,
        answered=newest.confirmed,
        readers=len(newest.readers),
        objections=tuple(
            (objection.answered_at, minutes_queries.answer_by(objection, calendar))
            for objection in session.scalars(
                select(Objection).where(Objection.meeting_id == meeting.id).order_by(Objection.id)
            )
        ),
    )


def _name(session: Session, person_id: int | None) -> str:
    person = people.person(session, person_id)
    return "" if person is None else person.shown

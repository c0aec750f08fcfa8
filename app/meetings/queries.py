"""Meetings as they are shown."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.glossary import queries as glossary
from app.glossary.rules import standing_in
from app.meetings import records, rules
from app.meetings.busy import busy_then
from app.meetings.models import Attendee, Meeting, MeetingKind, MeetingStatus, PreWork, Rsvp, Topic
from app.meetings.rules import AttendeeFacts, MeetingFacts, PreWorkFacts, TermFacts, TopicFacts
from app.meetings.views import AttendeeView, MeetingView, PreWorkView, TopicView
from app.people import departments as roles
from app.people import service as people
from app.people.models import Chat, Department, Person
from app.people.views import PersonView
from app.projects import service as projects
from app.projects.models import Project, ProjectChat
from app.rulepacks import service as rulepacks


def view(session: Session, meeting: Meeting, calendar: Calendar, *, now: datetime) -> MeetingView:
    """The meeting with its parts and what 体检 finds in it as of `now` (aware)."""
    chat = session.get_one(Chat, meeting.chat_id)
    project = None if meeting.project_id is None else session.get_one(Project, meeting.project_id)
    found = facts(session, meeting, calendar, now=now)
    decided = records.decisions(session, meeting.id)
    return MeetingView(
        id=meeting.id,
        number=meeting.number,
        chat_id=chat.id,
        home_chat=chat.external_id,
        private_home=chat.private or meeting.confidential,
        zone=chat.timezone,
        project="" if project is None else project.name,
        project_id=meeting.project_id,
        initiator=_person(session, meeting.initiator_id),
        host=_person(session, meeting.host_id),
        recorder=_person(session, meeting.recorder_id),
        kind=meeting.kind,
        title=meeting.title,
        necessity=meeting.necessity,
        objective=meeting.objective,
        form=meeting.form,
        place=meeting.place,
        link=meeting.link,
        starts_at=meeting.starts_at,
        length=meeting.length,
        urgent_reason=meeting.urgent_reason,
        confidential=meeting.confidential,
        status=meeting.status,
        published_at=meeting.published_at,
        began_at=meeting.began_at,
        ended_at=meeting.ended_at,
        segment=meeting.segment,
        segment_at=meeting.segment_at,
        topic_id=meeting.topic_id,
        attendees=tuple(_attendee(session, attendee) for attendee in meeting.attendees),
        topics=tuple(_topic(session, topic) for topic in meeting.topics),
        preworks=tuple(_prework(session, meeting, prework) for prework in meeting.preworks),
        opinions=records.opinions(session, meeting.id),
        decisions=tuple(one for one in decided if one.stands),
        replaced=tuple(one for one in decided if not one.stands),
        disputes=records.disputes(session, meeting.id),
        parked=records.parked(session, meeting.id),
        checks=rules.check(found, calendar, rulepacks.pack_of(session, chat.id)),
        missing=missing(meeting),
        terms=found.terms,
    )


def missing(meeting: Meeting) -> tuple[str, ...]:
    """What its notice still lacks (S28)."""
    return rules.missing(
        title=meeting.title,
        starts_at=meeting.starts_at,
        length=meeting.length,
        where=meeting.place or meeting.link,
        attendees=sum(1 for attendee in meeting.attendees if attendee.person_id is not None),
    )


def facts(session: Session, meeting: Meeting, calendar: Calendar, *, now: datetime) -> MeetingFacts:
    """What 体检 looks at."""
    notice_on: date = calendar.local(meeting.published_at or now).date()
    idle = idle_before(session, meeting) if meeting.status == MeetingStatus.DRAFT else {}
    return MeetingFacts(
        kind=meeting.kind,
        necessity=meeting.necessity,
        objective=meeting.objective,
        starts_at=meeting.starts_at,
        length=meeting.length,
        notice_on=notice_on,
        urgent=bool(meeting.urgent_reason),
        topics=tuple(TopicFacts(t.id, t.title, t.minutes, t.criterion, t.owner_id) for t in meeting.topics),
        attendees=tuple(
            _attendee_facts(session, meeting, attendee, idle.get(attendee.person_id, 0))
            for attendee in meeting.attendees
            if attendee.person_id is not None
        ),
        preworks=tuple(PreWorkFacts(p.id, p.text, p.due_on, not owing(meeting, p)) for p in meeting.preworks),
        waived=frozenset((waiver.rule, waiver.about) for waiver in meeting.waivers),
        host_id=meeting.host_id,
        terms=terms_in(session, meeting),
        busy=busy_then(session, meeting),
    )


def terms_in(session: Session, meeting: Meeting) -> tuple[TermFacts, ...]:
    """The terms that stand in its topics, each with what it means, or that departments differ on it (S82)."""
    known = {term.key: term for term in glossary.everything(session, meeting.company_id)}
    found: list[TermFacts] = []
    for topic in meeting.topics if known else ():
        for key in standing_in(f"{topic.title}\n{topic.discussion}", tuple(known)):
            term = glossary.view(session, known[key])
            meant = term.definitions[0].text if term.definitions else ""
            found.append(TermFacts(term.id, term.name, topic.id, meant, term.conflict))
    return tuple(found)


def idle_before(session: Session, meeting: Meeting) -> dict[int, int]:
    """In how many of the last meetings of its project (else its chat) each person sat without a part (S26)."""
    same = (
        Meeting.chat_id == meeting.chat_id
        if meeting.project_id is None
        else Meeting.project_id == meeting.project_id
    )
    last = session.scalars(
        select(Meeting)
        .where(same, Meeting.status == MeetingStatus.ENDED, Meeting.id != meeting.id)
        .order_by(Meeting.ended_at.desc())
        .limit(5)
    ).all()
    counts: dict[int, int] = {}
    for past in last:
        owners = {topic.owner_id for topic in past.topics}
        for attendee in past.attendees:
            if attendee.person_id is None or attendee.cc or attendee.person_id in owners:
                continue
            if not _attendee_facts(session, past, attendee).has_role:
                counts[attendee.person_id] = counts.get(attendee.person_id, 0) + 1
    return counts


def owing(meeting: Meeting, prework: PreWork) -> list[int]:
    """The people who have not handed in a piece of pre-work: its owner, or everybody who is to come."""
    asked = (
        [a.person_id for a in meeting.attendees if not a.cc and a.person_id is not None]
        if prework.owner_id is None
        else [prework.owner_id]
    )
    given = {material.person_id for material in prework.materials}
    return [person_id for person_id in asked if person_id not in given]


def by_number(session: Session, company_id: int, number: int) -> Meeting | None:
    """The meeting of that number."""
    return session.scalar(select(Meeting).where(Meeting.company_id == company_id, Meeting.number == number))


def coming(session: Session, chat_id: int, *, limit: int = 10) -> list[Meeting]:
    """The meetings of a chat, and of projects it is linked to, that are not over, soonest first; those without a time
    last."""
    guests = select(ProjectChat.project_id).where(ProjectChat.chat_id == chat_id)
    found = session.scalars(
        select(Meeting)
        .where(
            or_(Meeting.chat_id == chat_id, Meeting.project_id.in_(guests)),
            Meeting.status.in_((MeetingStatus.DRAFT, MeetingStatus.PUBLISHED, MeetingStatus.LIVE)),
        )
        .order_by(Meeting.starts_at.is_(None), Meeting.starts_at, Meeting.id)
        .limit(limit)
    )
    return list(found)


def coming_for(session: Session, person: Person, *, limit: int = 10) -> list[Meeting]:
    """The meetings somebody has a part in that are not over, soonest first; those without a time last."""
    mine = select(Attendee.meeting_id).where(
        or_(Attendee.person_id == person.id, Attendee.delegate_id == person.id)
    )
    found = session.scalars(
        select(Meeting)
        .where(
            Meeting.company_id == person.company_id,
            Meeting.status.in_((MeetingStatus.DRAFT, MeetingStatus.PUBLISHED, MeetingStatus.LIVE)),
            or_(
                Meeting.initiator_id == person.id,
                Meeting.host_id == person.id,
                Meeting.recorder_id == person.id,
                # An invitation is no invitation before it is published.
                and_(Meeting.id.in_(mine), Meeting.status != MeetingStatus.DRAFT),
            ),
        )
        .order_by(Meeting.starts_at.is_(None), Meeting.starts_at, Meeting.id)
        .limit(limit)
    )
    return list(found)


def draft_of_need(session: Session, need_id: int) -> Meeting | None:
    """The alignment of a need that is being planned (S18)."""
    return session.scalar(
        select(Meeting)
        .where(
            Meeting.need_id == need_id,
            Meeting.status.in_((MeetingStatus.DRAFT, MeetingStatus.PUBLISHED)),
        )
        .order_by(Meeting.id.desc())
        .limit(1)
    )


def saved_in(session: Session, chat_id: int) -> int:
    """How many meetings of a chat were replaced by a card (S22), or were not needed (S64)."""
    query = select(func.count()).where(Meeting.chat_id == chat_id, was_saved())
    return session.scalar(query) or 0


def was_saved() -> ColumnElement[bool]:
    """A meeting replaced by a card, or a sync without an agenda that was dropped."""
    empty = and_(Meeting.kind == MeetingKind.SYNC, ~Meeting.topics.any())
    return or_(Meeting.status == MeetingStatus.ONLINE, and_(Meeting.status == MeetingStatus.CANCELLED, empty))


def may_read(meeting: Meeting, person_id: int) -> bool:
    """X7: a confidential meeting is only for those who take part in it, copied ones included."""
    if not meeting.confidential:
        return True
    named = {meeting.initiator_id, meeting.host_id, meeting.recorder_id}
    for attendee in meeting.attendees:
        named |= {attendee.person_id or 0, attendee.delegate_id or 0}
    return person_id in named


def _person(session: Session, person_id: int) -> PersonView:
    return people.view(session, session.get_one(Person, person_id))


def _department_name(session: Session, department_id: int | None) -> str:
    return "" if department_id is None else session.get_one(Department, department_id).name


def _attendee(session: Session, attendee: Attendee) -> AttendeeView:
    person = people.person(session, attendee.person_id)
    department = _department_name(session, attendee.department_id)
    return AttendeeView(
        id=attendee.id,
        person=person,
        department=department or ("" if person is None else person.department),
        label=attendee.label,
        cc=attendee.cc,
        rsvp=attendee.rsvp,
        reason=attendee.reason,
        delegate=people.person(session, attendee.delegate_id),
        delegate_decides=attendee.delegate_decides,
        opened_at=attendee.opened_at,
        present_at=attendee.present_at,
        stance=attendee.stance,
        objection=attendee.objection,
    )


def _attendee_facts(session: Session, meeting: Meeting, attendee: Attendee, idle: int = 0) -> AttendeeFacts:
    assert attendee.person_id is not None
    person = session.get_one(Person, attendee.person_id)
    department = _department_of(session, attendee, person)
    contact, decider = _speakers(session, meeting, department)
    decides = attendee.person_id in {decider, None if department is None else department.head_id}
    prepares = {prework.owner_id for prework in meeting.preworks}
    return AttendeeFacts(
        person_id=attendee.person_id,
        name=person.name,
        department="" if department is None else department.name,
        cc=attendee.cc,
        has_role=attendee.person_id in {meeting.host_id, meeting.recorder_id, contact, decider} | prepares,
        may_decide=attendee.delegate_decides if attendee.rsvp == Rsvp.NO else decides,
        department_has_decider=decider is not None,
        idle_before=idle,
    )


def _department_of(session: Session, attendee: Attendee, person: Person) -> Department | None:
    if attendee.department_id is not None:
        return session.get_one(Department, attendee.department_id)
    return roles.own_department(session, person)


def _speakers(
    session: Session, meeting: Meeting, department: Department | None
) -> tuple[int | None, int | None]:
    if department is None:
        return None, None
    if meeting.project_id is None:
        return department.contact_id, department.decision_maker_id
    return projects.speakers(session, meeting.project_id, department)


def _topic(session: Session, topic: Topic) -> TopicView:
    return TopicView(
        id=topic.id,
        position=topic.position,
        title=topic.title,
        discussion=topic.discussion,
        owner=people.person(session, topic.owner_id),
        department=_department_name(session, topic.department_id),
        label=topic.label,
        minutes=topic.minutes,
        output=topic.output,
        criterion=topic.criterion,
        progress=topic.progress,
        problem=topic.problem,
        decision_asked=topic.decision_asked,
        outcome=topic.outcome,
        outcome_note=topic.outcome_note,
        began_at=topic.began_at,
        ended_at=topic.ended_at,
        extended=topic.extended,
        prior_talk=topic.prior_talk,
    )


def _prework(session: Session, meeting: Meeting, prework: PreWork) -> PreWorkView:
    return PreWorkView(
        id=prework.id,
        text=prework.text,
        owner=people.person(session, prework.owner_id),
        due_on=prework.due_on,
        materials=tuple((_person(session, m.person_id), m.text) for m in prework.materials),
        owed_by=tuple(_person(session, person_id) for person_id in owing(meeting, prework)),
    )

"""What follows whenever a meeting changes: invitations go out, L2 is planned anew, every card of it is redrawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.meetings import people as who
from app.meetings import queries
from app.meetings.day_posts import plan_day_posts
from app.meetings.models import Meeting, MeetingKind, MeetingStatus, Rsvp
from app.meetings.readers import group_of, private_place
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.models import Company, Membership
from app.reminders import service as reminders
from app.reminders.ladder import Planned
from app.reminders.meeting_ladder import MeetingSteps, PreWorkDue, plan_meeting

OF_MEETING = (
    "meeting",
    "meetform",
    "meetmore",
    "meetwho",
    "meetcriteria",
    "meetcc",
    "meeturgent",
    "meetkeep",
    "meetcome",
    "rehearsal",
)
"""The living cards whose key is the meeting's."""
OF_ATTENDEE = ("invite", "delegate", "absence", "material", "opinion")
"""The living cards whose key is an attendee's."""


def home_place(session: Session, meeting: Meeting) -> Place:
    """Where its card and the group's reminders go: the group it was begun in; the initiator in private when it was
    begun there or is confidential (X7)."""
    return group_of(session, meeting) or private_place(session, meeting, meeting.initiator_id)


def refresh(session: Session, meeting: Meeting, *, now: datetime, calendar: Calendar) -> None:
    """Invite who has not been invited yet (S28), redraw every card of the meeting, plan L2 anew."""
    session.flush()
    session.refresh(meeting, ["attendees", "topics", "preworks", "waivers"])
    company = session.get_one(Company, meeting.company_id)
    if not is_blank(meeting):
        outbox.owe_card(session, home_place(session, meeting), f"meeting:{meeting.id}")
        if who.unknown(session, meeting) and meeting.status == MeetingStatus.DRAFT:
            outbox.owe_card(session, home_place(session, meeting), f"meetwho:{meeting.id}")
    if meeting.status == MeetingStatus.PUBLISHED:
        invite(session, meeting)
    for subject in _subjects(meeting):
        for place in outbox.places_of(session, company.platform, company.tenant, subject):
            outbox.owe_card(session, place, subject)
    reminders.replan(
        session,
        company_id=company.id,
        platform=company.platform,
        subject=f"meeting:{meeting.id}",
        plan=plan(meeting, calendar, chat_id=_group_id(session, meeting)),
        now=now,
    )
    plan_day_posts(session, meeting, now=now, calendar=calendar)


def is_blank(meeting: Meeting) -> bool:
    """A draft nobody has filled in yet: only its form is shown."""
    return meeting.status == MeetingStatus.DRAFT and not (
        meeting.title or meeting.starts_at or meeting.topics or meeting.attendees or meeting.objective
    )


def invite(session: Session, meeting: Meeting) -> None:
    """A private invitation to each who is to come, and one to each delegate (S37).

    A sync that comes by itself is announced in its group (L7); L2 tells those who do not read there.
    """
    by_itself = meeting.kind == MeetingKind.SYNC
    for attendee in meeting.attendees:
        if attendee.cc or attendee.person_id is None:
            continue
        if not by_itself:
            place = private_place(session, meeting, attendee.person_id)
            outbox.owe_card(session, place, f"invite:{attendee.id}")
        if attendee.rsvp == Rsvp.NO and attendee.delegate_id is not None:
            place = private_place(session, meeting, attendee.delegate_id)
            outbox.owe_card(session, place, f"delegate:{attendee.id}")


def reads_there(session: Session, meeting: Meeting, person_id: int) -> bool:
    """Whether somebody reads what is posted about a meeting in its group."""
    if group_of(session, meeting) is None:
        return False
    return session.get(Membership, (meeting.chat_id, person_id)) is not None


def plan(
    meeting: Meeting, calendar: Calendar, *, chat_id: int | None, published_at: datetime | None = None
) -> tuple[Planned, ...]:
    """L2 as it stands; with `published_at` (aware) as it would be after publishing then. That is the rehearsal too."""
    steps = facts(meeting, chat_id=chat_id, published_at=published_at)
    return () if steps is None else plan_meeting(steps, calendar)


def facts(
    meeting: Meeting, *, chat_id: int | None, published_at: datetime | None = None
) -> MeetingSteps | None:
    """What L2 depends on; None for a meeting without a time, or one that has begun, is over or was dropped.

    Of a sync that comes by itself nobody is asked whether they come, and its agenda was its group's post (L7).
    """
    if meeting.starts_at is None or meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        return None
    coming = [a for a in meeting.attendees if not a.cc and a.person_id is not None]
    by_itself = meeting.kind == MeetingKind.SYNC
    others = [a for a in coming if a.person_id != meeting.host_id]
    waiting = [] if by_itself else others
    return MeetingSteps(
        subject=f"meeting:{meeting.id}",
        organiser_id=meeting.host_id,
        host_id=meeting.host_id,
        chat_id=None if by_itself else chat_id,
        starts_at=meeting.starts_at,
        published_at=meeting.published_at or published_at,
        urgent=by_itself or bool(meeting.urgent_reason),
        silent_ids=tuple(a.person_id or 0 for a in waiting if a.rsvp == Rsvp.WAITING),
        alone_ids=tuple(a.person_id or 0 for a in coming if a.rsvp == Rsvp.NO and a.delegate_id is None),
        unread_ids=tuple(a.person_id or 0 for a in waiting if a.rsvp != Rsvp.NO and a.opened_at is None),
        untold_ids=tuple(a.person_id or 0 for a in others if a.opened_at is None) if by_itself else (),
        preworks=tuple(
            PreWorkDue(prework.id, prework.due_on, tuple(queries.owing(meeting, prework)))
            for prework in meeting.preworks
            if prework.due_on is not None
        ),
        material_missing=any(queries.owing(meeting, prework) for prework in meeting.preworks),
    )


def _group_id(session: Session, meeting: Meeting) -> int | None:
    return None if group_of(session, meeting) is None else meeting.chat_id


def _subjects(meeting: Meeting) -> list[str]:
    subjects = [f"{kind}:{meeting.id}" for kind in OF_MEETING]
    for attendee in meeting.attendees:
        subjects += [f"{kind}:{attendee.id}" for kind in OF_ATTENDEE]
    for topic in meeting.topics:
        subjects += [f"topic:{topic.id}", f"talk:{topic.id}"]
    return subjects

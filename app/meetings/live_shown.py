"""What follows whenever a live meeting changes: its cards are redrawn, its cues planned anew."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.meetings.live_queries import running_of
from app.meetings.models import Meeting, MeetingStatus, Rsvp, Segment, Topic
from app.meetings.readers import group_of, private_place
from app.meetings.timeline import cues, stretch_of
from app.outbox import service as outbox
from app.outbox.service import Place
from app.people.models import Company
from app.reminders import service as reminders
from app.reminders.live_ladder import plan_live

_CARDS = ("console", "live", "closing", "ending", "adjourn", "host")
_FORMS = ("conclude", "differ", "leave")


def audience(session: Session, meeting: Meeting) -> tuple[Place, ...]:
    """Where everybody follows: the group, or in private each of those who are there (X7)."""
    group = group_of(session, meeting)
    if group is not None:
        return (group,)
    present = [
        attendee.delegate_id if attendee.rsvp == Rsvp.NO else attendee.person_id
        for attendee in meeting.attendees
        if not attendee.cc
    ]
    ids = dict.fromkeys((meeting.host_id, meeting.recorder_id, *present))
    return tuple(private_place(session, meeting, one) for one in ids if one is not None)


def host_place(session: Session, meeting: Meeting) -> Place:
    """The host in private."""
    return private_place(session, meeting, meeting.host_id)


def refresh(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """Show the meeting as it stands to everybody who follows, and plan its cues anew.

    Call it outside of what is recorded: messages that are owed are nothing to take back.
    """
    session.flush()
    if meeting.status == MeetingStatus.LIVE:
        outbox.owe_card(session, host_place(session, meeting), f"console:{meeting.id}")
        for place in audience(session, meeting):
            outbox.owe_card(session, place, f"live:{meeting.id}")
            if meeting.segment == Segment.CLOSING:
                outbox.owe_card(session, place, f"closing:{meeting.id}")
    for kind in _CARDS:
        _redraw(session, meeting, f"{kind}:{meeting.id}")
    for topic in meeting.topics:
        if topic.ended_at == now:
            redraw_forms(session, meeting, topic)
    replan(session, meeting, now=now)


def redraw_forms(session: Session, meeting: Meeting, topic: Topic) -> None:
    """Close the forms about a topic that has ended. While it runs they are left alone: a redraw empties them under
    the fingers of whoever fills them in."""
    session.flush()
    for kind in _FORMS:
        _redraw(session, meeting, f"{kind}:{topic.id}")


def redraw_clock(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """Redraw what shows the minutes, and plan the next time."""
    for kind in ("console", "live"):
        _redraw(session, meeting, f"{kind}:{meeting.id}")
    replan(session, meeting, now=now)


def replan(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """Plan the cues and the next redraw of a meeting that runs; drop them when it does not."""
    running = running_of(meeting)
    told = () if running is None else tuple((cue.step, cue.at, cue.about) for cue in cues(running))
    reminders.replan(
        session,
        company_id=meeting.company_id,
        platform=session.get_one(Company, meeting.company_id).platform,
        subject=f"live:{meeting.id}",
        plan=()
        if running is None
        else plan_live(meeting.host_id, told, stretch_of(running).next_change(now)),
        now=now,
    )


def _redraw(session: Session, meeting: Meeting, subject: str) -> None:
    company = session.get_one(Company, meeting.company_id)
    for place in outbox.places_of(session, company.platform, company.tenant, subject):
        outbox.owe_card(session, place, subject)

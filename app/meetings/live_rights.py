"""What has to be so before anything is done in a live meeting: it runs, this person may, and the tap is not late."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.base.errors import NotAllowed, NotFound, UserError
from app.meetings import queries
from app.meetings.models import Meeting, MeetingStatus, Outcome, Segment, Topic
from app.people import service as people
from app.people.models import Person


class NotBegun(UserError):
    """The meeting does not run yet. Details: number."""

    key = "live_not_begun"


class Over(UserError):
    """The meeting is over or was called off. Details: number."""

    key = "live_over"


class Past(UserError):
    """A tap that comes late: the meeting has gone on since the card was drawn. Details: now."""

    key = "live_past"


class TopicEnded(UserError):
    """The topic has ended in something else. Details: topic, outcome."""

    key = "live_topic_ended"


class Unfinished(UserError):
    """A topic has no result yet, and never ends silently (S43). Details: topic."""

    key = "live_unfinished"


class NotInvited(UserError):
    """Only who was invited, or stands in for somebody, has a say. Details: number, who."""

    key = "live_not_invited"


class NotClosing(UserError):
    """The conclusions are agreed to at the closing, which has not begun. Details: number."""

    key = "live_not_closing"


def by_id(session: Session, company_id: int, meeting_id: int, *, reader: Person) -> Meeting:
    """The meeting of that key, locked until this transaction ends, so that taps at the same time take turns.

    Raises NotFound: a confidential one is not there for others (X7).
    """
    meeting = session.get(Meeting, meeting_id, with_for_update=True, populate_existing=True)
    if meeting is None or meeting.company_id != company_id or not queries.may_read(meeting, reader.id):
        raise NotFound(what="what.some_meeting", number=f"M{meeting_id}")
    return meeting


def topic_by_id(session: Session, company_id: int, topic_id: int, *, reader: Person) -> tuple[Meeting, Topic]:
    """A topic and its meeting, locked. Raises NotFound."""
    found = session.get(Topic, topic_id)
    if found is None:
        raise NotFound(what="what.topic", number="")
    meeting = by_id(session, company_id, found.meeting_id, reader=reader)
    return meeting, next(topic for topic in meeting.topics if topic.id == topic_id)


def require_live(meeting: Meeting) -> None:
    """Raises NotBegun or Over."""
    if meeting.status in {MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}:
        raise NotBegun(number=meeting.number)
    if meeting.status != MeetingStatus.LIVE:
        raise Over(number=meeting.number)


def require_one_of(
    session: Session, meeting: Meeting, allowed: Collection[int], by: Person, what: str
) -> None:
    """Raises NotAllowed, naming the host."""
    if by.id not in allowed:
        host = people.person(session, meeting.host_id)
        raise NotAllowed(what=what, meeting=meeting.number, who="who.host" if host is None else host.shown)


def require_host(session: Session, meeting: Meeting, by: Person) -> None:
    """The meeting runs and `by` hosts it: one person steers. Raises NotBegun, Over, NotAllowed."""
    require_live(meeting)
    require_one_of(session, meeting, {meeting.host_id}, by, "what.run_meeting")


def require_writer(session: Session, meeting: Meeting, by: Person) -> None:
    """The meeting runs and `by` hosts it, records it or called it. Raises NotBegun, Over, NotAllowed."""
    require_live(meeting)
    writers = {meeting.host_id, meeting.recorder_id, meeting.initiator_id}
    require_one_of(session, meeting, writers, by, "what.record")


def require_taker(session: Session, meeting: Meeting, by: Person) -> None:
    """The meeting runs and `by` takes part in it. Raises NotBegun, Over, NotInvited."""
    require_live(meeting)
    if by.id not in takers(meeting):
        host = people.person(session, meeting.host_id)
        raise NotInvited(number=meeting.number, who="who.host" if host is None else host.shown)


def takers(meeting: Meeting) -> set[int]:
    """Who takes part: host, recorder, initiator, everybody invited to come, and delegates."""
    found = {meeting.host_id, meeting.recorder_id, meeting.initiator_id}
    for attendee in meeting.attendees:
        if not attendee.cc:
            found |= {one for one in (attendee.person_id, attendee.delegate_id) if one is not None}
    return found


def position(meeting: Meeting) -> str:
    """Where the meeting is, as buttons carry it, so that a late tap is known: `opening`, `topic:7`, `closing`."""
    if meeting.segment == Segment.TOPIC:
        return f"topic:{meeting.topic_id}"
    return "" if meeting.segment is None else meeting.segment.value


def require_position(meeting: Meeting, seen: str) -> None:
    """Raises Past when the card that was tapped showed another place than where the meeting is now."""
    if seen != position(meeting):
        raise Past(now=where(meeting))


def require_open(topic: Topic, *, recorded: Collection[Outcome] = ()) -> None:
    """The topic has not ended, or only in one of `recorded`. Raises TopicEnded."""
    if topic.outcome != Outcome.NONE and topic.outcome not in recorded:
        raise TopicEnded(topic=topic.title, outcome=f"live.outcome.{topic.outcome.value}")


def where(meeting: Meeting) -> str:
    """The place of the meeting in words of the catalogue, or the topic's title."""
    if meeting.segment == Segment.TOPIC:
        return next((topic.title for topic in meeting.topics if topic.id == meeting.topic_id), "")
    return f"live.segment.{meeting.segment.value}" if meeting.segment is not None else ""

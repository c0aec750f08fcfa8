"""What differs between a meeting as it was announced and as it is, and whom it concerns (D11)."""

from dataclasses import dataclass

from app.documents.minutes import place_words
from app.meetings.models import MeetingStatus
from app.meetings.views import AttendeeView, TopicView
from bot.cards.meeting_parts import Sight, prework_words
from bot.cards.model import Card
from bot.cards.parts import note
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Change:
    """One line, and the people (by key) it concerns."""

    line: str
    people: frozenset[int]


def changes(before: Sight, after: Sight) -> list[Change]:
    """Each difference people were told otherwise about. The newly invited are not concerned: they read it all."""
    was = {a.person.id: a for a in before.meeting.required if a.person is not None}
    invited = frozenset(was) & _coming(after)
    found = [
        *_head(before, after, invited | _delegates(after)),
        *_topics(before, after, invited),
        *_attendance(after, was),
    ]
    return [change for change in found if change.people]


def _coming(sight: Sight) -> frozenset[int]:
    return frozenset(a.person.id for a in sight.meeting.required if a.person is not None)


def _delegates(sight: Sight) -> frozenset[int]:
    return frozenset(a.delegate.id for a in sight.meeting.required if a.delegate is not None)


def _head(before: Sight, after: Sight, everybody: frozenset[int]) -> list[Change]:
    was, now = before.meeting, after.meeting
    pairs = [
        (say("meeting.field.title"), was.title, now.title),
        (say("meeting.field.starts_at"), before.at, after.at),
        (say("meeting.field.where"), place_words(was), place_words(now)),
        (say("meeting.objective"), was.objective, now.objective),
        (say("meeting.field.host"), was.host.shown, now.host.shown),
        (say("meeting.field.prework"), _prework(before), _prework(after)),
    ]
    return [Change(_line(label, old, new), everybody) for label, old, new in pairs if old != new]


def _prework(sight: Sight) -> str:
    return "；".join(prework_words(sight, one, progress=False) for one in sight.meeting.preworks)


def _topics(before: Sight, after: Sight, invited: frozenset[int]) -> list[Change]:
    """A topic that comes, goes or changes hands concerns its owner; so does its length."""
    was = {topic.id: topic for topic in before.meeting.topics}
    now = {topic.id: topic for topic in after.meeting.topics}
    found: list[Change] = []
    for topic in now.values():
        old = was.get(topic.id)
        if old is None:
            found.append(
                Change(say("changed.new_topic", title=topic.title), _owners(topic) & invited or invited)
            )
        elif line := _topic_line(old, topic):
            found.append(Change(line, (_owners(topic) | _owners(old)) & invited))
    found += [
        Change(say("changed.no_topic", title=old.title), _owners(old) & invited or invited)
        for old in was.values()
        if old.id not in now
    ]
    return found


def _topic_line(old: TopicView, new: TopicView) -> str:
    pairs = [
        (say("topic.field.title"), old.title, new.title),
        (say("topic.field.owner"), old.owner_shown, new.owner_shown),
        (say("topic.field.minutes"), str(old.minutes or ""), str(new.minutes or "")),
        (say("topic.field.output"), old.output, new.output),
        (say("topic.field.criterion"), old.criterion, new.criterion),
    ]
    told = [_line(label, a, b) for label, a, b in pairs if a != b]
    return f"{say('changed.topic', title=old.title)} {'；'.join(told)}" if told else ""


def _owners(topic: TopicView) -> frozenset[int]:
    return frozenset() if topic.owner is None else frozenset({topic.owner.id})


def _attendance(after: Sight, was: dict[int, AttendeeView]) -> list[Change]:
    copied = {a.person.id for a in after.meeting.copied if a.person is not None}
    coming = _coming(after)
    found: list[Change] = []
    for person_id in was:
        if person_id in copied:
            found.append(Change(say("changed.to_copy"), frozenset({person_id})))
        elif person_id not in coming:
            found.append(Change(say("changed.uninvited"), frozenset({person_id})))
    return found


def _line(label: str, before: str, after: str) -> str:
    empty = say("changed.empty")
    return say("changed.line", label=label, before=before or empty, after=after or empty)


def change_card(after: Sight, lines: list[str]) -> Card:
    """One 变更 line for one person, or that the meeting is off."""
    meeting = after.meeting
    if meeting.status == MeetingStatus.CANCELLED:
        title = say("changed.cancelled_title", number=meeting.number, title=after.title)
        return note(title, say("changed.cancelled", at=after.at), tone="warn")
    title = say("changed.title", number=meeting.number, title=after.title)
    return note(title, *lines, tone="warn")

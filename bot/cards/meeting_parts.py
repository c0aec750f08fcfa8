"""The parts of 表2 every card of a meeting shows: its head (S74) and its agenda (S75, S89)."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.calendars import Calendar, say_date, say_span
from app.documents.columns import AGENDA_HEAD
from app.documents.minutes import place_words
from app.meetings.models import Rsvp
from app.meetings.rules import ends_at
from app.meetings.views import AttendeeView, MeetingView, PreWorkView, TopicView
from bot.cards.model import Element, Row, Span
from bot.cards.parts import heading, row, rows, t
from bot.texts import say


@dataclass(frozen=True, slots=True)
class Sight:
    """A meeting as it is looked at: when (aware), and by whose calendar."""

    meeting: MeetingView
    now: datetime
    calendar: Calendar

    @property
    def year(self) -> int:
        """The year that need not be said."""
        return self.calendar.local(self.now).year

    @property
    def title(self) -> str:
        """Its subject, or that it has none yet."""
        return self.meeting.title or say("meeting.untitled")

    @property
    def at(self) -> str:
        """`5月20日(周一) 14:00–15:30`; empty without a time."""
        starts_at, length = self.meeting.starts_at, self.meeting.length
        if starts_at is None:
            return ""
        if length is None:
            local = self.calendar.local(starts_at)
            return f"{say_date(local.date(), this_year=self.year)} {local:%H:%M}"
        return say_span(starts_at, ends_at(starts_at, length), this_year=self.year, calendar=self.calendar)


def head(sight: Sight, *, invited: bool = False) -> Element:
    """目标, then the lines above the guide's agenda, then who leads it.

    `invited`: it is read by one of those who come, for whom the others' answers and materials are worth no redraw.
    """
    meeting = sight.meeting
    place = place_words(meeting)
    when = sight.at + (f"（{place}）" if place else "")
    roles = say("meeting.roles", host=meeting.host.shown, recorder=meeting.recorder.shown)
    return rows(
        row(say("meeting.objective"), meeting.objective),
        row(AGENDA_HEAD[1], t(when, bold=True)),
        _required(sight, invited=invited),
        _prework(sight, invited=invited),
        row(say("meeting.copied"), *_names(meeting.copied)),
        row(say("meeting.host"), roles),
        row(say("meeting.urgent"), meeting.urgent_reason),
    )


def _required(sight: Sight, *, invited: bool) -> Row:
    given = row(AGENDA_HEAD[2], *_names(sight.meeting.required))
    steady = tuple(_names(sight.meeting.required, answers=False)) if invited else None
    return replace(given, steady=steady)


def _prework(sight: Sight, *, invited: bool) -> Row:
    def words(*, progress: bool) -> str:
        return "\n".join(prework_words(sight, one, progress=progress) for one in sight.meeting.preworks)

    steady = (t(words(progress=False)),) if invited else None
    return replace(row(AGENDA_HEAD[3], words(progress=True)), steady=steady)


def _names(attendees: tuple[AttendeeView, ...], *, answers: bool = True) -> list[Span]:
    spans: list[Span] = []
    for attendee in attendees:
        if spans:
            spans.append(t("、"))
        spans += _name(attendee, answers=answers)
    return spans


def _name(attendee: AttendeeView, *, answers: bool) -> list[Span]:
    if attendee.person is None:
        return [t(say("meeting.to_be_chosen", name=attendee.shown), tone="warn")]
    spans = [t(attendee.person.shown, person=attendee.person.external_id)]
    if attendee.department:
        spans.insert(0, t(f"{attendee.department} "))
    if not answers:
        return spans
    if attendee.rsvp == Rsvp.YES:
        spans.append(t(say("meeting.coming")))
    if attendee.rsvp == Rsvp.NO:
        spans.append(t(f" {absence_words(attendee)}", tone="warn"))
    return spans


def absence_words(attendee: AttendeeView) -> str:
    """Who stands in, and with which authority (S37)."""
    if attendee.delegate is None:
        return say("meeting.away_alone")
    return say("meeting.away", delegate=attendee.delegate.shown, power=power_words(attendee.delegate_decides))


def power_words(decides: bool) -> str:
    """可决策 or 仅听会."""
    return say("meeting.decides") if decides else say("meeting.listens")


def prework_words(sight: Sight, prework: PreWorkView, *, progress: bool = True) -> str:
    """What is prepared, by when, and with `progress` how much of it has come."""
    text = prework.text
    if prework.due_on is not None and f"{prework.due_on.month}月{prework.due_on.day}" not in text:
        text = say("meeting.prework_due", text=text, day=say_date(prework.due_on, this_year=sight.year))
    elif prework.due_on is not None:
        weekday = say_date(prework.due_on, this_year=sight.year)
        text = f"{text} · {weekday}"
    done, total = len(prework.materials), len(prework.materials) + len(prework.owed_by)
    if not progress or sight.meeting.published_at is None or not total:
        return text
    return say("meeting.prework_state", text=text, done=done, total=total)


def agenda(sight: Sight, *, viewer: str = "") -> list[Element]:
    """One row a topic. `viewer` is the platform id of somebody whose topics stand out."""
    topics = sight.meeting.topics
    if not topics:
        return []
    total = sum(topic.minutes or 0 for topic in topics)
    return [
        heading(say("meeting.agenda", total=total)),
        rows(*(_topic(number, topic, viewer) for number, topic in enumerate(topics, start=1))),
    ]


def _topic(number: int, topic: TopicView, viewer: str) -> Row:
    label = say("meeting.topic_label_open", position=number)
    if topic.minutes is not None:
        label = say("meeting.topic_label", position=number, minutes=topic.minutes)
    mine = topic.owner is not None and topic.owner.external_id == viewer
    details = [
        topic.discussion,
        say("meeting.topic_owner", who=_owner(topic)) if topic.owner_shown else "",
        say("meeting.topic_output", text=topic.output) if topic.output else "",
        say("meeting.topic_criterion", text=topic.criterion) if topic.criterion else "",
        say("meeting.topic_talk", text=topic.prior_talk) if topic.prior_talk else "",
    ]
    spans = [t(topic.title, bold=True, tone="info" if mine else "plain")]
    if told := [text for text in details if text]:
        spans.append(t("\n" + " · ".join(told), tone="quiet"))
    return row(label, *spans)


def _owner(topic: TopicView) -> str:
    if topic.owner is None or not topic.department:
        return topic.owner_shown
    return f"{topic.department} {topic.owner.shown}"


def missing_names(names: tuple[str, ...]) -> str:
    """What a notice lacks (S28), in words."""
    return "、".join(say(f"meeting.field.{name}") for name in names)

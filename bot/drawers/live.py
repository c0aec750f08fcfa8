"""The cards of a meeting that runs, drawn from the database. The console is for its host, the forms for who opened them."""

from collections.abc import Callable
from dataclasses import dataclass

from app.calendars import Calendar
from app.meetings import live_queries, queries
from app.meetings.live import attendee_of
from app.meetings.live_rights import takers
from app.meetings.live_views import LiveView
from app.meetings.models import Decision, Dispute, HeadWord, Meeting, NotedTask, Topic
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from app.people.views import PersonView
from bot.cards import closing, live_forms
from bot.cards.console import console_card, handed_on_card
from bot.cards.live import live_card
from bot.cards.model import Card
from bot.drawers.scene import Scene

MOST_PEOPLE = 50
"""As many as a choice can hold on every platform."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A meeting that may be seen at a place, and by whom (None: a group)."""

    meeting: Meeting
    live: LiveView
    calendar: Calendar
    viewer: Person | None

    @property
    def writes(self) -> bool:
        """Whether the viewer is one of those who write things down."""
        meeting = self.meeting
        writers = {meeting.host_id, meeting.recorder_id, meeting.initiator_id}
        return self.viewer is not None and self.viewer.id in writers


def _at(scene: Scene, meeting_id: int) -> _Shown | None:
    """The meeting, unless it is confidential and the place is not one of its people's (X7)."""
    meeting = scene.session.get(Meeting, meeting_id)
    if meeting is None:
        return None
    viewer = None
    if scene.place.person is not None:
        viewer = people.by_external(scene.session, meeting.company_id, scene.place.person)
        if viewer is None or not queries.may_read(meeting, viewer.id):
            return None
    elif meeting.confidential:
        return None
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, meeting.chat_id))
    live = live_queries.view(scene.session, meeting, calendar, now=scene.now)
    return _Shown(meeting, live, calendar, viewer)


def _about_topic(scene: Scene, topic_id: int) -> _Shown | None:
    """The meeting of a topic, for those who write."""
    topic = scene.session.get(Topic, topic_id)
    return None if topic is None else _for_writers(scene, topic.meeting_id)


def _for_writers(scene: Scene, meeting_id: int) -> _Shown | None:
    shown = _at(scene, meeting_id)
    return shown if shown is not None and shown.writes else None


def _console(scene: Scene, meeting_id: int) -> Card | None:
    shown = _at(scene, meeting_id)
    if shown is None or shown.viewer is None:
        return None
    if shown.viewer.id == shown.meeting.host_id:
        return console_card(shown.live, now=scene.now, calendar=shown.calendar)
    back = shown.viewer.id == shown.meeting.initiator_id
    return handed_on_card(shown.live, may_take_back=back, viewer=shown.viewer.id)


def _live(scene: Scene, meeting_id: int) -> Card | None:
    shown = _at(scene, meeting_id)
    return None if shown is None else live_card(shown.live, now=scene.now, calendar=shown.calendar)


def _closing(scene: Scene, meeting_id: int) -> Card | None:
    shown = _at(scene, meeting_id)
    return None if shown is None else closing.closing_card(shown.live, now=scene.now, calendar=shown.calendar)


def _adjourn(scene: Scene, meeting_id: int) -> Card | None:
    shown = _for_writers(scene, meeting_id)
    return None if shown is None else closing.adjourn_card(shown.live)


def _ending(scene: Scene, meeting_id: int) -> Card | None:
    shown = _for_writers(scene, meeting_id)
    return None if shown is None else closing.ending_card(shown.live, calendar=shown.calendar)


def _objecting(scene: Scene, meeting_id: int) -> Card | None:
    shown = _at(scene, meeting_id)
    if shown is None or shown.viewer is None:
        return None
    attendee = attendee_of(shown.meeting, shown.viewer)
    found = next(
        (a for a in shown.live.meeting.attendees if attendee is not None and a.id == attendee.id), None
    )
    return None if found is None else closing.objecting_card(shown.live, found)


def _conclude(scene: Scene, topic_id: int) -> Card | None:
    shown = _about_topic(scene, topic_id)
    if shown is None:
        return None
    topic = next(topic for topic in shown.live.meeting.topics if topic.id == topic_id)
    return live_forms.conclude_card(shown.live, topic)


def _conclude_all(scene: Scene, meeting_id: int) -> Card | None:
    shown = _for_writers(scene, meeting_id)
    return None if shown is None else live_forms.conclude_card(shown.live, None)


def _leave(scene: Scene, topic_id: int) -> Card | None:
    shown = _about_topic(scene, topic_id)
    if shown is None:
        return None
    topic = next(topic for topic in shown.live.meeting.topics if topic.id == topic_id)
    stretch = shown.live.stretch
    here = shown.live.meeting.topic_id == topic_id
    over = here and stretch is not None and stretch.stage(scene.now) == "over"
    return live_forms.leave_card(shown.live, topic, over=over)


def _differ(scene: Scene, topic_id: int) -> Card | None:
    shown = _about_topic(scene, topic_id)
    if shown is None:
        return None
    topic = next(topic for topic in shown.live.meeting.topics if topic.id == topic_id)
    return live_forms.differ_card(shown.live, topic, _people(scene, shown.meeting))


def _sides(scene: Scene, dispute_id: int) -> Card | None:
    dispute = scene.session.get(Dispute, dispute_id)
    shown = None if dispute is None else _for_writers(scene, dispute.meeting_id)
    if shown is None:
        return None
    found = next(d for d in shown.live.meeting.disputes if d.id == dispute_id)
    return live_forms.sides_card(shown.live, found, _people(scene, shown.meeting))


def _task(scene: Scene, meeting_id: int) -> Card | None:
    shown = _for_writers(scene, meeting_id)
    if shown is None:
        return None
    chosen = _people(scene, shown.meeting)
    return live_forms.task_card(shown.live, chosen, now=scene.now, calendar=shown.calendar)


def _noted(scene: Scene, noted_id: int) -> Card | None:
    row = scene.session.get(NotedTask, noted_id)
    if row is None:
        return live_forms.dropped_card()
    shown = _for_writers(scene, row.meeting_id)
    if shown is None:
        return None
    found = next(task for task in shown.live.noted if task.id == noted_id)
    return live_forms.noted_card(shown.live, found, _people(scene, shown.meeting))


def _park(scene: Scene, meeting_id: int) -> Card | None:
    shown = _for_writers(scene, meeting_id)
    return None if shown is None else live_forms.park_card(shown.live)


def _agenda(scene: Scene, meeting_id: int) -> Card | None:
    shown = _for_writers(scene, meeting_id)
    return None if shown is None else live_forms.agenda_card(shown.live)


def _roll(scene: Scene, meeting_id: int) -> Card | None:
    shown = _for_writers(scene, meeting_id)
    return None if shown is None else live_forms.roll_card(shown.live)


def _host(scene: Scene, meeting_id: int) -> Card | None:
    shown = _for_writers(scene, meeting_id)
    if shown is None:
        return None
    ids = sorted(takers(shown.meeting))
    candidates = [people.view(scene.session, scene.session.get_one(Person, one)) for one in ids]
    return live_forms.host_card(shown.live, candidates)


def _major(scene: Scene, word_id: int) -> Card | None:
    word = scene.session.get(HeadWord, word_id)
    if word is None:
        return live_forms.withdrawn_card()
    decision = scene.session.get_one(Decision, word.decision_id)
    shown = _at(scene, decision.meeting_id)
    if shown is None or shown.viewer is None or shown.viewer.id != word.person_id:
        return None
    view = next((d for d in shown.live.meeting.decisions if d.id == decision.id), None)
    if view is None:
        return live_forms.withdrawn_card()
    said = next(h for h in shown.live.heads[decision.id] if h.person.id == word.person_id)
    return live_forms.major_card(shown.live, view, said, key=word_id)


def _people(scene: Scene, meeting: Meeting) -> list[PersonView]:
    """Who can be chosen: first those who take part, then the others of the home chat."""
    ids = dict.fromkeys(
        one for a in meeting.attendees for one in (a.person_id, a.delegate_id) if one is not None
    )
    for one in sorted(takers(meeting)):
        ids[one] = None
    found = [people.view(scene.session, scene.session.get_one(Person, one)) for one in ids]
    if not meeting.confidential:
        found.extend(p for p in people.members_of(scene.session, meeting.chat_id) if p.id not in ids)
    return found[:MOST_PEOPLE]


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    "console": _console,
    "live": _live,
    "closing": _closing,
    "adjourn": _adjourn,
    "ending": _ending,
    "objecting": _objecting,
    "conclude": _conclude,
    "concludeall": _conclude_all,
    "leave": _leave,
    "differ": _differ,
    "sides": _sides,
    "notetask": _task,
    "noted": _noted,
    "park": _park,
    "agenda": _agenda,
    "roll": _roll,
    "host": _host,
    "major": _major,
}

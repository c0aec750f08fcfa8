"""The cards of planning 会议, drawn from the database. Who may not read of a meeting is told no more than that (X7)."""

from collections.abc import Callable, Sequence

from app.calendars import say_moment
from app.history import service as history
from app.history.service import UNDO_FOR
from app.meetings import answers, queries, shown
from app.meetings import people as who
from app.meetings.models import Attendee, Meeting, MeetingStatus, Topic
from app.meetings.readers import group_of
from app.meetings.rules import ends_at
from app.meetings.service import organisers
from app.meetings.views import AttendeeView
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from app.people.views import PersonView
from app.projects import service as projects
from app.reminders.ladder import Planned
from app.reminders.minutes_ladder import MinutesFacts, plan_minutes
from app.reminders.rehearsed import by_recipient, messages
from app.reminders.service import Due
from bot.cards import meeting as cards
from bot.cards import meeting_around as around
from bot.cards import meeting_asking as asking
from bot.cards import meeting_fields as fields
from bot.cards import meeting_invite as invites
from bot.cards.history import LogLine
from bot.cards.meeting_parts import Sight
from bot.cards.meeting_people import Pick
from bot.cards.model import Card, Option
from bot.drawers.scene import Scene
from bot.texts import say


def sight_of(scene: Scene, meeting: Meeting) -> Sight:
    """The meeting as it is looked at in a scene."""
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, meeting.chat_id))
    return Sight(queries.view(scene.session, meeting, calendar, now=scene.now), scene.now, calendar)


def _viewer(scene: Scene, meeting: Meeting) -> Person | None:
    if scene.place.person is None:
        return None
    return people.by_external(scene.session, meeting.company_id, scene.place.person)


def _hidden(scene: Scene, meeting: Meeting) -> bool:
    """Of a confidential meeting nothing stands in a group, nor with who has no part in it (X7)."""
    viewer = _viewer(scene, meeting)
    return meeting.confidential and (viewer is None or not queries.may_read(meeting, viewer.id))


def _drawn(draw: Callable[[Scene, Meeting, Sight], Card | None]) -> Callable[[Scene, int], Card | None]:
    def drawer(scene: Scene, meeting_id: int) -> Card | None:
        meeting = scene.session.get(Meeting, meeting_id)
        if meeting is None:
            return None
        return (
            cards.hidden_card() if _hidden(scene, meeting) else draw(scene, meeting, sight_of(scene, meeting))
        )

    return drawer


def _meeting(scene: Scene, meeting: Meeting, sight: Sight) -> Card:
    if meeting.status == MeetingStatus.ONLINE:
        return around.online_card(sight)
    entries = history.log(scene.session, f"meeting:{meeting.id}", limit=5)
    newest = next((entry for entry in entries if not entry.undone), None)
    own = newest is not None and newest.by_id is not None
    undo = newest.id if newest is not None and own and scene.now - newest.at <= UNDO_FOR else None
    log = tuple(
        LogLine(
            say_moment(entry.at, this_year=sight.year, calendar=sight.calendar),
            _name(scene, entry.by_id) or say("home.title"),
            say(f"verb.{entry.verb}"),
        )
        for entry in entries
        if not entry.undone
    )
    return cards.meeting_card(sight, log, undo=undo)


def _form(scene: Scene, meeting: Meeting, sight: Sight) -> Card:
    return fields.form_card(sight, _choices(scene, meeting))


def _more(scene: Scene, meeting: Meeting, sight: Sight) -> Card:
    running = projects.running_in(scene.session, meeting.chat_id)
    options = tuple(Option(str(project.id), project.name) for project in running[:20])
    return fields.more_card(sight, _choices(scene, meeting), options)


def _who(scene: Scene, meeting: Meeting, sight: Sight) -> Card:
    return asking.who_card(sight, who.unknown(scene.session, meeting), _choices(scene, meeting))


def _coming(scene: Scene, meeting: Meeting, sight: Sight) -> Card:
    viewer = _viewer(scene, meeting)
    plans = viewer is not None and viewer.id in organisers(meeting)
    return cards.coming_card(sight, invites.opinions_said(sight) if plans else [])


def _rehearsal(scene: Scene, meeting: Meeting, sight: Sight) -> Card:
    """From the very functions that plan what is sent."""
    chat_id = None if group_of(scene.session, meeting) is None else meeting.chat_id
    draft = meeting.status == MeetingStatus.DRAFT
    planned = [
        one
        for one in (
            *shown.plan(meeting, sight.calendar, chat_id=chat_id, published_at=scene.now if draft else None),
            *_minutes_of(meeting, sight),
        )
        if one.fire_at > scene.now
    ]
    invited = [a.person_id for a in meeting.attendees if not a.cc and a.person_id is not None]
    dues = [
        Due(place, meeting.company_id, f"meeting:{meeting.id}", one.step, one.recipient, one.fire_at)
        for place, one in enumerate(planned)
    ]
    each = by_recipient(messages(dues, sight.calendar))
    ids = dict.fromkeys([*invited, *(int(one[7:]) for one in each if one.startswith("person:"))])
    rehearsed = [
        around.Rehearsed(
            _name(scene, person_id),
            draft and person_id in invited,
            each.get(f"person:{person_id}", ()),
        )
        for person_id in ids
    ]
    if group := each.get(f"chat:{meeting.chat_id}"):
        rehearsed.append(around.Rehearsed("", False, group))
    return around.rehearsal_card(sight, rehearsed)


def _minutes_of(meeting: Meeting, sight: Sight) -> Sequence[Planned]:
    """What the recorder hears after the planned end, as long as nothing is late."""
    if meeting.starts_at is None or meeting.length is None:
        return ()
    ended_at = ends_at(meeting.starts_at, meeting.length)
    facts = MinutesFacts("", meeting.recorder_id, meeting.host_id, None, meeting.host_id, ended_at)
    early = {"minutes_ready", "minutes_4h", "minutes_20h"}
    return [one for one in plan_minutes(facts, sight.calendar) if one.step in early]


def _attended(
    draw: Callable[[Scene, Attendee, Sight, AttendeeView, PersonView], Card | None],
) -> Callable[[Scene, int], Card | None]:
    def drawer(scene: Scene, attendee_id: int) -> Card | None:
        attendee = scene.session.get(Attendee, attendee_id)
        if attendee is None:
            return cards.gone_card()
        meeting = scene.session.get_one(Meeting, attendee.meeting_id)
        viewer = _viewer(scene, meeting)
        if viewer is None or _hidden(scene, meeting):
            return cards.hidden_card()
        sight = sight_of(scene, meeting)
        view = next(one for one in sight.meeting.attendees if one.id == attendee_id)
        return draw(scene, attendee, sight, view, people.view(scene.session, viewer))

    return drawer


def _invite(_scene: Scene, _row: Attendee, sight: Sight, view: AttendeeView, viewer: PersonView) -> Card:
    return invites.invite_card(sight, view, viewer)


def _delegate(_scene: Scene, _row: Attendee, sight: Sight, view: AttendeeView, viewer: PersonView) -> Card:
    return invites.delegate_card(sight, view, viewer)


def _absence(scene: Scene, row: Attendee, sight: Sight, view: AttendeeView, viewer: PersonView) -> Card:
    meeting = scene.session.get_one(Meeting, row.meeting_id)
    own = viewer.id == row.person_id
    return invites.absence_card(sight, view, _choices(scene, meeting), own=own)


def _material(_scene: Scene, _row: Attendee, sight: Sight, view: AttendeeView, viewer: PersonView) -> Card:
    return invites.material_card(sight, view, viewer)


def _opinion(_scene: Scene, _row: Attendee, sight: Sight, view: AttendeeView, viewer: PersonView) -> Card:
    return invites.opinion_card(sight, view, viewer)


def _topic(scene: Scene, topic_id: int) -> Card | None:
    topic = scene.session.get(Topic, topic_id)
    if topic is None:
        return cards.gone_card()
    meeting = scene.session.get_one(Meeting, topic.meeting_id)
    if _hidden(scene, meeting):
        return cards.hidden_card()
    sight = sight_of(scene, meeting)
    view = next(one for one in sight.meeting.topics if one.id == topic_id)
    return fields.topic_card(sight, view, _choices(scene, meeting))


def _talk(scene: Scene, topic_id: int) -> Card | None:
    topic = scene.session.get(Topic, topic_id)
    if topic is None:
        return cards.gone_card()
    meeting = scene.session.get_one(Meeting, topic.meeting_id)
    if _hidden(scene, meeting):
        return cards.hidden_card()
    sight = sight_of(scene, meeting)
    view = next(one for one in sight.meeting.topics if one.id == topic_id)
    found = (people.person(scene.session, one) for one in answers.talkers(scene.session, meeting, topic))
    return invites.talk_card(sight, view, [person for person in found if person is not None])


def _choices(scene: Scene, meeting: Meeting) -> Pick:
    """Who can be chosen: the people of its chat; begun in private, those of the groups the initiator is in. Whoever
    has a part in it already can always be chosen."""
    members = people.around(scene.session, meeting.chat_id, meeting.initiator_id)
    found = {person.id: person for person in members}
    ids = [meeting.host_id, meeting.recorder_id, *(a.person_id for a in meeting.attendees)]
    ids += [topic.owner_id for topic in meeting.topics]
    for person_id in ids:
        person = people.person(scene.session, person_id)
        if person is not None:
            found.setdefault(person.id, person)
    return Pick(tuple(found.values()), scene.place.person is not None)


def _name(scene: Scene, person_id: int | None) -> str:
    person = people.person(scene.session, person_id)
    return "" if person is None else person.shown


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    "meeting": _drawn(_meeting),
    "meetform": _drawn(_form),
    "meetmore": _drawn(_more),
    "meetwho": _drawn(_who),
    "meetcriteria": _drawn(lambda _scene, _meeting, sight: asking.criteria_card(sight)),
    "meetcc": _drawn(lambda _scene, _meeting, sight: asking.cc_card(sight)),
    "meeturgent": _drawn(lambda _scene, _meeting, sight: asking.urgent_card(sight)),
    "meetkeep": _drawn(lambda _scene, _meeting, sight: asking.keep_card(sight)),
    "meetcome": _drawn(_coming),
    "rehearsal": _drawn(_rehearsal),
    "invite": _attended(_invite),
    "delegate": _attended(_delegate),
    "absence": _attended(_absence),
    "material": _attended(_material),
    "opinion": _attended(_opinion),
    "topic": _topic,
    "talk": _talk,
}

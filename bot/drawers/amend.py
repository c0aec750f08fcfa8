"""The cards of amending a conclusion, for who writes the minutes."""

from collections.abc import Callable

from app.meetings import minutes as minutes_verbs
from app.meetings import minutes_queries, queries
from app.meetings.minutes_shown import latest
from app.meetings.minutes_views import MinutesView
from app.meetings.models import Decision, Meeting
from app.meetings.views import MeetingView
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat
from bot.cards import amend as cards
from bot.cards.model import Card
from bot.drawers.scene import Scene


def _seen(scene: Scene, meeting_id: int) -> tuple[MeetingView, MinutesView] | None:
    """A meeting with published minutes, for who writes them, in private."""
    meeting = scene.session.get(Meeting, meeting_id)
    if meeting is None or scene.place.person is None:
        return None
    viewer = people.by_external(scene.session, meeting.company_id, scene.place.person)
    newest = latest(scene.session, meeting.id)
    if viewer is None or newest is None or viewer.id not in minutes_verbs.writers(meeting):
        return None
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, meeting.chat_id))
    return (
        queries.view(scene.session, meeting, calendar, now=scene.now),
        minutes_queries.view(scene.session, newest, calendar, now=scene.now),
    )


def _list(scene: Scene, meeting_id: int) -> Card | None:
    seen = _seen(scene, meeting_id)
    return None if seen is None else cards.amends_card(*seen)


def _one(scene: Scene, decision_id: int) -> Card | None:
    decision = scene.session.get(Decision, decision_id)
    if decision is None or (seen := _seen(scene, decision.meeting_id)) is None:
        return None
    view = next(one for one in (*seen[0].decisions, *seen[0].replaced) if one.id == decision_id)
    others = bool(minutes_queries.written(scene.session, decision.meeting_id))
    return cards.amend_card(*seen, view, others=others)


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {"amends": _list, "amend": _one}

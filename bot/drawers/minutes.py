"""The cards of 纪要, 异议 and 分歧, drawn from the database. Who may not read of a meeting is shown nothing (X7)."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.documents.minutes import assemble
from app.history import service as history
from app.history.service import UNDO_FOR
from app.meetings import minutes as minutes_verbs
from app.meetings import minutes_queries, queries
from app.meetings.minutes_due import due_of
from app.meetings.minutes_models import Candidate, Minutes, Objection
from app.meetings.minutes_shown import latest
from app.meetings.minutes_views import SECTIONS, MinutesView, Sections
from app.meetings.models import Dispute, Meeting
from app.meetings.readers import Reader, readers
from app.meetings.views import MeetingView
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from app.people.views import PersonView
from bot.cards import dispute as dispute_cards
from bot.cards import minutes as cards
from bot.cards import minutes_draft
from bot.cards.minutes_paste import candidate_card, paste_card
from bot.cards.model import Card
from bot.drawers.scene import Scene


def _viewer(scene: Scene, meeting: Meeting) -> Person | None:
    """Who sees the card in private; None in a group."""
    if scene.place.person is None:
        return None
    return people.by_external(scene.session, meeting.company_id, scene.place.person)


def _may_see(scene: Scene, meeting: Meeting) -> bool:
    viewer = _viewer(scene, meeting)
    if viewer is None:
        return scene.place.person is None and not meeting.confidential
    return queries.may_read(meeting, viewer.id)


def _of(scene: Scene, meeting_id: int) -> tuple[Meeting, MeetingView, Calendar] | None:
    """A meeting that may be seen there."""
    meeting = scene.session.get(Meeting, meeting_id)
    if meeting is None or not _may_see(scene, meeting):
        return None
    calendar = calendar_of(scene.session, scene.session.get_one(Chat, meeting.chat_id))
    return meeting, queries.view(scene.session, meeting, calendar, now=scene.now), calendar


def _for_writers(scene: Scene, meeting_id: int) -> tuple[Meeting, MeetingView, Calendar] | None:
    found = _of(scene, meeting_id)
    if found is None or found[0].ended_at is None:
        return None
    viewer = _viewer(scene, found[0])
    return found if viewer is not None and viewer.id in minutes_verbs.writers(found[0]) else None


def _sections(scene: Scene, meeting: Meeting, calendar: Calendar) -> Sections:
    material = minutes_queries.material(scene.session, meeting, calendar, now=scene.now)
    return minutes_queries.draft(scene.session, meeting.id, assemble(material, calendar))


def _draft(scene: Scene, meeting_id: int) -> Card | None:
    if (found := _for_writers(scene, meeting_id)) is None:
        return None
    meeting, view, calendar = found
    assert meeting.ended_at is not None
    sections = _sections(scene, meeting, calendar)
    by_hand = frozenset(minutes_queries.written(scene.session, meeting.id))
    waiting = len(minutes_queries.candidates(scene.session, meeting.id))
    newest = latest(scene.session, meeting.id)
    if newest is None:
        return minutes_draft.draft_card(
            view,
            sections,
            by_hand=by_hand,
            waiting=waiting,
            due_at=due_of(scene.session, meeting, calendar),
            now=scene.now,
            calendar=calendar,
        )
    return minutes_draft.desk_card(
        view,
        minutes_queries.view(scene.session, newest, calendar, now=scene.now),
        sections,
        by_hand=by_hand,
        waiting=waiting,
        undo=_undo(scene, f"minutesdraft:{meeting.id}"),
        now=scene.now,
        calendar=calendar,
    )


def _edit(scene: Scene, meeting_id: int, *, section: str) -> Card | None:
    if (found := _for_writers(scene, meeting_id)) is None:
        return None
    meeting, view, calendar = found
    return minutes_draft.edit_card(view, section, _sections(scene, meeting, calendar)[section])


def _paste(scene: Scene, meeting_id: int) -> Card | None:
    if (found := _for_writers(scene, meeting_id)) is None:
        return None
    meeting, view, calendar = found
    lines = minutes_queries.candidates(scene.session, meeting.id)
    return paste_card(view, lines, now=scene.now, calendar=calendar)


def _candidate(scene: Scene, candidate_id: int) -> Card | None:
    row = scene.session.get(Candidate, candidate_id)
    if row is None or (found := _for_writers(scene, row.meeting_id)) is None:
        return None
    line = minutes_queries.candidate_view(scene.session, row) if row.taken is None else None
    return candidate_card(found[1], line, _people(scene.session, found[0]))


def _edition(scene: Scene, minutes_id: int) -> tuple[Meeting, MeetingView, MinutesView, Calendar] | None:
    row = scene.session.get(Minutes, minutes_id)
    if row is None or (found := _of(scene, row.meeting_id)) is None:
        return None
    meeting, view, calendar = found
    return meeting, view, minutes_queries.view(scene.session, row, calendar, now=scene.now), calendar


def _minutes(scene: Scene, minutes_id: int) -> Card | None:
    if scene.session.get(Minutes, minutes_id) is None:
        return cards.withdrawn_card()
    if (found := _edition(scene, minutes_id)) is None:
        return None
    _, view, minutes, calendar = found
    reader = _reader(scene, minutes)
    if reader is None and scene.place.person is not None:
        return None
    return cards.minutes_card(view, minutes, reader=reader, now=scene.now, calendar=calendar)


def _final(scene: Scene, minutes_id: int) -> Card | None:
    found = _edition(scene, minutes_id)
    return None if found is None else cards.final_card(found[1], found[2])


def _objecting(scene: Scene, minutes_id: int) -> Card | None:
    if (found := _edition(scene, minutes_id)) is None:
        return None
    reader = _reader(scene, found[2])
    return None if reader is None else cards.objecting_card(found[1], found[2], reader)


def _objection(scene: Scene, objection_id: int) -> Card | None:
    row = scene.session.get(Objection, objection_id)
    if row is None or (found := _of(scene, row.meeting_id)) is None:
        return None
    meeting, view, calendar = found
    viewer = _viewer(scene, meeting)
    newest = latest(scene.session, meeting.id)
    if viewer is None or newest is None:
        return None
    return dispute_cards.objection_card(
        view,
        minutes_queries.objection_view(scene.session, row, calendar),
        about=minutes_queries.sections_of(newest)[row.section],
        answers=viewer.id in minutes_verbs.writers(meeting),
        now=scene.now,
        calendar=calendar,
    )


def _dispute(scene: Scene, dispute_id: int) -> Card | None:
    row = scene.session.get(Dispute, dispute_id)
    if row is None or (found := _of(scene, row.meeting_id)) is None:
        return None
    _, view, calendar = found
    dispute = next(one for one in view.disputes if one.id == row.id)
    undo = _undo(scene, f"dispute:{row.id}")
    return dispute_cards.dispute_card(view, dispute, undo=undo, now=scene.now, calendar=calendar)


def _reader(scene: Scene, minutes: MinutesView) -> Reader | None:
    return next((r for r in minutes.readers if r.person.external_id == scene.place.person), None)


def _undo(scene: Scene, subject: str) -> int | None:
    """The newest change of a subject, while it can be taken back (D10)."""
    entries = history.log(scene.session, subject, limit=5)
    newest = next((entry for entry in entries if not entry.undone), None)
    return newest.id if newest is not None and scene.now - newest.at <= UNDO_FOR else None


def _people(session: Session, meeting: Meeting) -> list[PersonView]:
    """Who can be given a task of the meeting: those who came, then the rest of its group."""
    found = {reader.person.id: reader.person for reader in readers(session, meeting)}
    for member in people.members_of(session, meeting.chat_id):
        found.setdefault(member.id, member)
    return list(found.values())[:50]


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    "minutesdraft": _draft,
    **{f"minutesedit_{section}": partial(_edit, section=section) for section in SECTIONS},
    "minutespaste": _paste,
    "candidate": _candidate,
    "minutes": _minutes,
    "minutesfinal": _final,
    "minutesobjecting": _objecting,
    "objection": _objection,
    "dispute": _dispute,
}

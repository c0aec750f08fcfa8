"""The cards of a project's rhythm, drawn from the database."""

from collections.abc import Callable
from datetime import datetime

from app.calendars import Calendar, say_moment
from app.history import service as history
from app.history.service import UNDO_FOR
from app.meetings import syncs, weeks
from app.people import service as people
from app.people.calendars import calendar_of
from app.people.models import Chat, Person
from app.progress import queries as progress
from app.projects.models import Project
from app.reminders.rhythm_ladder import coming_rounds, coming_syncs, own_rhythm, round_at
from app.tasks import rhythm_plan
from bot.cards.history import LogLine
from bot.cards.model import Card
from bot.cards.rhythm import RhythmView, rhythm_card
from bot.cards.weekly import project_review_card, project_update_card
from bot.drawers.scene import Scene
from bot.texts import say


def _calendar(scene: Scene, project: Project) -> Calendar:
    return calendar_of(scene.session, scene.session.get_one(Chat, project.home_chat_id))


def _update(scene: Scene, key: int) -> Card | None:
    """Somebody's own, and nobody else's."""
    project_id, person_id, since = rhythm_plan.update_of(key)
    project = scene.session.get(Project, project_id)
    person = scene.session.get(Person, person_id)
    if project is None or person is None or person.external_id != scene.place.person:
        return None
    calendar = _calendar(scene, project)
    today = calendar.local(scene.now).date()
    own = weeks.own_tasks(scene.session, person.id, since, calendar, project_id=project.id)
    ahead = round_at(rhythm_plan.facts_of(scene.session, project), scene.now, calendar)
    digest_at = (
        "" if ahead is None or ahead.asked_since != since else _moment(ahead.digest, today.year, calendar)
    )
    return project_update_card(project.name, own, digest_at, today)


def _pulse(scene: Scene, key: int) -> Card | None:
    project_id, since, day = rhythm_plan.pulse_of(key)
    project = scene.session.get(Project, project_id)
    if project is None:
        return None
    told = weeks.review_project(scene.session, project.id, since, day, _calendar(scene, project))
    return None if told.empty else project_review_card(project.name, day, told)


def _rhythm(scene: Scene, project_id: int) -> Card | None:
    project = scene.session.get(Project, project_id)
    if project is None or not _may_see(scene, project):
        return None
    calendar = _calendar(scene, project)
    year = calendar.local(scene.now).year
    entries = history.log(scene.session, f"rhythm:{project.id}", limit=5)
    log = tuple(
        LogLine(_moment(one.at, year, calendar), _name(scene, one.by_id), say(f"verb.{one.verb}"))
        for one in entries
        if not one.undone
    )
    newest = next((one for one in entries if not one.undone), None)
    undo = newest.id if newest is not None and scene.now - newest.at <= UNDO_FOR else None
    return rhythm_card(_view(scene, project, calendar), log, undo=undo)


def _view(scene: Scene, project: Project, calendar: Calendar) -> RhythmView:
    facts = rhythm_plan.facts_of(scene.session, project)
    year = calendar.local(scene.now).year
    own = own_rhythm(project.cadence, urgent=project.urgent, clock=project.sync_clock)
    rounds = coming_rounds(facts, scene.now, calendar) if own else []
    ahead = next((one for one in rounds if one.ask > scene.now), None)
    today = calendar.local(scene.now).date()
    ahead_of_us = [one for one in coming_syncs(facts, scene.now, calendar) if one > scene.now]
    taking_place = [
        one
        for one in ahead_of_us
        if calendar.local(one).date() > today or syncs.convened(scene.session, project.id, one)
    ]
    chat = scene.session.get_one(Chat, project.home_chat_id)
    names = dict.fromkeys(_name(scene, one) for one in (project.owner_id, *chat.admin_ids))
    return RhythmView(
        id=project.id,
        name=project.name,
        cadence=project.cadence,
        urgent=project.urgent,
        weekday=project.sync_weekday,
        clock=project.sync_clock,
        place=project.sync_place,
        next_update="" if ahead is None else _moment(ahead.ask, year, calendar),
        next_sync=_moment(taking_place[0], year, calendar) if taking_place else "",
        who="、".join(names),
    )


def _may_see(scene: Scene, project: Project) -> bool:
    if scene.place.person is None:
        return True
    viewer = people.by_external(scene.session, project.company_id, scene.place.person)
    return viewer is not None and progress.takes_part(scene.session, project, viewer)


def _moment(moment: datetime, year: int, calendar: Calendar) -> str:
    return say_moment(moment, this_year=year, calendar=calendar)


def _name(scene: Scene, person_id: int | None) -> str:
    person = people.person(scene.session, person_id)
    return "" if person is None else person.shown


DRAWERS: dict[str, Callable[[Scene, int], Card | None]] = {
    "update": _update,
    "pulse": _pulse,
    "rhythm": _rhythm,
}

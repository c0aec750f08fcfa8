"""Half a year of two hundred people and forty projects: nobody hears too much, nothing is lost or said twice, what was
rehearsed is what was said, and every clock comes to its end."""

import gc
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import select

from app.calendars import CHINA, Calendar, into_window_after
from app.meetings.minutes_models import Minutes, Objection
from app.meetings.models import Dispute, Meeting, MeetingStatus
from app.people.models import LeaveRow, Person
from app.projects.models import Project
from app.reminders.halfdays import is_exempt
from app.reminders.models import Reminder, ReminderState
from app.reminders.service import Due
from scheduler.chats import calendar_for
from scheduler.tasks import TO_OWNER
from tests.guarantees.cast import FREE_DAY, FREE_GROUPS, GROUPS, PEOPLE, WORKING_DAY, WORKING_GROUPS
from tests.guarantees.office import Office, Said

pytestmark = pytest.mark.slow

FIRST, LAST = date(2024, 4, 1), date(2024, 9, 30)
"""With Qingming, Labour Day, the Dragon Boat and the Mid-Autumn Festival, and all their make-up days."""
SEED = 85
ENOUGH = timedelta(days=16)
"""Whatever began longer ago than this has ended, holidays included."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Office]:
    """The company when the half-year is over."""
    path = tmp_path_factory.mktemp("half_year") / "huiban.db"
    copy(migrated_file, path)
    office = Office(f"sqlite:///{path}", FIRST, seed=SEED, rehearsed=0.15)
    often = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)  # a sixth of the time went into looking for garbage
    for shift in range((LAST - FIRST).days + 1):
        office.live(FIRST + timedelta(days=shift))
    gc.set_threshold(*often)
    yield office
    office.close()


@pytest.fixture(scope="module")
def calendars(office: Office) -> dict[str, Calendar]:
    """Each reminder's subject and recipient to the calendar it heeds."""
    found: dict[str, Calendar] = {}
    with office.sessions() as session:
        for said in office.network.values():
            for due in said.dues:
                if _home(due) not in found:
                    found[_home(due)] = calendar_for(session, due)
    return found


def _home(due: Due) -> str:
    return due.recipient if due.recipient.startswith("chat:") else due.subject


def _exempt(said: Said) -> bool:
    return all(is_exempt(due.subject, due.step, late=timedelta(0)) for due in said.dues)


def scheduled(office: Office, kind: str) -> list[Said]:
    """Messages by the clock to people (`p:`) or to groups (`c:`), without those that are exempt (G12)."""
    return [said for said in office.network.values() if said.place.startswith(kind) and not _exempt(said)]


def test_enough_happened_for_this_to_prove_anything(office: Office) -> None:
    with office.sessions() as session:
        steps = {one.step for one in session.scalars(select(Reminder).where(Reminder.fired_at.is_not(None)))}
    assert {"today", "weekly_ask", "weekly_digest", "late_5", "unanswered_group", "eve", "rsvp"} <= steps
    assert {"minutes_escalation", "minutes_silent", "minutes_final", "objection_unanswered"} <= steps
    assert {"dispute_raised", "dispute_escalation", "retro_ask", "retro_close", "milestone_1"} <= steps
    assert len(scheduled(office, "p:")) > 2500
    assert office.fate.deaths > 50
    with office.sessions() as session:
        assert len(session.scalars(select(Person.id)).all()) == PEOPLE
        assert len(set(session.scalars(select(Project.home_chat_id)))) == GROUPS


def test_nobody_gets_more_than_one_message_a_half_day_and_two_a_day(
    office: Office, calendars: dict[str, Calendar]
) -> None:
    days: Counter[tuple[str, date]] = Counter()
    for said in scheduled(office, "p:"):
        days[said.place, calendars[_home(said.dues[0])].local(said.at).date()] += 1
    assert [one for one, count in days.items() if count > 2] == []


def test_nobody_is_written_to_when_their_office_is_closed(
    office: Office, calendars: dict[str, Calendar]
) -> None:
    wrong = [
        (said.at, said.place, [due.step for due in said.dues])
        for said in (*scheduled(office, "p:"), *scheduled(office, "c:"))
        if into_window_after(calendars[_home(said.dues[0])], said.at) != said.at
    ]
    assert wrong == []


def test_a_groups_own_days_count(office: Office) -> None:
    posts = {(said.place, CHINA.local(said.at).date()) for said in scheduled(office, "c:")}
    free, working = ({f"c:g{one}" for one in groups} for groups in (FREE_GROUPS, WORKING_GROUPS))
    assert {place for place, day in posts if day == FREE_DAY}.isdisjoint(free)
    assert {place for place, day in posts if abs(day - FREE_DAY) <= timedelta(days=7)} & free
    assert set() < {place for place, day in posts if day == WORKING_DAY} <= working


def test_a_group_gets_no_more_posts_a_day_than_its_rules_allow(
    office: Office, calendars: dict[str, Calendar]
) -> None:
    posts: Counter[tuple[str, date]] = Counter()
    for said in scheduled(office, "c:"):
        posts[said.place, calendars[_home(said.dues[0])].local(said.at).date()] += 1
    assert max(posts.values()) == 3


def test_an_owner_is_pinged_seven_times_about_a_task_at_most(office: Office) -> None:
    with office.sessions() as session:
        places = {
            f"person:{person.id}": f"p:{person.external_id}" for person in session.scalars(select(Person))
        }
    pings = Counter(
        (due.subject, due.recipient)
        for said in office.network.values()
        for due in said.dues
        if due.step in TO_OWNER and places.get(due.recipient) == said.place  # not what a deputy hears
    )
    assert max(pings.values()) == 7


def test_who_is_away_is_left_alone(office: Office) -> None:
    with office.sessions() as session:
        away = {
            (f"p:{session.get_one(Person, row.person_id).external_id}", row.start_on + timedelta(days=shift))
            for row in session.scalars(select(LeaveRow))
            for shift in range((row.end_on - row.start_on).days + 1)
        }
    local = [(said.place, CHINA.local(said.at).date()) for said in office.network.values()]
    assert len(away) > 50
    assert [one for one in local if one in away and "伦敦" not in one[0]] == []


def test_what_was_rehearsed_is_what_was_said_message_for_message(office: Office) -> None:
    assert office.rehearsals > 500
    assert office.unlike == []


def test_nothing_is_lost_though_processes_die(office: Office) -> None:
    with office.sessions() as session:
        left = session.scalars(
            select(Reminder).where(
                Reminder.state == ReminderState.PLANNED, Reminder.fire_at < office.now - timedelta(minutes=1)
            )
        ).all()
    assert [(one.subject, one.step) for one in left] == []


def test_nothing_is_said_twice_though_processes_die(office: Office) -> None:
    moments: dict[int, set[datetime]] = {}
    for said in office.network.values():
        for due in said.dues:
            moments.setdefault(due.id, set()).add(said.at)
    assert [one for one, at in moments.items() if len(at) > 1] == []
    letters = Counter((said.at, said.place, said.subject) for said in office.network.values() if said.subject)
    assert [one for one, count in letters.items() if count > 1] == []


def test_every_clock_ends_in_done_or_escalated(office: Office) -> None:
    before = office.now - ENOUGH
    with office.sessions() as session:
        fired = {
            (one.subject, one.step)
            for one in session.scalars(select(Reminder).where(Reminder.state == ReminderState.FIRED))
        }
        final = set(session.scalars(select(Minutes.meeting_id).where(Minutes.closed_at.is_not(None))))
        held = session.scalars(
            select(Meeting.id).where(Meeting.status == MeetingStatus.ENDED, Meeting.ended_at < before)
        ).all()
        objections = session.scalars(select(Objection).where(Objection.at < before)).all()
        disputes = session.scalars(select(Dispute).where(Dispute.raised_at < before)).all()
    assert len(held) > 50
    assert [one for one in held if one not in final and not _escalated(fired, one)] == []
    assert objections
    assert [one.id for one in objections if not one.answer and one.dispute_id is None] == []
    assert disputes
    escalated = {subject for subject, step in fired if step == "dispute_escalation"}
    assert [one.id for one in disputes if not one.settled_at and f"dispute:{one.id}" not in escalated] == []


def _escalated(fired: set[tuple[str, str]], meeting_id: int) -> bool:
    return (f"minutesdraft:{meeting_id}", "minutes_escalation") in fired

"""G9: what has its day finds room among the few posts a group hears, whatever came before it."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.people.models import Chat, Company
from app.reminders.models import Reminder, ReminderState
from app.reminders.service import Due
from scheduler.posts import has_room
from tests.support.time import shanghai

MORNING = shanghai(2024, 5, 17, 9, 40)


@pytest.fixture
def group(sessions: sessionmaker[Session]) -> int:
    """A group that hears three posts a day."""
    with sessions.begin() as session:
        company = Company(platform="feishu", tenant="t")
        session.add(company)
        session.flush()
        chat = Chat(company_id=company.id, external_id="oc_1", private=False, timezone="Asia/Shanghai")
        session.add(chat)
        session.flush()
        return chat.id


def plan(sessions: sessionmaker[Session], group: int, step: str, at: datetime) -> Due:
    with sessions.begin() as session:
        row = Reminder(
            company_id=session.get_one(Chat, group).company_id,
            platform="feishu",
            subject=f"week:{group}",
            step=step,
            recipient=f"chat:{group}",
            due_version="1",
            fire_at=at,
            state=ReminderState.PLANNED,
        )
        session.add(row)
        session.flush()
        return Due(row.id, row.company_id, row.subject, step, row.recipient, at)


def post(sessions: sessionmaker[Session], due: Due, at: datetime) -> bool:
    with sessions.begin() as session:
        session.get_one(Reminder, due.id).state = ReminderState.FIRED
        return has_room(session, due, at)


def test_a_group_hears_three_posts(sessions: sessionmaker[Session], group: int) -> None:
    dues = [plan(sessions, group, f"eve{n}", MORNING) for n in range(4)]
    assert [post(sessions, due, MORNING) for due in dues] == [True, True, True, False]


def test_room_is_kept_for_the_agenda_of_a_sync_and_for_the_digest(
    sessions: sessionmaker[Session], group: int
) -> None:
    others = [plan(sessions, group, f"eve{n}", MORNING) for n in range(3)]
    agenda = plan(sessions, group, "sync_agenda", shanghai(2024, 5, 17, 16))
    digest = plan(sessions, group, "weekly_digest", shanghai(2024, 5, 17, 16, 5))
    assert [post(sessions, due, MORNING) for due in others] == [True, False, False]
    assert post(sessions, agenda, agenda.fire_at)
    assert post(sessions, digest, digest.fire_at)


def test_something_else_is_heard_beside_many_digests(sessions: sessionmaker[Session], group: int) -> None:
    for step in ("sync_agenda", "weekly_digest", "update_digest", "urgent_digest"):
        plan(sessions, group, step, shanghai(2024, 5, 17, 17))
    assert post(sessions, plan(sessions, group, "today", MORNING), MORNING)

"""Planning anew never loses what is due at that very moment."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from app.people import service as people
from app.reminders import service as reminders
from app.reminders.ladder import Planned

NOW = datetime(2024, 5, 20, 6, 3, tzinfo=UTC)


def plan(session: Session, company_id: int, planned: tuple[Planned, ...], now: datetime) -> None:
    """The plan of one subject."""
    reminders.replan(
        session, company_id=company_id, platform="playground", subject="live:1", plan=planned, now=now
    )


def test_what_is_due_and_still_planned_stays_when_the_plan_changes(sessions: sessionmaker[Session]) -> None:
    due = Planned("live_intro", "person:1", NOW, "7@1")
    dropped = Planned("live_near", "person:1", NOW, "7@2")
    with sessions.begin() as session:
        company = people.company_of(session, "playground", "demo")
        plan(session, company.id, (due, dropped), NOW - timedelta(minutes=3))
        plan(session, company.id, (due,), NOW)
    with sessions.begin() as session:
        taken = reminders.take_due(session, "playground", now=NOW)
        assert taken is not None
        assert taken.step == "live_intro"
        assert reminders.take_due(session, "playground", now=NOW) is None

"""Rows are worked off in order per lane, by one worker at a time, and a dead worker's rows come free."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app.base.lanes import State, bury, finish, lease_along, lease_rows, release, retry_later, still_mine
from app.outbox.models import Outgoing
from tests.standins.feishu.clock import HandClock

HOLD = timedelta(seconds=60)


def add(sessions: sessionmaker[Session], *lanes: str, now: datetime) -> list[int]:
    """One waiting row per lane named; their ids."""
    with sessions.begin() as session:
        rows = [
            Outgoing(
                lane=lane,
                platform="playground",
                tenant="t",
                chat=lane,
                kind="notice",
                subject="",
                payload="",
                state=State.WAITING,
                ready_at=now,
                attempts=0,
            )
            for lane in lanes
        ]
        for row in rows:
            session.add(row)
            session.flush()
        return [row.id for row in rows]


def lease(sessions: sessionmaker[Session], now: datetime, limit: int = 10) -> list[int]:
    """The ids that a worker gets now."""
    with sessions.begin() as session:
        return [row.id for row in lease_rows(session, Outgoing, now=now, limit=limit, hold=HOLD)]


def test_rows_of_a_lane_come_in_order(sessions: sessionmaker[Session], clock: HandClock) -> None:
    a1, b1, a2 = add(sessions, "a", "b", "a", now=clock.now())
    assert lease(sessions, clock.now()) == [a1, b1, a2]


def test_a_lane_somebody_holds_is_left_alone(sessions: sessionmaker[Session], clock: HandClock) -> None:
    a1, _a2, b1 = add(sessions, "a", "a", "b", now=clock.now())
    assert lease(sessions, clock.now(), limit=1) == [a1]
    assert lease(sessions, clock.now()) == [b1]


def test_a_dead_workers_rows_come_free(sessions: sessionmaker[Session], clock: HandClock) -> None:
    ids = add(sessions, "a", "a", now=clock.now())
    assert lease(sessions, clock.now()) == ids
    clock.move(seconds=59)
    assert lease(sessions, clock.now()) == []
    clock.move(seconds=1)
    assert lease(sessions, clock.now()) == ids


def test_a_head_that_waits_stops_its_lane_only(sessions: sessionmaker[Session], clock: HandClock) -> None:
    a1, a2, b1 = add(sessions, "a", "a", "b", now=clock.now())
    assert lease(sessions, clock.now(), limit=1) == [a1]
    with sessions.begin() as session:
        retry_later(session.get_one(Outgoing, a1), at=clock.now() + timedelta(seconds=30), why="busy")
    assert lease(sessions, clock.now()) == [b1]
    clock.move(seconds=30)
    assert lease(sessions, clock.now()) == [a1, a2]


@pytest.mark.parametrize("end", [finish, lambda row: bury(row, why="never")])
def test_what_has_ended_lets_the_next_one_go(
    sessions: sessionmaker[Session], clock: HandClock, end: object
) -> None:
    a1, a2 = add(sessions, "a", "a", now=clock.now())
    assert lease(sessions, clock.now(), limit=1) == [a1]
    with sessions.begin() as session:
        assert callable(end)
        end(session.get_one(Outgoing, a1))
    assert lease(sessions, clock.now()) == [a2]


def test_a_lease_taken_over_is_nobodys_but_the_new_holders(
    sessions: sessionmaker[Session], clock: HandClock
) -> None:
    (a1,) = add(sessions, "a", now=clock.now())
    with sessions.begin() as session:
        (first,) = lease_rows(session, Outgoing, now=clock.now(), limit=1, hold=HOLD)
        old_holder = first.holder
    clock.move(minutes=2)
    assert lease(sessions, clock.now()) == [a1]
    with sessions.begin() as session:
        assert still_mine(session, Outgoing, a1, old_holder) is None


def test_rows_given_back_are_free_and_have_not_been_tried(
    sessions: sessionmaker[Session], clock: HandClock
) -> None:
    (a1,) = add(sessions, "a", now=clock.now())
    assert lease(sessions, clock.now()) == [a1]
    with sessions.begin() as session:
        release(session, Outgoing, [a1])
    assert lease(sessions, clock.now()) == [a1]
    with sessions() as session:
        assert session.get_one(Outgoing, a1).attempts == 1


def along(sessions: sessionmaker[Session], holder: str, now: datetime) -> list[int]:
    """The ids that a holder gets beside what it has: notices, on any lane."""
    fits = [Outgoing.kind == "notice"]
    with sessions.begin() as session:
        rows = lease_along(
            session,
            Outgoing,
            fits,
            lambda row: row.chat != "d",
            holder=holder,
            now=now,
            limit=10,
            hold=HOLD,
        )
        return [row.id for row in rows]


def test_a_holder_takes_what_is_the_same_and_first_of_its_lane(
    sessions: sessionmaker[Session], clock: HandClock
) -> None:
    a1, b1, _b2, c1, _d1 = add(sessions, "a", "b", "b", "c", "d", now=clock.now())
    with sessions.begin() as session:
        (first,) = lease_rows(session, Outgoing, now=clock.now(), limit=1, hold=HOLD)
        holder = first.holder
    assert along(sessions, holder, clock.now()) == [a1, b1, c1]
    assert along(sessions, "another", clock.now()) == []
    with sessions() as session:
        assert [session.get_one(Outgoing, one).attempts for one in (a1, b1)] == [1, 1]

"""The playground's clock, and moving it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from app.web.playground.moving import Move, destination, travel
from bot.playground.clock import PlaygroundClock
from bot.playground.process import Planned
from tests.playground.conftest import Stage

TUESDAY = datetime(2024, 5, 14, 2, 0, tzinfo=UTC)


def test_it_starts_as_now_and_moves_nobody_else(stage: Stage) -> None:
    assert stage.clock.now() == TUESDAY
    stage.clock.move_to(TUESDAY + timedelta(days=3))
    assert stage.clock.now() == TUESDAY + timedelta(days=3)
    assert stage.system.now() == TUESDAY


def test_it_runs_on_from_where_it_was_put_and_survives_a_restart(stage: Stage) -> None:
    stage.clock.move_to(TUESDAY - timedelta(days=365))
    stage.system.move(hours=2)
    assert stage.clock.now() == TUESDAY - timedelta(days=365) + timedelta(hours=2)
    assert PlaygroundClock(stage.sessions, stage.system).now() == stage.clock.now()


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (Move(how="hour"), datetime(2024, 5, 14, 3, 0, tzinfo=UTC)),
        (Move(how="workday"), datetime(2024, 5, 15, 1, 0, tzinfo=UTC)),
        (Move(how="to", to=datetime(2024, 6, 1, 8, 30)), datetime(2024, 6, 1, 0, 30, tzinfo=UTC)),  # noqa: DTZ001
        (Move(how="to"), None),
        (Move(how="to", to=datetime(1066, 1, 1)), None),  # noqa: DTZ001
        (Move(how="next"), None),
    ],
)
def test_where_a_move_leads(stage: Stage, move: Move, expected: datetime | None) -> None:
    assert destination(move, stage.plan, TUESDAY) == expected


def test_the_next_working_day_jumps_over_a_holiday(stage: Stage) -> None:
    friday = datetime(2024, 6, 7, 2, 0, tzinfo=UTC)
    assert destination(Move(how="workday"), stage.plan, friday) == datetime(2024, 6, 11, 1, 0, tzinfo=UTC)


def test_the_next_reminder_never_lies_in_the_past(stage: Stage) -> None:
    stage.plan.planned.append(Planned(TUESDAY - timedelta(hours=1), "王芳", "迟了"))
    assert destination(Move(how="next"), stage.plan, TUESDAY) == TUESDAY


def test_each_reminder_on_the_way_fires_at_its_own_time(stage: Stage) -> None:
    due = [TUESDAY + timedelta(hours=hours) for hours in (30, 5, 100)]
    stage.plan.planned.extend(Planned(at, "王芳", f"{at}") for at in due)
    asyncio.run(travel(stage.clock, stage.plan, stage.platform.hub, to=TUESDAY + timedelta(hours=48)))
    assert stage.plan.fired_at == [due[1], due[0]]
    assert stage.clock.now() == TUESDAY + timedelta(hours=48)


def test_going_back_fires_nothing(stage: Stage) -> None:
    stage.plan.planned.append(Planned(TUESDAY + timedelta(hours=1), "王芳", "以后"))
    asyncio.run(travel(stage.clock, stage.plan, stage.platform.hub, to=TUESDAY - timedelta(days=9)))
    assert stage.plan.fired_at == []
    assert stage.clock.now() == TUESDAY - timedelta(days=9)

"""What could not be kept is never acknowledged, and does not end the intake; a crowd shares its commits."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session, sessionmaker

from app import intake
from app.inbox import service as inbox
from app.inbox.models import Incoming
from app.inbox.service import Arrival
from app.intake import Intake
from bot.ports import Actor, Chat, Message, Update
from tests.chat.faces import GROUP
from tests.guarantees.conftest import Line


def test_what_could_not_be_kept_is_taken_when_it_comes_again(line: Line) -> None:
    engine, before = line.process.runtime.engine, line.count(Incoming)

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    event.listen(engine, "checkout", fail)
    said = line.face.pusher.say(line.face.people["王芳"], line.face.group, "@会办 帮助")
    event.remove(engine, "checkout", fail)
    assert line.count(Incoming) == before
    line.clock.move(seconds=15)
    line.face.pusher.retry_due()
    line.process.settle()
    assert [attempt.status for attempt in said.attempts] == [503, 200]
    assert line.count(Incoming) == before + 1
    assert line.face.cards(GROUP)


def update(number: int) -> Update:
    """Something said in a group."""
    said = Message(f"om_{number}", "帮助")
    return Update(
        "feishu", "t", said.id, Chat("oc_1", False), Actor("ou_1"), datetime(2026, 1, 5, tzinfo=UTC), said
    )


class Gate:
    """An intake that tells how many arrivals each of its commits held."""

    def __init__(
        self, engine: Engine, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.intake = Intake(engine, sessions, lambda: None)
        self.commits: list[int] = []
        storing = inbox.storing

        def count(dialect: Any, arrivals: Sequence[Arrival]) -> tuple[str, tuple[str, ...]]:
            self.commits.append(len(arrivals))
            return storing(dialect, arrivals)

        monkeypatch.setattr(inbox, "storing", count)

    def take(self, count: int) -> None:
        """So many come at once, and are acknowledged."""

        async def arrive() -> None:
            await asyncio.gather(*(self.intake.accept(update(number)) for number in range(count)))

        asyncio.run(arrive())
        self.intake.close()


def test_what_comes_together_shares_commits_of_limited_size(
    engine: Engine, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(engine, sessions, monkeypatch)
    gate.take(400)
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Incoming)) == 400
    assert sum(gate.commits) == 400
    assert intake.CROWD < max(gate.commits) <= intake.BATCH


@pytest.mark.parametrize(("arrivals", "calm"), [(400, False), (1, True)])
def test_only_a_crowd_is_waited_for(
    engine: Engine,
    sessions: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    arrivals: int,
    calm: bool,
) -> None:
    monkeypatch.setattr(intake, "CALM", 60.0)
    monkeypatch.setattr(intake, "PATIENCE", 0.0)
    gate = Gate(engine, sessions, monkeypatch)
    gate.take(arrivals)
    assert gate.intake.wait_for_calm() is calm

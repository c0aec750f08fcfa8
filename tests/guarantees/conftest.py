"""A wire between the stand-in and a process, on each kind of database."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from app.base.settings import Settings
from bot.feishu import FeishuPlatform
from tests.chat.on_feishu import FeishuFace, settings_for, unhurried
from tests.standins.feishu import HandClock, Standin
from tests.support.process import Process


@dataclass
class Line:
    """The wire between the stand-in and a process."""

    standin: Standin
    process: Process
    face: FeishuFace
    clock: HandClock
    settings: Settings

    def count(self, model: type) -> int:
        """How many rows there are."""
        with self.process.runtime.sessions() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def line(database_url: str, clock: HandClock) -> Iterator[Line]:
    """A group with the bot in it, on each kind of database."""
    with Standin(clock=clock, limited=False) as standin:
        settings = settings_for(standin, database_url)
        with Process(settings, clock, feishu=unhurried(standin, FeishuPlatform)) as process:
            yield Line(standin, process, FeishuFace(standin, process, clock), clock, settings)

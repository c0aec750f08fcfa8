"""A kill between any two steps loses nothing and doubles nothing, on SQLite and on PostgreSQL."""

from collections.abc import Mapping
from contextlib import suppress

import pytest
from sqlalchemy import func, select

from app.base.db import make_engine, make_sessions
from app.needs.models import Need
from tests.chat.faces import GROUP, PEOPLE
from tests.chat.on_feishu import settings_for, unhurried
from tests.conftest import Databases
from tests.guarantees.killing import Fate, Killed, Mortal, fated
from tests.standins.feishu import HandClock, Pusher, Standin
from tests.support.process import Process

REQUEST = """@会办 需求 秋季促销
发起部门：市场部
目标：3个月内完成产品上市并达成50万销量
协作部门：研发部
需求：研发部提供技术参数
期望完成：2024-06-28"""
STRIDES = {"sqlite": 1, "postgresql": 4}
"""PostgreSQL takes the same path through the same code; every fourth moment is enough there."""


class World:
    """A group on the stand-in, and one process after the other on the same database."""

    def __init__(self, standin: Standin, url: str, clock: HandClock) -> None:
        self.standin, self.url, self.clock = standin, url, clock
        self.people = {name: standin.add_user(name, department) for name, department in PEOPLE.items()}
        self.group = standin.add_chat(GROUP, self.people.values())

    def live(self, fate: Fate) -> None:
        """A process from its start until it has nothing to do, or until it is killed."""
        platform = unhurried(self.standin, Mortal)
        platform.fate = fate
        settings = settings_for(self.standin, self.url)
        with (
            Process(settings, self.clock, feishu=platform) as process,
            fated(process, fate),
            suppress(Killed),
        ):
            self.act(process)

    def act(self, process: Process) -> None:
        """Whatever has not been done yet is done, as the platform and the person would do it."""

        def deliver(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
            try:
                return process.deliver(path, headers, body)
            except Killed:
                raise ConnectionResetError from None

        pusher = Pusher(self.standin, deliver)
        if not any("秋季促销" in str(message.content) for message in self.standin.messages(self.group)):
            self.said = pusher.say(self.people["王芳"], self.group, REQUEST)
        elif not self.said.taken:
            pusher.again(self.said)
        process.settle()
        self.clock.move(seconds=61)  # leases of a killed process run out, held redraws are due
        process.settle()

    def seen(self) -> dict[str, list[str]]:
        """The titles of the cards in every chat."""
        places = {GROUP: self.group, **self.people}
        return {
            name: [self.standin.text(c).splitlines()[0] for c in self.standin.cards(at)]
            for name, at in places.items()
        }


def run(url: str, clock: HandClock, at: int) -> tuple[World, Fate]:
    """One life that ends at that moment, and one that ends well."""
    with Standin(clock=clock, limited=False) as standin:
        world = World(standin, url, clock)
        fate = Fate(at)
        world.live(fate)
        if fate.dead:
            world.live(Fate())
        return world, fate


def needs_in(url: str) -> int:
    """How many needs were registered."""
    engine = make_engine(url)
    with make_sessions(engine)() as session:
        found = session.scalar(select(func.count()).select_from(Need))
    engine.dispose()
    return found or 0


EXPECTED = {
    GROUP: ["需求 N1 · 秋季促销【进行中】", "N1 请指定对接人"],
    **{name: [] for name in PEOPLE},
}


def test_a_life_without_a_kill(database_url: str, clock: HandClock) -> None:
    world, fate = run(database_url, clock, 0)
    assert world.seen() == EXPECTED
    assert fate.passed > 20


@pytest.mark.parametrize("part", range(4))
def test_a_kill_at_any_moment(databases: Databases, clock: HandClock, part: int) -> None:
    """The moments are shared out over four runs, so that they can be told apart when one fails."""
    step = STRIDES[databases.kind]
    at = 1 + part * step
    while True:
        url = databases.make()
        world, fate = run(url, clock, at)
        if not fate.dead:
            break
        assert world.seen() == EXPECTED, f"killed at moment {at}"
        assert needs_in(url) == 1, f"killed at moment {at}"
        at += 4 * step
    assert at > 4 * step

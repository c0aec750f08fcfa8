"""The example that one click plays in the playground comes to its end on the real process."""

from datetime import datetime

from app.web.plan import RuntimePlan
from bot.playground.clock import PlaygroundClock
from bot.playground.example import Pace, Player
from bot.playground.golden import STARTS_AT, STEPS
from bot.playground.platform import PlaygroundPlatform
from bot.ports import Answer, Update
from tests.chat.faces import GROUP, ChatTest
from tests.chat.on_playground import PlaygroundFace, settings_for
from tests.standins.feishu.clock import HandClock
from tests.support.process import Process


class Settling:
    """The intake, with everything worked off before it answers."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def accept(self, update: Update) -> Answer | None:
        """Store, handle, send."""
        answer = await self._process.runtime.intake.accept(update)
        self._process.clock.move(seconds=3)
        self._process.settle()
        return answer


def test_the_whole_example_is_played_to_its_end(sqlite_url: str, clock: HandClock) -> None:
    with Process(settings_for(sqlite_url), clock) as process:
        chat = ChatTest(PlaygroundFace(process, clock))
        platform = process.runtime.platforms["playground"]
        playground_clock = process.runtime.clocks["playground"]
        assert isinstance(platform, PlaygroundPlatform)
        assert isinstance(playground_clock, PlaygroundClock)
        plan = RuntimePlan(process.runtime)

        async def travel(to: datetime) -> None:
            playground_clock.move_to(to)
            plan.tick()
            process.settle()

        player = Player(platform, playground_clock, Settling(process), travel, Pace(pause=0, optional=0))
        process.call(player.play(STEPS, start=STARTS_AT))
        assert (player.showing.failed, player.showing.at) == (False, len(STEPS)), player.showing
        assert "M1 纪要已定稿 · 3/4 已确认" in chat.titles(GROUP)

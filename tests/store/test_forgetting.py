"""What is over is forgotten, by the earliest of the process's clocks."""

from datetime import timedelta

from sqlalchemy import func, select

from app.needs.models import Draft
from bot.playground.clock import PlaygroundClock
from tests.chat.faces import ChatTest
from tests.chat.on_playground import PlaygroundFace, settings_for
from tests.standins.feishu.clock import HandClock
from tests.support.process import Process


def drafts_in(process: Process) -> int:
    """How many drafts there are."""
    with process.runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(Draft)) or 0


def test_a_draft_is_forgotten_by_the_time_of_its_chat(sqlite_url: str, clock: HandClock) -> None:
    with Process(settings_for(sqlite_url), clock) as process:
        playground = process.runtime.clocks["playground"]
        assert isinstance(playground, PlaygroundClock)
        playground.move_to(clock.now() - timedelta(days=500))
        ChatTest(PlaygroundFace(process, clock)).says("王芳", "@会办 需求 秋季促销")
        process.runtime.tidy()
        assert drafts_in(process) == 1
        playground.move_to(clock.now() - timedelta(days=490))
        process.runtime.tidy()
        assert drafts_in(process) == 0

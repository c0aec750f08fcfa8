"""What could not be kept is never acknowledged, and does not end the intake."""

from sqlalchemy import event

from app.inbox.models import Incoming
from tests.chat.faces import GROUP
from tests.guarantees.conftest import Line


def test_what_could_not_be_kept_is_taken_when_it_comes_again(line: Line) -> None:
    engine, before = line.process.runtime.engine, line.count(Incoming)

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    event.listen(engine, "begin", fail)
    said = line.face.pusher.say(line.face.people["王芳"], line.face.group, "@会办 帮助")
    event.remove(engine, "begin", fail)
    assert line.count(Incoming) == before
    line.clock.move(seconds=15)
    line.face.pusher.retry_due()
    line.process.settle()
    assert [attempt.status for attempt in said.attempts] == [503, 200]
    assert line.count(Incoming) == before + 1
    assert line.face.cards(GROUP)

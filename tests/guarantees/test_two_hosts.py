"""The old host and the new one tap at the same moment, each in a transaction of their own: one goes first, the other is
answered by what holds then, on either kind of database (S35)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.db import in_transaction
from app.meetings.live_rights import position
from app.meetings.models import Decision, Meeting, MeetingStatus
from app.people.models import Company, Person
from app.tasks.models import Task
from bot.ports import Actor, Answer, Press, Update, Value
from bot.ports import Chat as Where
from handlers.dispatch import Surroundings, handle
from tests.chat.faces import ChatTest
from tests.chat.live_stage import Staged, person, stage, tap
from tests.chat.on_playground import PlaygroundFace, settings_for
from tests.standins.feishu import HandClock
from tests.support.process import Process

Tap = tuple[str, str, dict[str, str | int], dict[str, Value]]
"""Who taps what, with what it carries and what was filled in."""


class Room:
    """M1 runs; 王芳 hosts it."""

    def __init__(self, chat: ChatTest, staged: Staged) -> None:
        self.chat = chat
        self.staged = staged
        self.now = chat.process.clock.now()

    def at_once(self, *taps: Tap) -> list[Answer]:
        """Everybody taps at the same moment."""
        ready = Barrier(len(taps))

        def run(one: Tap) -> Answer:
            update = self._update(*one)
            ready.wait(timeout=30)
            return in_transaction(self.chat.process.runtime.sessions, self._handled(update))

        with ThreadPoolExecutor(len(taps)) as people:
            return list(people.map(run, taps))

    def read(self) -> tuple[str, str]:
        """Who hosts, and where the meeting is."""
        with self.chat.process.runtime.sessions() as session:
            meeting = session.get_one(Meeting, self.staged.id)
            return session.get_one(Person, meeting.host_id).name, position(meeting)

    def key(self, name: str) -> int:
        """A person's key."""
        with self.chat.process.runtime.sessions() as session:
            return person(session, name).id

    def _handled(self, update: Update) -> Callable[[Session], Answer]:
        def work(session: Session) -> Answer:
            answer = handle(session, update, Surroundings(self.now, "Asia/Shanghai"))
            assert answer is not None
            return answer

        return work

    def _update(self, who: str, action: str, args: dict[str, str | int], values: dict[str, Value]) -> Update:
        with self.chat.process.runtime.sessions() as session:
            company = session.scalars(select(Company)).one()
            actor = person(session, who)
            return Update(
                company.platform,
                company.tenant,
                f"at-once-{uuid4().hex}",
                Where(f"private-{actor.external_id}", private=True),
                Actor(actor.external_id, actor.name),
                self.now,
                Press("none", action, args, values),
            )


@pytest.fixture
def room(database_url: str, clock: HandClock) -> Iterator[Room]:
    """The meeting has begun, on each kind of database. Everybody has a private chat with us."""
    with Process(settings_for(database_url), clock) as process:
        chat = ChatTest(PlaygroundFace(process, clock))
        staged = stage(chat)
        tap(chat, "王芳", "live.begin", meeting=staged.id)
        tap(chat, "张伟", "live.sign", meeting=staged.id)
        yield Room(chat, staged)


def done(answers: list[Answer]) -> list[bool]:
    """Who was answered as done."""
    return [answer.tone == "success" for answer in answers]


def hand_to(room: Room, by: str, to: str) -> Tap:
    """换主持."""
    return (by, "live.hand_over", {"meeting": room.staged.id, "person": room.key(to)}, {})


@pytest.mark.parametrize("_again", range(4))
def test_who_takes_over_goes_on_only_behind_the_handing_over(room: Room, _again: int) -> None:
    go_on: Tap = ("张伟", "live.next", {"meeting": room.staged.id, "at": "opening"}, {})
    handed, went = done(room.at_once(hand_to(room, "王芳", "张伟"), go_on))
    assert handed
    assert room.read() == ("张伟", f"topic:{room.staged.topics[0]}" if went else "opening")


@pytest.mark.parametrize("_again", range(4))
def test_what_the_one_who_hands_over_goes_on_to_is_gone_to_once(room: Room, _again: int) -> None:
    tap(room.chat, "王芳", "live.hand_over", meeting=room.staged.id, person=room.key("张伟"))
    go_on: dict[str, str | int] = {"meeting": room.staged.id, "at": "opening"}
    answers = room.at_once(
        ("张伟", "live.next", dict(go_on), {}),
        ("张伟", "live.next", dict(go_on), {}),
        ("王芳", "live.next", dict(go_on), {}),
    )
    assert sorted(done(answers)) == [False, False, True]
    assert room.read() == ("张伟", f"topic:{room.staged.topics[0]}")


@pytest.mark.parametrize("_again", range(4))
def test_a_conclusion_and_a_taking_back_leave_one_host_and_what_was_answered(room: Room, _again: int) -> None:
    tap(room.chat, "王芳", "live.hand_over", meeting=room.staged.id, person=room.key("张伟"))
    tap(room.chat, "张伟", "live.next", meeting=room.staged.id, at="opening")
    first = room.staged.topics[0]
    decide: Tap = (
        "张伟",
        "live.decide",
        {"meeting": room.staged.id, "topic": first, "next": 1},
        {"text": "做A"},
    )
    put_off: Tap = ("王芳", "live.put_off", {"topic": first, "outcome": "shelved"}, {})
    back, decided, shelved = done(room.at_once(hand_to(room, "王芳", "王芳"), decide, put_off))
    assert back
    with room.chat.process.runtime.sessions() as session:
        outcome = next(
            t.outcome.value for t in session.get_one(Meeting, room.staged.id).topics if t.id == first
        )
        assert [d.text for d in session.scalars(select(Decision))] == (["做A"] if decided else [])
    assert room.read()[0] == "王芳"
    assert not (decided and shelved)
    assert outcome == ("shelved" if shelved else "decision" if decided else "")


@pytest.mark.parametrize("_again", range(4))
def test_two_adjourn_and_every_task_is_given_once(room: Room, _again: int) -> None:
    tap(room.chat, "王芳", "live.hand_over", meeting=room.staged.id, person=room.key("张伟"))
    with room.chat.process.runtime.sessions() as session:
        owner = person(session, "李娜").external_id
    noted: dict[str, Value] = {"description": "完成清单", "owner": owner, "due_on": "2024-05-28"}
    tap(room.chat, "王芳", "live.add_task", noted, meeting=room.staged.id)
    for topic in room.staged.topics:
        tap(room.chat, "张伟", "live.put_off", topic=topic, outcome="followup")
    args: dict[str, str | int] = {"meeting": room.staged.id}
    answers = room.at_once(
        ("王芳", "live.adjourn_now", dict(args), {}), ("张伟", "live.adjourn_now", dict(args), {})
    )
    assert sorted(done(answers)) == [False, True]
    with room.chat.process.runtime.sessions() as session:
        assert session.get_one(Meeting, room.staged.id).status == MeetingStatus.ENDED
        assert len(session.scalars(select(Task)).all()) == 1

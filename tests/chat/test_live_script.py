"""A meeting of eight, tapped through by a seeded random script with late, double and conflicting taps and restarts.

After every tap the rows equal a model that was told only of the taps that were answered as done.
"""

from dataclasses import dataclass, field
from random import Random

import pytest
from sqlalchemy import select

from app.meetings.live_rights import position
from app.meetings.models import Decision, Meeting, MeetingStatus, NotedTask, Outcome
from app.people.models import Person
from app.reminders.models import Reminder, ReminderState
from app.tasks.models import Task
from bot.ports import Value
from tests.chat.faces import ChatTest
from tests.chat.live_stage import Staged, person, stage, tap
from tests.chat.on_playground import PlaygroundFace, settings_for
from tests.standins.feishu import HandClock
from tests.support.process import Process

CAST = ("王芳", "张伟", "李娜", "赵强", "陈晨", "刘洋")


@dataclass
class Model:
    """What was done, as far as the answers said so."""

    host: str = "王芳"
    place: str = "opening"
    decided: dict[int, set[str]] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    tasks: set[tuple[str, str]] = field(default_factory=set)
    present: set[str] = field(default_factory=lambda: {"王芳"})

    @property
    def ended(self) -> set[int]:
        """The topics with an outcome."""
        return set(self.outcomes)

    def end(self, topic: int, outcome: Outcome, topics: tuple[int, ...]) -> None:
        """A topic ends; if it was the present one, the next begins."""
        self.outcomes[topic] = outcome
        if self.place == f"topic:{topic}":
            self.go_on(topics)

    def go_on(self, topics: tuple[int, ...]) -> None:
        """From topic to topic, then to the closing."""
        left = [topic for topic in topics if topic not in self.outcomes]
        self.place = f"topic:{left[0]}" if left else "closing"


@pytest.mark.parametrize("seed", range(4))
def test_the_rows_equal_what_was_answered_as_done(sqlite_url: str, clock: HandClock, seed: int) -> None:
    dice = Random(seed)
    with Process(settings_for(sqlite_url), clock) as process:
        chat = ChatTest(PlaygroundFace(process, clock))
        staged = stage(chat, others=("刘洋",))
        tap(chat, "王芳", "live.begin", meeting=staged.id)
    model = Model()
    seen = ["opening"]
    for _ in range(5):  # a restart of the process between the rounds
        with Process(settings_for(sqlite_url), clock) as process:
            chat = ChatTest(PlaygroundFace(process, clock))
            for _ in range(12):
                _step(chat, staged, model, dice, seen)
                clock.move(seconds=dice.choice((1, 7, 40)))
                process.tick()
                _compare(chat, staged, model)
                seen.append(model.place)
    with Process(settings_for(sqlite_url), clock) as process:
        chat = ChatTest(PlaygroundFace(process, clock))
        _end(chat, staged, model)


def _step(chat: ChatTest, staged: Staged, model: Model, dice: Random, seen: list[str]) -> None:
    """One tap, now and then twice, by somebody who may or may not; sometimes on an old card."""
    who = dice.choice((model.host, model.host, *CAST))
    topic = dice.choice(staged.topics)
    deed = dice.choice(("next", "next", "decide", "decide_next", "shelve", "task", "sign", "host", "begin"))
    text, other, at = dice.choice(("做A", "做B")), dice.choice(CAST), dice.choice(seen[-3:])
    for _ in range(dice.choice((1, 1, 2))):
        if deed == "next":
            _next(chat, staged, model, who, at)
        elif deed in {"decide", "decide_next"}:
            _decide(chat, staged, model, who, topic, text, go_on=deed == "decide_next")
        elif deed == "shelve":
            answer = tap(chat, who, "live.put_off", topic=topic, outcome="shelved")
            assert (answer.tone == "success") == (who == model.host and topic not in model.ended)
            if answer.tone == "success":
                model.end(topic, Outcome.SHELVED, staged.topics)
        else:
            _by_anybody(chat, staged, model, who, deed, text, other)


def _next(chat: ChatTest, staged: Staged, model: Model, who: str, at: str) -> None:
    if model.place == "closing":
        return
    answer = tap(chat, who, "live.next", meeting=staged.id, at=at)
    assert (answer.tone == "success") == (who == model.host and at == model.place)
    if answer.tone == "success":
        present = int(at.partition(":")[2] or 0)
        if not present:
            model.go_on(staged.topics)
        elif model.decided.get(present):
            model.end(present, Outcome.DECISION, staged.topics)


def _decide(
    chat: ChatTest, staged: Staged, model: Model, who: str, topic: int, text: str, *, go_on: bool
) -> None:
    values: dict[str, Value] = {"text": text}
    answer = tap(chat, who, "live.decide", values, meeting=staged.id, topic=topic, next=int(go_on))
    may = who in {model.host, "陈晨", "王芳"}
    assert (answer.tone == "success") == (may and model.outcomes.get(topic) != Outcome.SHELVED)
    if answer.tone == "success":
        model.decided.setdefault(topic, set()).add(text)
        if go_on and who == model.host and model.place == f"topic:{topic}":
            model.end(topic, Outcome.DECISION, staged.topics)


def _by_anybody(
    chat: ChatTest, staged: Staged, model: Model, who: str, deed: str, text: str, other: str
) -> None:
    if deed == "sign":
        assert tap(chat, who, "live.sign", meeting=staged.id).tone == "success"
        model.present.add(who)
    elif deed == "begin":
        assert tap(chat, who, "live.begin", meeting=staged.id).toast == "会议已经在进行了"
    elif deed == "host":
        with chat.process.runtime.sessions() as session:
            to = person(session, other).id
        answer = tap(chat, who, "live.hand_over", meeting=staged.id, person=to)
        assert (answer.tone == "success") == (who in {model.host, "王芳"})
        model.host = other if answer.tone == "success" else model.host
    else:
        with chat.process.runtime.sessions() as session:
            owner = person(session, other).external_id
        values: dict[str, Value] = {"description": text, "owner": owner, "due_on": "2024-05-28"}
        answer = tap(chat, who, "live.add_task", values, meeting=staged.id)
        assert (answer.tone == "success") == (who in {model.host, "陈晨", "王芳"})
        if answer.tone == "success":
            model.tasks.add((text, other))


def _compare(chat: ChatTest, staged: Staged, model: Model) -> None:
    with chat.process.runtime.sessions() as session:
        meeting = session.get_one(Meeting, staged.id)
        assert session.get_one(Person, meeting.host_id).name == model.host
        assert position(meeting) == model.place
        assert {t.id: t.outcome for t in meeting.topics if t.outcome} == model.outcomes
        found = [(d.topic_id, d.text) for d in session.scalars(select(Decision))]
        assert sorted(found) == sorted((t, text) for t, texts in model.decided.items() for text in texts)
        noted = [(n.description, n.owner_id) for n in session.scalars(select(NotedTask))]
        assert sorted(noted) == sorted((text, person(session, who).id) for text, who in model.tasks)
        here = {session.get_one(Person, a.person_id).name for a in meeting.attendees if a.present_at}
        assert here == model.present
        minutes = session.scalars(
            select(Reminder).where(Reminder.step == "live_minute", Reminder.state == ReminderState.PLANNED)
        ).all()
        assert len(minutes) == 1


def _end(chat: ChatTest, staged: Staged, model: Model) -> None:
    """The host puts off what is left and adjourns, twice."""
    for topic in staged.topics:
        if topic not in model.ended and topic not in model.decided:
            tap(chat, model.host, "live.put_off", topic=topic, outcome="followup")
    first = tap(chat, model.host, "live.adjourn_now", meeting=staged.id)
    second = tap(chat, model.host, "live.adjourn_now", meeting=staged.id)
    assert first.toast == f"已散会，发出任务 {len(model.tasks)} 项"
    assert second.tone == "warning"
    with chat.process.runtime.sessions() as session:
        meeting = session.get_one(Meeting, staged.id)
        assert meeting.status == MeetingStatus.ENDED
        assert all(topic.outcome for topic in meeting.topics)
        given = [(t.description, t.owner_id) for t in session.scalars(select(Task))]
        assert sorted(given) == sorted((text, person(session, who).id) for text, who in model.tasks)
        left = session.scalars(
            select(Reminder).where(
                Reminder.subject == f"live:{staged.id}", Reminder.state == ReminderState.PLANNED
            )
        ).all()
        assert left == []

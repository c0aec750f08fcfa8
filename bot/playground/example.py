"""Plays a script as people would: by what they say, fill in and press, through the way everything comes in."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cards.model import Button, Card, ChoiceField, Form, PersonField, buttons_of, from_json
from bot.playground.clock import PlaygroundClock
from bot.playground.models import PlaygroundMessage
from bot.playground.platform import PlaygroundPlatform
from bot.playground.process import Intake
from bot.ports import RawRequest, Target, Unauthentic, Value

PATIENCE = 20.0
"""Seconds a step waits for its card before the script gives up."""


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody says something in a chat."""

    person: str
    chat: str
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class Fills:
    """Somebody fills in the form of the newest card with `title` in it, by label, and sends it by `submit`."""

    person: str
    chat: str
    title: str
    values: Mapping[str, str]
    submit: str
    told: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Presses:
    """Somebody presses the first button labelled `button` on the newest card with `title` in it."""

    person: str
    chat: str
    title: str
    button: str
    told: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """Time passes until a moment (aware); what becomes due on the way is said. The page looks at a chat meanwhile."""

    person: str
    chat: str
    until: datetime
    told: str


Step: TypeAlias = Says | Fills | Presses | Waits
Travel: TypeAlias = Callable[[datetime], Awaitable[None]]


class Stuck(Exception):
    """The card a step needs did not come."""


@dataclass(slots=True)
class Showing:
    """Where the script is: told to the page. `at` counts from 1 (0: before the first step); `message` is the card in use."""

    running: bool = False
    at: int = 0
    of: int = 0
    told: str = ""
    person: str = ""
    chat: str = ""
    message: str = ""
    failed: bool = False


@dataclass(slots=True)
class Pace:
    """Seconds: between steps, so that one can watch; and how long an optional card is waited for."""

    pause: float = 1.8
    optional: float = 3.0


@dataclass
class Player:
    """Plays one script at a time."""

    platform: PlaygroundPlatform
    clock: PlaygroundClock
    intake: Intake
    travel: Travel
    pace: Pace = field(default_factory=Pace)
    showing: Showing = field(default_factory=Showing)
    _after: int = 0

    async def play(self, steps: Sequence[Step], *, start: datetime) -> None:
        """Set the clock to `start` (aware) and do the steps. A step that cannot be done ends the script."""
        self.showing = Showing(running=True, of=len(steps))
        self._after = await asyncio.to_thread(self._newest_id)
        await asyncio.to_thread(self.clock.move_to, start)
        try:
            for at, step in enumerate(steps, start=1):
                self._show(at, step)
                await self._do(step)
                if self.platform.hub.closed:
                    return
        except (Stuck, Unauthentic):
            self.showing.failed = True
        finally:
            self.showing.running = False
            self.platform.hub.changed()

    async def _do(self, step: Step) -> None:
        if isinstance(step, Waits):
            await asyncio.sleep(self.pace.pause)
            await self.travel(step.until)
            return
        if isinstance(step, Says):
            await asyncio.sleep(self.pace.pause)
            await self._send(step, {"text": step.text})
            return
        found = await self._card(step)
        if found is not None:
            self.showing.message = found[0]
            self.platform.hub.changed()
            await asyncio.sleep(self.pace.pause)
            # It may have been redrawn while people looked at it.
            again = await asyncio.to_thread(self._look, step)
            message_id, card = found if again is None else again
            await self._send(step, {"press": _press(step, message_id, card)}, message_id=message_id)

    def _show(self, at: int, step: Step) -> None:
        self.showing.at, self.showing.told = at, step.told
        self.showing.person, self.showing.chat, self.showing.message = step.person, step.chat, ""
        self.platform.hub.changed()

    async def _send(self, step: Step, what: dict[str, object], *, message_id: str = "") -> None:
        body = {"id": uuid4().hex, "persona": step.person, "chat": step.chat, **what}
        request = RawRequest({}, json.dumps(body).encode(), self.clock.now())
        received = await asyncio.to_thread(self.platform.receive, request)
        if received.update is None:
            return
        answer = await self.intake.accept(received.update)
        if answer is not None and answer.card is not None:
            target = Target(received.update.tenant, chat=step.chat)
            await asyncio.to_thread(self.platform.replace, target, message_id, answer.card)

    async def _card(self, step: Fills | Presses) -> tuple[str, Card] | None:
        """The newest card the step can be done on, as soon as there is one; None for an optional step without it."""
        loop = asyncio.get_running_loop()
        until = loop.time() + (self.pace.optional if step.optional else PATIENCE)
        with self.platform.hub.watching() as watcher:
            while True:
                found = await asyncio.to_thread(self._look, step)
                left = until - loop.time()
                if found is not None or self.platform.hub.closed:
                    return found
                if left <= 0:
                    break
                await watcher.change(within=left)
        if step.optional:
            return None
        raise Stuck(step.title)

    def _look(self, step: Fills | Presses) -> tuple[str, Card] | None:
        with self.platform.sessions() as session:
            for row in _cards(session, step.chat, self._after):
                card = from_json(row.card)
                if step.title in card.title and _button(step, card) is not None:
                    return str(row.id), card
        return None

    def _newest_id(self) -> int:
        with self.platform.sessions() as session:
            return session.scalar(select(func.max(PlaygroundMessage.id))) or 0


def _cards(session: Session, chat: str, after: int) -> Sequence[PlaygroundMessage]:
    return session.scalars(
        select(PlaygroundMessage)
        .where(
            PlaygroundMessage.chat_id == chat, PlaygroundMessage.kind == "card", PlaygroundMessage.id > after
        )
        .order_by(PlaygroundMessage.id.desc())
    ).all()


def _form(step: Fills, card: Card) -> Form | None:
    """The form that has every label and the way to send it."""
    labels = step.values.keys()
    for element in card.elements:
        if isinstance(element, Form) and any(button.label == step.submit for button in element.submits):
            return element if labels <= {one.label for one in element.fields} else None
    return None


def _button(step: Fills | Presses, card: Card) -> Button | None:
    if isinstance(step, Presses):
        return next((button for button in buttons_of(card) if button.label == step.button), None)
    form = _form(step, card)
    return None if form is None else next(b for b in form.submits if b.label == step.submit)


def _press(step: Fills | Presses, message_id: str, card: Card) -> dict[str, object]:
    button = _button(step, card)
    assert button is not None
    values: dict[str, Value] = {}
    if isinstance(step, Fills) and (form := _form(step, card)) is not None:
        values = _values(form, step.values)
    return {"message_id": message_id, "action": button.action, "args": button.args, "values": values}


def _values(form: Form, given: Mapping[str, str]) -> dict[str, Value]:
    """The whole form as a page sends it: what stood in it, with the labels' new values over it."""
    values: dict[str, Value] = {}
    for one in form.fields:
        said = given.get(one.label)
        if isinstance(one, ChoiceField | PersonField):
            chosen = list(one.value) if said is None else [_chosen(one, said)]
            values[one.name] = chosen if one.many else (chosen[0] if chosen else "")
        else:
            values[one.name] = one.value if said is None else said
    return values


def _chosen(one: ChoiceField | PersonField, said: str) -> str:
    """The value of the option whose label begins with what was said; a person may be given by id."""
    return next((option.value for option in one.options if option.label.startswith(said)), said)

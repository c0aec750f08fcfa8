"""A chat as its people see it, on any platform: they say things, press buttons, fill in forms, and read cards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from tests.support.process import Process

GROUP = "新产品上市项目群"
"""The group of the golden script; a person's name stands for their private chat with the bot."""

PEOPLE: dict[str, str] = {
    "王芳": "市场部",
    "张伟": "研发部",
    "李娜": "销售部",
    "赵强": "客服部",
    "陈晨": "产品部",
    "刘洋": "销售部",
}
Typed: TypeAlias = str | bool | list[str]


@dataclass(frozen=True)
class Shown:
    """A card as it looks now."""

    id: str
    title: str
    text: str
    buttons: tuple[str, ...]


class Face(Protocol):
    """One platform's way of showing the same chat."""

    name: str
    process: Process
    ticks: bool
    """Whether cards are redrawn as the clock moves. Where redraws are counted, a card says until when instead."""

    def say(self, who: str, text: str, where: str = GROUP, *, reply_to: str | None = None) -> None:
        """Type a message; in a group `@会办` mentions the bot and `@张伟` somebody."""
        ...

    def answer(self, who: str, text: str, said: str, by: str) -> None:
        """`by` says something in the group (empty: something without words), and `who` answers it."""
        ...

    def open_group(self, title: str) -> None:
        """One more group with the same people and the bot; its title stands for it."""
        ...

    def press(self, who: str, button: str, card: Shown, *, after: str = "") -> str:
        """Tap a button (the first one behind the text `after`); the toast."""
        ...

    def submit(self, who: str, values: Mapping[str, Typed], button: str, card: Shown) -> str:
        """Fill in the form by its labels and send it; the toast."""
        ...

    def open(self, who: str, card: Shown) -> None:
        """Begin to fill in the form: what is sent later is what stood there then."""
        ...

    def cards(self, where: str) -> Sequence[Shown]:
        """The bot's cards there, oldest first."""
        ...

    def files(self, where: str) -> Mapping[str, bytes]:
        """The files the bot sent there, by name."""
        ...

    def pinned(self) -> Sequence[str]:
        """The titles of the pinned cards of the group."""
        ...


class ChatTest:
    """What a conversation is written with. Everything that is owed has been sent before each next step."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.process = face.process

    def says(self, who: str, text: str, where: str = GROUP, *, reply_to: Shown | None = None) -> None:
        """Somebody types."""
        self.face.say(who, text, where, reply_to=None if reply_to is None else reply_to.id)
        self.process.settle()

    def answers(self, who: str, text: str, *, said: str, by: str) -> None:
        """Somebody answers what somebody else has said in the group."""
        self.face.answer(who, text, said, by)
        self.process.settle()

    def gets_a_group(self, title: str) -> None:
        """The same people open one more group with the bot."""
        self.face.open_group(title)
        self.process.settle()

    def presses(self, who: str, button: str, on: str, where: str = GROUP, *, after: str = "") -> str:
        """Somebody taps a button on the newest card with `on` in its title; the toast."""
        toast = self.face.press(who, button, self.card(on, where), after=after)
        self.process.settle()
        return toast

    def submits(self, who: str, values: Mapping[str, Typed], button: str, on: str, where: str = GROUP) -> str:
        """Somebody fills in the newest card with `on` in its title; the toast."""
        toast = self.face.submit(who, values, button, self.card(on, where))
        self.process.settle()
        return toast

    def opens(self, who: str, on: str, where: str = GROUP) -> None:
        """Somebody begins to fill in the newest card with `on` in its title."""
        self.face.open(who, self.card(on, where))

    def left(self, minutes: int, at: str) -> str:
        """What a running meeting's card says of the time: minutes, and until when."""
        return f"还剩 {minutes} 分钟，到 {at}" if self.face.ticks else f"计划到 {at}"

    def card(self, title: str, where: str = GROUP) -> Shown:
        """The newest card with this in its title, as it looks now. AssertionError when there is none."""
        cards = self.face.cards(where)
        found = [card for card in cards if title in card.title]
        assert found, f"no card 「{title}」 in {where}; there are: {[card.title for card in cards]}"
        return found[-1]

    def titles(self, where: str = GROUP) -> list[str]:
        """The titles of the cards there, oldest first."""
        return [card.title for card in self.face.cards(where)]

    def moves_to(self, moment: datetime) -> None:
        """Time passes until this moment (aware); what became due is said."""
        self.process.clock.move_to(moment)
        self.process.tick()
